// Owns saying where in the flows a node is, as the editor knows it. Does not know what is there.

import type { Node, NodeAPI } from 'node-red';
import type { Place } from '../shared/timeline.js';
import { templateOf } from './wires.js';

export function placeOf(RED: NodeAPI, node: Node): Place {
  const tab: unknown = RED.util.evaluateNodeProperty('NR_FLOW_NAME', 'env', node, {});
  const { type, name = '' } = node;
  return { id: templateOf(node), type, name, tab: typeof tab === 'string' ? tab : '' };
}
