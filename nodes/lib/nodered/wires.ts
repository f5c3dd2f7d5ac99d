// Owns what wires a node has, and under which id the editor knows it. Does not follow a wire.

import type { Node } from 'node-red';

/** `runs`: whether there is a node of this id; one that is disabled stands at the end of a wire and gets nothing. */
export function isWired(node: Node, output: number, runs: (id: string) => boolean = () => true): boolean {
  const ends: unknown = outputsOf(node)[output];
  return Array.isArray(ends) && ends.some((id) => typeof id === 'string' && runs(id));
}

/** The ids of all nodes that its outputs are wired to. */
export function endsOf(node: Node): string[] {
  return outputsOf(node)
    .flat()
    .filter((id) => typeof id === 'string');
}

function outputsOf(node: Node): unknown[] {
  // Node-RED keeps them on the node; its types do not say so.
  const wires: unknown = 'wires' in node ? node.wires : undefined;
  return Array.isArray(wires) ? wires : [];
}

/** The id under which the editor knows a node: one in a subflow is a copy of what stands there. */
export function templateOf(node: Node): string {
  const alias: unknown = Reflect.get(node, '_alias');
  return typeof alias === 'string' ? alias : node.id;
}
