// Owns what the tool's form says beside its fields: a name that is taken, where else the tool must be known, how long it
// may take. None of it makes the node wrong.

import type { Capabilities } from '../../lib/providers/provider.js';
import { TIMEOUT_SECONDS, TIMEOUT_SHARE } from '../../lib/shared/limits.js';
import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { onAgentChange } from '../parts/agent.js';
import { note } from '../parts/note.js';
import { current } from '../parts/open-form.js';
import { providerLabel } from '../parts/provider.js';
import { wordsOf } from '../parts/words.js';

type ToolNode = FormNode<AgentToolSettings>;

const words = wordsOf('agent-tool');

export function showAdvice(node: ToolNode): void {
  let provider: ProviderFacts | undefined;
  const name = $('#node-input-tool').closest('.form-row');
  const timeout = $('#node-input-timeout').closest('.form-row');
  const adviseName = () => {
    const taken = isTaken(node);
    note(name, taken ? words('advice.taken') : whereElse(provider), taken ? 'warning' : 'plain');
  };
  onAgentChange(node, (chosen) => {
    provider = chosen;
    adviseName();
    note(timeout, chosen && timeoutAdvice(chosen));
    $('#node-input-timeout').attr('placeholder', automatic(chosen?.capabilities));
  });
  $('#node-input-tool').on('input', adviseName);
}

/** True when another tool node of the same agent, not disabled, has the name that is typed. */
function isTaken(node: ToolNode): boolean {
  const name = current(node, 'tool', node.tool).trim();
  const agent = current(node, 'agent', node.agent);
  if (name === '') return false;
  return RED.nodes
    .filterNodes({ type: 'agent-tool' })
    .some(
      (other) =>
        other.id !== node.id && other['tool'] === name && other['agent'] === agent && !isDisabled(other),
    );
}

function isDisabled(node: StoredNode): boolean {
  return node.d === true || (node.z !== undefined && RED.nodes.workspace(node.z)?.disabled === true);
}

function whereElse(provider: ProviderFacts | undefined): string | undefined {
  if (provider?.capabilities.toolSource !== 'provider') return undefined;
  return words('advice.dashboard', { provider: providerLabel(provider.id) });
}

function timeoutAdvice({ id, capabilities }: ProviderFacts): string {
  const provider = providerLabel(id);
  const { toolTimeout, origin } = capabilities;
  if (toolTimeout) return words('advice.timeout', { provider, seconds: toolTimeout.seconds });
  return origin === '' ? words('advice.patient') : words('advice.no-timeout', { provider });
}

/** Seconds that count when the field is empty. */
function automatic(capabilities: Capabilities | undefined): string {
  const limit = capabilities?.toolTimeout;
  return String(limit ? limit.seconds * TIMEOUT_SHARE : TIMEOUT_SECONDS);
}
