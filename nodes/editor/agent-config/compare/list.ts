// Owns the list of compared tools: how many of each kind, a filter where there are many, one fold for each.

import type { Comparison } from '../../../lib/shared/sync.js';
import type { ComparedTool, State } from '../../../lib/tools/compare.js';
import { wordsOf } from '../../parts/words.js';
import { fillTool } from './tool.js';

const words = wordsOf('agent-config');

/** As many as can be looked through without a filter. */
const FEW = 8;
/** More than this nobody reads; the filter finds the others. */
const MOST = 100;

const ICONS: Record<State, string> = {
  'in-step': 'fa-check',
  different: 'fa-exclamation-triangle',
  'missing-there': 'fa-times',
  'not-wired': 'fa-question',
  unseen: 'fa-clock-o',
};

/** What a fold needs to know of the comparison that it belongs to. */
export interface Compared extends Comparison {
  /** The agent-config node. */
  readonly agent: string;
  /** What the provider is called. */
  readonly provider: string;
  /** How long it waits for a tool by itself, where that is known. */
  readonly usualSeconds: number | undefined;
  /** A tool is another one now than it was. */
  changed(): void;
}

export function showList(place: JQuery, compared: Compared): void {
  const { from } = compared;
  const list = $('<div class="agent-compared-list">');
  const show = (text: string) => {
    const { tools } = compared;
    const fits = tools.filter(({ name, state }) =>
      `${name} ${stateWords(state, from)}`.toLowerCase().includes(text),
    );
    list.empty().append(fits.slice(0, MOST).map((tool) => fold(compared, tool)));
    if (fits.length > MOST)
      $('<p class="agent-note">')
        .text(words('compare.more', { count: fits.length - MOST }))
        .appendTo(list);
    if (fits.length === 0 && tools.length > 0)
      $('<p class="agent-note">').text(words('compare.no-match')).appendTo(list);
  };
  if (compared.tools.length > FEW) place.append(filter(show));
  place.append(list);
  show('');
}

function filter(show: (text: string) => void): JQuery {
  const input = $('<input type="text" class="agent-compared-filter">');
  input.attr({ placeholder: words('compare.filter'), 'aria-label': words('compare.filter') });
  return input.on('input', () =>
    show(
      String(input.val() ?? '')
        .trim()
        .toLowerCase(),
    ),
  );
}

function fold(compared: Compared, tool: ComparedTool): JQuery {
  const row = $('<details class="agent-fold agent-compared-tool">').attr('data-tool', tool.name);
  const summary = $('<summary>').appendTo(row);
  const body = $('<div class="agent-compared-body">').appendTo(row);
  const draw = (now: ComparedTool) => {
    row.attr('data-state', now.state);
    summary
      .empty()
      .append(
        $('<i class="fa fa-fw" aria-hidden="true">').addClass(ICONS[now.state]),
        $('<code>').text(now.name),
        $('<span class="agent-compared-state">').text(stateWords(now.state, compared.from)),
      );
    body.empty();
    fillTool(body, compared, now, redraw);
  };
  const redraw = (now: ComparedTool) => {
    compared.tools = compared.tools.map((one) => (one.name === now.name ? now : one));
    compared.changed();
    draw(now);
  };
  draw(tool);
  return row;
}

export function stateWords(state: State, from: Comparison['from']): string {
  return words(
    from === 'calls' && state === 'in-step' ? 'compare.state.in-step-seen' : `compare.state.${state}`,
  );
}

/** How many of each kind. */
export function counts({ tools, from }: Comparison): string {
  if (tools.length === 0) return words('compare.empty');
  const numbers = new Map<State, number>();
  for (const { state } of tools) numbers.set(state, (numbers.get(state) ?? 0) + 1);
  return [...numbers]
    .map(([state, count]) => words('compare.count', { count, state: stateWords(state, from) }))
    .join(' · ');
}
