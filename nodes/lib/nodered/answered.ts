// Owns whether the flow behind a tool node sends a result: whether an agent-reply can be reached. Reads the flows as they
// are deployed. Where it cannot be told, it counts as sent: most flows answer, and what is not wired yet
// will be.

import type { NodeAPI } from 'node-red';
import { isObject } from '../shared/json.js';

/** Nodes behind which a message may come back elsewhere: nobody can say where. */
const MAY_COME_BACK = /^(?:subflow:|link call$|mqtt |http |tcp |udp |websocket |file)/;

type Deployed = Readonly<Record<string, unknown>>;

/** Says of a node by its id whether what leaves it can reach an agent-reply. */
export function answersIn(RED: NodeAPI): (id: string) => boolean {
  const nodes = new Map<string, Deployed>();
  RED.nodes.eachNode((node) => {
    const deployed: unknown = node;
    if (isObject(deployed) && typeof deployed['id'] === 'string') nodes.set(deployed['id'], deployed);
  });
  return (id) => {
    const seen = new Set([id]);
    // A loop and not a recursion: a flow may be long, and lead back into itself.
    for (const at of seen) {
      const node = nodes.get(at);
      const type = typeof node?.['type'] === 'string' ? node['type'] : '';
      if (type === 'agent-reply' || MAY_COME_BACK.test(type)) return true;
      for (const next of node ? ends(node) : []) seen.add(next);
    }
    return seen.size === 1;
  };
}

function ends({ wires, links, type }: Deployed): string[] {
  const wired = Array.isArray(wires) ? wires.flat() : [];
  const linked = type === 'link out' && Array.isArray(links) ? links : [];
  return [...wired, ...linked].filter((id): id is string => typeof id === 'string');
}
