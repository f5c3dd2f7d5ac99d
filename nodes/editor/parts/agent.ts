// Owns the `agent` field that several forms have: what is wrong with it, which agent a new node begins with.

import { current } from './open-form.js';
import { providerOfAgent } from './provider.js';
import { validator } from './validator.js';
import { wordsOf } from './words.js';

interface HasAgent {
  agent: string;
}

const TYPE = 'agent-config';
const words = wordsOf(TYPE);

export const validAgent = validator<HasAgent, string>(agentProblem);

export function agentProblem(node: FormNode<HasAgent>, id: string | undefined): string | undefined {
  if (!isAgent(id)) return words(agentsFor(node.z).length === 0 ? 'agent.none' : 'agent.choose');
  const agent = RED.nodes.node(id);
  if (!agent) return words('agent.gone');
  return agent.valid === false ? words('agent.invalid') : undefined;
}

/** What the agent that a node names can do; `undefined` while that is not known. */
export function facultiesOf(node: FormNode<HasAgent>): ProviderFacts | undefined {
  return providerOfAgent(current(node, 'agent', node.agent));
}

/** Calls back now and whenever another agent is chosen, or the chosen one was edited. */
export function onAgentChange(node: FormNode<HasAgent>, changed: (provider?: ProviderFacts) => void): void {
  const picker = $('#node-input-agent');
  const look = () => changed(facultiesOf(node));
  picker.on('change', look);
  look();
}

/**
 * Gives a node that is dragged in the only agent there is; where there is none, a new one, so that it works at once.
 * A node that came with an import keeps what it has.
 */
export function adoptAgent(node: FormNode<HasAgent>): void {
  if (isAgent(node.agent) || RED.nodes.node(node.id)) return;
  const agents = agentsFor(node.z);
  const [only] = agents;
  if (agents.length <= 1) node.agent = only?.id ?? addAgent();
}

/** A missing agent is stored as an empty text or, by the picker, as its entry for a new one. */
function isAgent(id: string | undefined): id is string {
  return id !== undefined && id !== '' && id !== '_ADD_';
}

/** The agents that a node on this flow may use. */
function agentsFor(flow: string | undefined): StoredNode[] {
  const agents: StoredNode[] = [];
  RED.nodes.eachConfig((config) => {
    if (config.type === TYPE && (!config.z || config.z === flow)) agents.push(config);
  });
  return agents;
}

function addAgent(): string {
  const definition = RED.nodes.getType(TYPE);
  const id = RED.nodes.id();
  const stored = Object.entries(definition.defaults).map(([name, { value }]) => [name, value]);
  const agent = { ...Object.fromEntries(stored), id, type: TYPE, _def: definition, users: [], changed: true };
  const dirty = RED.nodes.dirty();
  RED.nodes.add(agent);
  RED.editor.validateNode(agent);
  RED.history.push({ t: 'add', nodes: [id], dirty });
  return id;
}
