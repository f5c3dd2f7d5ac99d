// Owns following the wires of a flow as the editor knows them: through link nodes, subflows, Catch and Complete nodes, to
// where a message ends. Where it leaves what the editor knows, that is said; nothing is guessed.

import { staysHere } from './staying.js';

/** Where the messages of an output can come to. */
export interface Way {
  /** Reply nodes. */
  readonly replies: readonly FlowPart[];
  /** Nodes at which a message surely ends. */
  readonly ends: readonly FlowPart[];
  /** A way goes on where the editor cannot see: over a broker, a file, a context, a node that it does not know. */
  readonly open: boolean;
}

const OUTPUT = 0;

export function wayFrom(start: EditorNode): Way {
  const seen = new Set<string>([start.id]);
  const replies: FlowPart[] = [];
  const ends: FlowPart[] = [];
  let open = false;
  const queue = targets(start, 0);
  for (let node = queue.shift(); node; node = queue.shift()) {
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    if (isOff(node)) ends.push(node);
    else if (node.type === 'agent-reply') replies.push(node);
    else {
      const next = onward(node);
      if (next === undefined || !staysHere(node)) open = true;
      else if (next.length === 0) ends.push(node);
      queue.push(...(next ?? []), ...listeners(node));
    }
  }
  return { replies, ends, open };
}

/** What comes next; `undefined` where nobody can tell. */
function onward(node: FlowPart): FlowPart[] | undefined {
  // The border of a subflow: the message goes on at whatever instances there are.
  if (node.type === 'subflow') {
    const instances = RED.nodes.filterNodes({ type: `subflow:${node.z}` });
    return instances.length === 0 ? undefined : instances.flatMap((one) => targets(one, node.i));
  }
  if (node.type.startsWith('subflow:')) {
    const [input] = RED.nodes.subflow(node.type.slice('subflow:'.length))?.in ?? [];
    return input && targets(input);
  }
  if (node.type === 'link out') return node['mode'] === 'return' ? undefined : linked(node);
  if (node.type === 'link call')
    return node['linkType'] === 'dynamic' ? undefined : [...linked(node), ...targets(node)];
  return targets(node);
}

function linked(node: FlowPart): FlowPart[] {
  const { links } = node;
  return (Array.isArray(links) ? links : []).flatMap((id: unknown) => RED.nodes.node(String(id)) ?? []);
}

function targets(node: EditorNode, output?: number): FlowPart[] {
  const links = RED.nodes.getNodeLinks(node.id, OUTPUT);
  return links
    .filter(({ sourcePort }) => output === undefined || sourcePort === output)
    .map(({ target }) => target);
}

/** Catch and Complete nodes that may send the message on from here. */
function listeners(node: FlowPart): FlowPart[] {
  return ['catch', 'complete']
    .flatMap((type) => RED.nodes.filterNodes({ type }))
    .filter(({ z, scope }) => z === node.z && (!Array.isArray(scope) || scope.includes(node.id)));
}

/** Switched off, or on a flow that is. */
function isOff(node: FlowPart): boolean {
  return node.d === true || (node.z !== undefined && RED.nodes.workspace(node.z)?.disabled === true);
}
