// Owns the part of the tool's form that is about time: the limit, and telling the agent that the flow is still at work.

import type { Capabilities } from '../../lib/providers/provider.js';
import {
  TIMEOUT_ACKNOWLEDGED_SECONDS,
  TIMEOUT_MAX_SECONDS,
  TIMEOUT_MIN_SECONDS,
  TIMEOUT_SECONDS,
  TIMEOUT_SHARE,
} from '../../lib/shared/limits.js';
import type { AgentToolSettings, ValueType } from '../../lib/shared/settings.js';
import { onAgentChange } from '../parts/agent.js';
import { typesWith } from '../parts/choice.js';
import { note } from '../parts/note.js';
import { current } from '../parts/open-form.js';
import { providerLabel } from '../parts/provider.js';
import { nameTypedField } from '../parts/typed-names.js';
import { textValidator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

type ToolNode = FormNode<AgentToolSettings>;

const words = wordsOf('agent-tool');

const TYPES: readonly ValueType[] = ['str', 'msg', 'flow', 'global', 'env', 'jsonata'];
const BOUNDS = { min: TIMEOUT_MIN_SECONDS, max: TIMEOUT_MAX_SECONDS };

export const validTimeout = textValidator<AgentToolSettings>((_node, text) =>
  fits(text) ? undefined : words('problem.timeout', BOUNDS),
);

export const validAcknowledge = textValidator<AgentToolSettings>((node, text) => {
  const limit = current(node, 'timeout', node.timeout).trim();
  const early = text.trim() === '' || limit === '' || Number(text) < Number(limit);
  return fits(text) && early ? undefined : words('problem.acknowledge', BOUNDS);
});

/** Seconds, a variable of the environment, or nothing. */
function fits(text: string): boolean {
  const seconds = Number(text);
  return text.trim() === '' || isVariable(text) || (seconds >= BOUNDS.min && seconds <= BOUNDS.max);
}

function isVariable(text: string): boolean {
  return /^\$\{[^}]+\}$/.test(text.trim());
}

export function preparePatience(node: ToolNode): void {
  const after = $('#node-input-acknowledgeAfter');
  const sentence = $('#node-input-acknowledgement');
  $('#agent-tool-patience').prop('open', after.val() !== '');
  sentence.attr('placeholder', words('placeholder.acknowledgement'));
  const typeField = '#node-input-acknowledgementType';
  sentence.typedInput({ default: 'str', types: typesWith(TYPES, $(typeField).val()), typeField });
  nameTypedField(sentence);
  let provider: ProviderFacts | undefined;
  const look = () => showTime(node, provider);
  onAgentChange(node, (chosen) => {
    provider = chosen;
    look();
  });
  $('#node-input-timeout').add(after).on('input change', look);
}

function showTime(node: ToolNode, provider: ProviderFacts | undefined): void {
  const after = current(node, 'acknowledgeAfter', node.acknowledgeAfter).trim();
  const limit = current(node, 'timeout', node.timeout).trim();
  $('#node-input-timeout').attr('placeholder', automatic(provider?.capabilities, after !== ''));
  const [doubt, place] = [
    provider && contradiction(provider, Number(after || limit)),
    after ? 'after' : 'limit',
  ];
  const plain = provider && timeoutAdvice(provider);
  const rows = { limit: row('timeout'), after: row('acknowledgeAfter') };
  note(
    rows.limit,
    place === 'limit' && doubt ? doubt : plain,
    place === 'limit' && doubt ? 'warning' : 'plain',
  );
  note(rows.after, place === 'after' ? doubt : undefined, 'warning');
  $('#agent-tool-row-speak').toggle(provider?.capabilities.laterResults !== false);
  note($('#agent-tool-row-later'), provider && laterAdvice(provider));
}

function row(property: string): JQuery {
  return $(`#node-input-${property}`).closest('.form-row');
}

/** That the provider gives up before the agent hears the first word. */
function contradiction(
  { id, capabilities: { toolTimeout } }: ProviderFacts,
  seconds: number,
): string | undefined {
  if (!toolTimeout || !(seconds >= toolTimeout.seconds)) return undefined;
  const beyond = seconds > toolTimeout.maxSeconds;
  return words(beyond ? 'advice.beyond' : 'advice.longer', { provider: providerLabel(id), ...toolTimeout });
}

function timeoutAdvice({ id, capabilities }: ProviderFacts): string {
  const provider = providerLabel(id);
  const { toolTimeout, origin } = capabilities;
  if (toolTimeout) return words('advice.timeout', { provider, seconds: toolTimeout.seconds });
  return origin === '' ? words('advice.patient') : words('advice.no-timeout', { provider });
}

function laterAdvice({ id, capabilities }: ProviderFacts): string {
  if (capabilities.laterResults) return words('advice.later-at-once');
  return words('advice.later-next', { provider: providerLabel(id) });
}

/** Seconds that count when the field is empty. */
function automatic(capabilities: Capabilities | undefined, acknowledged: boolean): string {
  if (acknowledged) return String(TIMEOUT_ACKNOWLEDGED_SECONDS);
  const limit = capabilities?.toolTimeout;
  return String(limit ? limit.seconds * TIMEOUT_SHARE : TIMEOUT_SECONDS);
}
