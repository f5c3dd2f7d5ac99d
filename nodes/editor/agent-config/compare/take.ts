// Owns taking the agent's definition into a new tool node on the flow that is shown. It can be undone like anything else.

import { TIMEOUT_SHARE } from '../../../lib/shared/limits.js';
import { rowsOfSchema } from '../../../lib/shared/schema-rows.js';
import type { ThereTool } from '../../../lib/providers/directory.js';
import type { ComparedTool } from '../../../lib/tools/compare.js';
import { wordsOf } from '../../parts/words.js';
import type { Compared } from './list.js';

const words = wordsOf('agent-config');

/** How far below the lowest node of the flow a new one stands. */
const STEP = 60;

export function offerTake(buttons: JQuery, below: JQuery, compared: Compared, tool: ComparedTool): void {
  const { there } = tool;
  if (!there || tool.state === 'in-step') return;
  const button = $('<button type="button" class="red-ui-button red-ui-button-small agent-take">');
  button.text(words('compare.take')).appendTo(buttons);
  button.on('click', () => {
    const said = RED.workspaces.isLocked() ? words('compare.locked') : place(there, compared);
    below.empty().append($('<p class="agent-note">').text(said));
  });
}

/** Puts the node there, and says where. */
function place(tool: ThereTool, { agent, usualSeconds }: Compared): string {
  const flow = RED.workspaces.active();
  const dirty = RED.nodes.dirty();
  const on = RED.nodes.filterNodes({ type: 'agent-tool' }).filter(({ z }) => z === flow);
  const lowest = Math.max(STEP, ...nodesOn(flow).map(({ y }) => (typeof y === 'number' ? y : 0)));
  const x = on.map((node) => node['x']).find((one) => typeof one === 'number') ?? 160;
  const node = { id: RED.nodes.id(), type: 'agent-tool', z: flow, x, y: lowest + STEP, wires: [[]] };
  const made = RED.nodes.import([{ ...settingsOf(tool, usualSeconds), ...node, agent }], {
    generateIds: true,
    addFlow: false,
  });
  const [added] = made?.nodes ?? [];
  if (!added) return words('compare.not-taken');
  added.changed = true;
  RED.editor.validateNode(added);
  RED.history.push({ t: 'add', nodes: [added.id], dirty });
  RED.nodes.dirty(true);
  RED.view.redraw();
  return words('compare.taken', { name: tool.name, flow: RED.nodes.workspace(flow)?.label ?? '' });
}

function nodesOn(flow: string): readonly StoredNode[] {
  return RED.nodes.filterNodes({ z: flow });
}

function settingsOf(tool: ThereTool, usualSeconds: number | undefined) {
  const { name, description = '', parameters, timeoutSeconds } = tool;
  const read = rowsOfSchema(parameters);
  const shown = read.kind === 'rows';
  // What the provider waits by itself, the node allows for by itself.
  const own = typeof timeoutSeconds === 'number' && timeoutSeconds !== usualSeconds;
  const usual = Object.entries(RED.nodes.getType('agent-tool').defaults).map(([key, { value }]) => [
    key,
    value,
  ]);
  return {
    ...Object.fromEntries(usual),
    tool: name,
    description,
    parameters: shown ? read.rows : [],
    schema: shown ? '' : JSON.stringify(parameters, null, 2),
    moreSchema: shown ? read.keep : {},
    timeout: own ? String(Math.max(1, Math.floor(timeoutSeconds * TIMEOUT_SHARE))) : '',
  };
}
