// Owns the question whether a node's output leads anywhere. Does not follow the wire.

import type { Node } from 'node-red';

export function isWired(node: Node, output: number): boolean {
  // Node-RED keeps them on the node; its types do not say so.
  const wires: unknown = 'wires' in node ? node.wires : undefined;
  const ends: unknown = Array.isArray(wires) ? wires[output] : undefined;
  return Array.isArray(ends) && ends.length > 0;
}
