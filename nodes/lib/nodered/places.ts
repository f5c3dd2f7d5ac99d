// Owns saying where in the flows a node is, as the editor knows it. Does not know what is there.

import type { Node, NodeAPI } from 'node-red';
import type { Place } from '../shared/timeline.js';

export function placeOf(RED: NodeAPI, node: Node): Place {
  const tab: unknown = RED.util.evaluateNodeProperty('NR_FLOW_NAME', 'env', node, {});
  const { type, name = '' } = node;
  return { id: editorId(node), type, name, tab: typeof tab === 'string' ? tab : '' };
}

/** A node in a subflow runs under an id that no editor has seen; that of the pattern stands on it. */
export function editorId(node: Node): string {
  return patternOf(node) ?? node.id;
}

/** Node-RED keeps it on the node; its types do not say so. */
export function patternOf(node: Node): string | undefined {
  const alias: unknown = Reflect.get(node, '_alias');
  return typeof alias === 'string' ? alias : undefined;
}
