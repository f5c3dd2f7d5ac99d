// Owns showing what came of a trial: what an agent would be told, how long it took, the way through the nodes, what went
// wrong. Does not ask for it.

import type { Place, ToldError } from '../../../lib/shared/timeline.js';
import type { TrialText, TrialView } from '../../../lib/shared/trial.js';
import { revealButton } from '../../parts/reveal.js';
import { wordsOf } from '../../parts/words.js';

const words = wordsOf('agent-tool');

/** Nodes of the way that are listed; a loop may have many more. */
const MAX_WAY = 30;

/** `leave` is called before a node is shown: the tray lies above the flow. */
export function showResult(place: JQuery, view: TrialView, leave: () => void): void {
  place.empty();
  if (!view.done) progress(place, view);
  if (view.acknowledgement) told(place, 'try.acknowledged', view.acknowledgement);
  if (view.answer)
    told(place, view.answer.error ? 'try.told-error' : 'try.told', view.answer, view.answer.failed);
  if (view.answer?.failed && !view.answer.error) hint(place, words('try.unmarked'));
  if (view.later) told(place, 'try.later', view.later, view.later.failed);
  if (view.later?.waits) hint(place, words('try.later-waits'));
  if (view.done && !view.answer && !view.later) hint(place, words('try.without-answer'));
  for (const error of view.errors) showError(place, error);
  if (view.done) hint(place, words('try.took', { time: seconds(view.ms), limit: seconds(view.limitMs) }));
  if (view.way.length > 0) way(place, view.way, leave);
}

export function showError(place: JQuery, { cause, next }: ToldError): void {
  $('<div class="agent-try-error" role="alert">')
    .append($('<strong>').text(cause), ' ', $('<span>').text(next))
    .appendTo(place);
}

function progress(place: JQuery, view: TrialView): void {
  const text = progressText(view);
  $('<p class="agent-try-running">')
    .append('<i class="fa fa-spinner fa-pulse" aria-hidden="true">', ' ', $('<span>').text(text))
    .appendTo(place);
}

function progressText({ ms, way: seen, waits }: TrialView): string {
  const time = seconds(ms);
  if (waits) return words('try.waits', { time });
  const last = seen.at(-1);
  return last ? words('try.running-at', { time, node: label(last) }) : words('try.running', { time });
}

function told(place: JQuery, heading: string, { text, ms }: TrialText, bad = false): void {
  const title = words(heading, { time: seconds(ms) });
  $('<h4>').text(title).toggleClass('agent-try-bad', bad).appendTo(place);
  $('<pre class="agent-try-text">').text(text).attr('tabindex', 0).appendTo(place);
}

function hint(place: JQuery, text: string): void {
  $('<p class="agent-hint">').text(text).appendTo(place);
}

function way(place: JQuery, nodes: readonly Place[], leave: () => void): void {
  $('<h4>').text(words('try.way')).appendTo(place);
  const list = $('<ol class="agent-try-way">').appendTo(place);
  for (const node of nodes.slice(0, MAX_WAY)) {
    const button = revealButton(node.id, label(node), words('try.show-node'), leave);
    $('<li>').append(button).appendTo(list);
  }
  const rest = nodes.length - MAX_WAY;
  if (rest > 0) hint(place, words('try.way-longer', { count: rest }));
}

function label({ type, name, tab }: Place): string {
  const node = name ? `${name} (${type})` : type;
  return tab ? words('try.node-on-tab', { node, tab }) : node;
}

export function seconds(ms: number): string {
  return ms < 1000
    ? words('try.ms', { ms: Math.round(ms) })
    : words('try.s', { s: Math.round(ms / 100) / 10 });
}
