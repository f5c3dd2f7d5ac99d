// Owns what the tool's form says beside its name: that it is taken, where else the tool must be known. None of it makes
// the node wrong.

import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { onAgentChange } from '../parts/agent.js';
import { note } from '../parts/note.js';
import { current } from '../parts/open-form.js';
import { providerLabel } from '../parts/provider.js';
import { wordsOf } from '../parts/words.js';
import { ownToolSentence } from './provider-rules.js';
import { nameProblem } from './rules.js';
import { isForEveryAgent, providersOf, takesOthers } from './scope.js';

type ToolNode = FormNode<AgentToolSettings>;

const words = wordsOf('agent-tool');

export function showAdvice(node: ToolNode): void {
  let provider: ProviderFacts | undefined;
  const row = $('#node-input-tool').closest('.form-row');
  const others = $('#node-input-others').closest('.form-row');
  const advise = () => {
    const [taken, any] = [isTaken(node), takesOthers(node)];
    const typed = current(node, 'tool', node.tool);
    const own = any
      ? undefined
      : (copiesSentence(node, typed) ?? ownToolSentence(providersOf(node, provider), typed));
    // One that is new has had no time for a name.
    const wrong = any || typed.trim() === '' ? undefined : nameProblem(typed);
    const warning = wrong ?? (taken ? words('advice.taken') : own);
    const advice = warning ?? (any ? words('advice.others') : whereElse(provider));
    note(any ? others : row, advice, warning ? 'warning' : 'plain');
    note(any ? row : others, undefined);
  };
  onAgentChange(node, (chosen) => {
    provider = chosen;
    advise();
  });
  $('#node-input-tool').on('input', advise);
  $('#node-input-everyAgent, #node-input-others').on('change', advise);
}

/** True when another tool node of the same agent, not disabled, takes the same calls. */
function isTaken(node: ToolNode): boolean {
  const mine = claim({
    tool: current(node, 'tool', node.tool).trim(),
    agent: current(node, 'agent', node.agent),
    everyAgent: isForEveryAgent(node),
    others: takesOthers(node),
  });
  return RED.nodes
    .filterNodes({ type: 'agent-tool' })
    .some(
      (other) => other.id !== node.id && mine !== undefined && claim(other) === mine && !isDisabled(other),
    );
}

/** A subflow that stands in the flows several times has the same tool each time. */
function copiesSentence({ z }: ToolNode, name: string): string | undefined {
  const count = isVariable(name) ? 1 : copies(z);
  return count > 1 ? words('advice.copies', { count }) : undefined;
}

function copies(z: string | undefined): number {
  if (z === undefined || !RED.nodes.subflow(z)) return 1;
  const instances = RED.nodes.filterNodes({ type: `subflow:${z}` }).filter((one) => !isDisabled(one));
  return instances.reduce((sum, instance) => sum + copies(instance.z), 0);
}

/** What it will be called shows when the flow runs. */
function isVariable(name: unknown): boolean {
  return typeof name === 'string' && name.includes('${');
}

/** Whose calls of which name a tool node takes; `undefined` for one without a name that is known. */
function claim(tool: Readonly<Record<string, unknown>>): string | undefined {
  const name = tool['others'] === true ? '*' : tool['tool'];
  if (name === '' || isVariable(name)) return undefined;
  return JSON.stringify([name, tool['everyAgent'] === true ? '*' : tool['agent']]);
}

function isDisabled(node: StoredNode): boolean {
  return node.d === true || (node.z !== undefined && RED.nodes.workspace(node.z)?.disabled === true);
}

function whereElse(provider: ProviderFacts | undefined): string | undefined {
  if (provider?.capabilities.toolSource !== 'provider') return undefined;
  return words('advice.dashboard', { provider: providerLabel(provider.id) });
}
