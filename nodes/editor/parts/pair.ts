// Owns what belongs together: a tool and the reply nodes that its calls can reach. Tells what is missing, adds it, and goes
// from one to the other.

import { wayFrom, type Way } from './way.js';
import { wordsOf } from './words.js';

const words = wordsOf('agent-tool');

/** Why no call of a tool can be answered; `undefined` where one can, or nobody knows. */
export function noWayToReply(tool: EditorNode): string | undefined {
  // What is not on a flow yet has no wires.
  if (tool.d || !RED.nodes.node(tool.id)) return undefined;
  const { replies, ends, open } = wayFrom(tool);
  if (replies.length > 0 || open) return undefined;
  if (ends.length === 0 && isUnwired(tool)) return words('pair.unwired');
  return words('pair.dead-end', { places: placesOf(ends) });
}

export function isUnwired(tool: EditorNode): boolean {
  return RED.nodes.getNodeLinks(tool.id, 0).every(({ sourcePort }) => sourcePort !== 0);
}

function placesOf(ends: Way['ends']): string {
  const labels = ends.map((node) => RED.utils.getNodeLabel(node, node.type));
  return [...new Set(labels)].slice(0, 3).join(', ') || words('pair.loop');
}

export function repliesOf(tool: EditorNode): readonly StoredNode[] {
  return wayFrom(tool).replies;
}

export function toolsOf(reply: EditorNode): readonly StoredNode[] {
  return RED.nodes
    .filterNodes({ type: 'agent-tool' })
    .filter((tool) => wayFrom(tool).replies.some(({ id }) => id === reply.id));
}

/** From the edge of a tool to the middle of its reply: a node that does the work fits upon the wire in between. */
const ROOM = 380;

/** A reply node at the right of a tool, with a wire where there is none; one step to take back. */
export function addReply(tool: EditorNode & Partial<Place>): void {
  const { x = 200, y = 100, w = 120, z } = tool;
  // As Node-RED keeps it: a wire from any other object of the same node would be drawn and not deployed.
  const source = RED.nodes.node(tool.id);
  if (!source || !isUnwired(tool) || RED.workspaces.isLocked(z)) return;
  const beside = x + w / 2 + ROOM;
  const at = { x: 20 * Math.ceil(beside / 20), y: freeRow(beside, y, z) };
  const { node, historyEvent } = RED.view.createNode('agent-reply', at.x, at.y, z);
  const target = RED.nodes.add(node);
  RED.editor.validateNode(target);
  const link: Link = { source, sourcePort: 0, target };
  RED.nodes.addLink(link);
  RED.history.push({ ...historyEvent, links: [link] });
  RED.nodes.dirty(true);
  RED.view.redraw(true);
}

/** Not upon another node. */
function freeRow(x: number, y: number, z: string | undefined): number {
  const taken = RED.nodes.filterNodes(z === undefined ? {} : { z });
  const lies = (row: number) =>
    taken.some((node) => Math.abs(Number(node['x']) - x) < 120 && Math.abs(Number(node['y']) - row) < 40);
  let row = y;
  for (let tries = 0; tries < 20 && lies(row); tries += 1) row += 60;
  return row;
}

/** On the canvas, from the selected tool to its reply, or from the selected reply to its tool. */
export function goToPair(): void {
  const [node] = RED.view.selection().nodes ?? [];
  if (!node) return;
  const [other] = node.type === 'agent-reply' ? toolsOf(node) : repliesOf(node);
  if (other) RED.view.reveal(other.id);
}
