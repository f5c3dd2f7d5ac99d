// Owns the flow that the tour shows: it finds one among the user's own, or brings the first example on a tab of its own.
// Changes nothing that is there.

import example from '../../../examples/1 Lights by voice command.json';

/** What the tour needs of a flow, by the ids of its nodes. */
export interface PracticeFlow {
  readonly session: string;
  readonly inject: string;
  readonly tool: string;
  readonly agent: string;
}

const PRACTICE = 'practice';

/** A session with a practice agent, a sentence for it, and a tool that takes parameters; all of them switched on. */
export function findFlow(): PracticeFlow | undefined {
  for (const session of RED.nodes.filterNodes({ type: 'agent-session' }).filter(isOn)) {
    const agent = RED.nodes.node(String(session['agent']));
    if (agent?.['provider'] !== PRACTICE || session['start'] === 'message') continue;
    const inject = sentenceFor(session);
    const tool = toolOf(agent);
    if (inject && tool) return { session: session.id, inject: inject.id, tool: tool.id, agent: agent.id };
  }
  return undefined;
}

function sentenceFor(session: StoredNode): StoredNode | undefined {
  return RED.nodes
    .filterNodes({ type: 'inject', ...(session.z === undefined ? {} : { z: session.z }) })
    .filter((node) => isOn(node) && node['payloadType'] === 'str' && node['payload'] !== '')
    .find(({ id }) => RED.nodes.getNodeLinks(id, 0).some(({ target }) => target.id === session.id));
}

function toolOf(agent: StoredNode): StoredNode | undefined {
  const tools = RED.nodes.filterNodes({ type: 'agent-tool' }).filter(isOn);
  return tools.find((tool) => {
    const rows = tool['parameters'];
    return tool['agent'] === agent.id && Array.isArray(rows) && rows.length > 0;
  });
}

/** On a flow that runs, and whose nodes are to be seen: not in a subflow. */
function isOn({ d, z }: StoredNode): boolean {
  const flow = RED.nodes.workspace(z ?? '');
  return d !== true && flow !== null && flow !== undefined && flow.disabled !== true;
}

/** One step to take back, and with ids of its own: nothing can be in its way. */
export function bringFlow(): PracticeFlow | undefined {
  RED.view.importNodes(structuredClone(example), {
    generateIds: true,
    touchImport: true,
    addFlow: false,
    notify: false,
  });
  return findFlow();
}

/** The sentence of the flow, as it is said to the agent. */
export function sentenceOf({ inject }: PracticeFlow): string {
  const payload = RED.nodes.node(inject)?.['payload'];
  return typeof payload === 'string' ? payload : '';
}

export function tabOf({ session }: PracticeFlow): string {
  return RED.nodes.workspace(RED.nodes.node(session)?.z ?? '')?.label ?? '';
}

/** The tab that the example brings along. */
export const TAB_LABEL = example.find(({ type }) => type === 'tab')?.label ?? '';
