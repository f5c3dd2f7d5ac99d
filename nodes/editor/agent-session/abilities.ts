// Owns what the chosen agent's provider cannot take at the start of a conversation, and how the form says so.

import type { Capabilities } from '../../lib/providers/provider.js';
import type { AgentSessionSettings } from '../../lib/shared/settings.js';
import { facultiesOf, onAgentChange } from '../parts/agent.js';
import { unavailable } from '../parts/note.js';
import { providerLabel } from '../parts/provider.js';
import { validator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

type SessionNode = FormNode<AgentSessionSettings>;
type Setting = 'textOnly' | 'audioOut' | keyof Capabilities['opening'];

const words = wordsOf('agent-session');

/** Each setting and where the form shows it. */
const ROWS: readonly (readonly [Setting, string])[] = [
  ['textOnly', '#node-input-textOnly'],
  ['firstMessage', '#node-input-firstMessage'],
  ['prompt', '#node-input-prompt'],
  ['language', '#node-input-language'],
  ['voice', '#node-input-voice'],
  ['userId', '#node-input-userId'],
  ['audioOut', '#node-input-audioOut'],
  ['variables', '#agent-session-row-variables'],
];

/** Valid while it is empty, or the provider takes it. */
export function validSetting<Value>(name: Setting): Validator<AgentSessionSettings, Value> {
  return validator<AgentSessionSettings, Value>((node, value) => (value ? reason(node, name) : undefined));
}

/** Why a setting cannot be used with the chosen agent; `undefined` when it can, or nobody knows. */
export function reason(node: SessionNode, name: Setting): string | undefined {
  return refusal(facultiesOf(node), name);
}

export function showAbilities(node: SessionNode): void {
  onAgentChange(node, (provider) => {
    for (const [name, place] of ROWS) {
      unavailable($(place).closest('.form-row'), refusal(provider, name));
    }
  });
}

function refusal(provider: ProviderFacts | undefined, name: Setting): string | undefined {
  if (!provider) return undefined;
  const { textOnly, audioIn, opening } = provider.capabilities;
  // Who hears speaks.
  const can = { textOnly, audioOut: audioIn, ...opening }[name];
  return can ? undefined : words(`unavailable.${name}`, { provider: providerLabel(provider.id) });
}
