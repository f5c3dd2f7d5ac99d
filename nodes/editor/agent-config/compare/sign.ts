// Owns the small sign on tool nodes that are known to be out of step: by the last comparison, whoever made it, or by calls.
// What is known ends where the node is changed: then nobody knows until the next comparison.

import type { ComparedTool } from '../../../lib/tools/compare.js';
import { wordsOf } from '../../parts/words.js';
import { askKnown } from './ask.js';

const words = wordsOf('agent-config');

interface Known {
  readonly state: ComparedTool['state'];
  /** The node as it was then. */
  readonly as: string;
}

const known = new Map<string, Known>();

const DEFINITION = [
  'agent',
  'everyAgent',
  'tool',
  'description',
  'parameters',
  'schema',
  'timeout',
  'acknowledgeAfter',
  'errorsAs',
] as const;

export function registerSign(): void {
  RED.view.annotations.register('agent-tools-out-of-step', {
    type: 'badge',
    class: 'agent-out-of-step',
    element: sign,
    filter: ({ type }) => type === 'agent-tool',
    show: (node) => stateOf(node) !== undefined,
    tooltip: (node) => {
      const state = stateOf(node);
      return state ? words(`compare.sign.${state}`) : '';
    },
  });
  RED.events.on('flows:loaded', markKnown);
}

/** What Node-RED knows already; nobody is asked for it but Node-RED itself. */
function markKnown(): void {
  if (!RED.user.hasPermission('agent-config.read')) return;
  RED.nodes.eachConfig(({ id, type }) => {
    if (type !== 'agent-config') return;
    void askKnown(id).then((result) => {
      if ('value' in result) markSigns(result.value);
    });
  });
}

export function markSigns(tools: readonly Pick<ComparedTool, 'declaredBy' | 'state'>[]): void {
  for (const { declaredBy, state } of tools) {
    const node = declaredBy === undefined ? null : RED.nodes.node(declaredBy);
    if (!node) continue;
    if (state === 'different' || state === 'missing-there')
      known.set(node.id, { state, as: definitionOf(node) });
    else known.delete(node.id);
    Object.assign(node, { dirty: true });
  }
  RED.view.redraw();
}

function stateOf(node: StoredNode): ComparedTool['state'] | undefined {
  const found = known.get(node.id);
  return found && found.as === definitionOf(node) ? found.state : undefined;
}

function definitionOf(node: StoredNode): string {
  return JSON.stringify(DEFINITION.map((name) => node[name]));
}

/** Two lines that are not in line, crossed out. */
function sign(): SVGElement {
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const group = make('g', {});
  group.append(
    make('rect', { x: '0', y: '0', width: '14', height: '10', rx: '3' }),
    make('path', { d: 'M 3.5 3.5 h 7 M 3.5 6.5 h 7 M 9 1.5 l -4 7' }),
  );
  return group;
}
