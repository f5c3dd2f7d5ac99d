// Owns the question whether a node's output leads anywhere. Does not follow the wire.

import type { Node } from 'node-red';

export function isWired(node: Node, output: number): boolean {
  const ends = outputsOf(node)[output];
  return Array.isArray(ends) && ends.length > 0;
}

/** Any of its outputs. */
export function leadsOn(node: Node): boolean {
  return outputsOf(node).some((ends) => Array.isArray(ends) && ends.length > 0);
}

function outputsOf(node: Node): unknown[] {
  // Node-RED keeps them on the node; its types do not say so.
  const wires: unknown = 'wires' in node ? node.wires : undefined;
  return Array.isArray(wires) ? wires : [];
}
