// Owns whether what leaves a running node can come to an agent-reply, by the wires as they are deployed. Where that cannot
// be told, it can. Sends nothing.

import type { Node, NodeAPI } from 'node-red';
import { isObject } from '../shared/json.js';
import type { Reach } from './journey.js';
import { endsOf } from './wires.js';

/** Looks at the flows once, when the first node is asked for. */
export function reachIn(RED: NodeAPI): Reach {
  let links: ReadonlyMap<string, readonly string[] | 'return'> | undefined;
  return (from, callers) => {
    links ??= linksIn(RED);
    const seen = new Set([from.id]);
    // A loop and not a recursion: a flow may be long, and lead back into itself.
    for (const id of seen) {
      const node: Node | null = RED.nodes.getNode(id);
      if (!node) continue;
      if (node.type === 'agent-reply') return true;
      const linked = node.type === 'link out' ? links.get(id) : [];
      // One in a subflow stands in no list: nobody can say where it leads.
      if (linked === undefined) return true;
      const next = linked === 'return' ? callers.flatMap(endsOf) : linked;
      for (const end of [...endsOf(node), ...next]) seen.add(end);
    }
    return false;
  };
}

/** Where every link out leads to. */
function linksIn(RED: NodeAPI): Map<string, readonly string[] | 'return'> {
  const links = new Map<string, readonly string[] | 'return'>();
  RED.nodes.eachNode((node) => {
    const stored: unknown = node;
    if (!isObject(stored) || stored['type'] !== 'link out') return;
    const ends: unknown = stored['links'];
    const listed = Array.isArray(ends) ? ends.filter((id): id is string => typeof id === 'string') : [];
    links.set(node.id, stored['mode'] === 'return' ? 'return' : listed);
  });
  return links;
}
