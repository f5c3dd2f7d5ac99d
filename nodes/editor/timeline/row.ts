// Owns how one entry of the timeline reads: as a row of the list, and as a line of text. Does not know the list.

import type {
  CallEntry,
  Entry,
  PhaseEntry,
  Place,
  SessionLine,
  ToldError,
} from '../../lib/shared/timeline.js';
import { revealButton } from '../parts/reveal.js';
import { wordsOf } from '../parts/words.js';
import { argumentsText } from './arguments.js';

const words = wordsOf('agent-session');

type Look = 'plain' | 'good' | 'busy' | 'bad';

interface Reading {
  readonly icon: string;
  readonly look: Look;
  readonly title: string;
  /** Each with what it is. */
  readonly lines: readonly { readonly what: string; readonly text: string }[];
  readonly error?: ToldError;
  /** Where something can be shown. */
  readonly places: readonly { readonly id: string; readonly text: string }[];
}

export function rowOf(entry: Entry, line: SessionLine | undefined): JQuery {
  const { icon, look, title, lines, error, places } = reading(entry);
  const row = $('<li class="agent-line-entry">').addClass(`agent-entry-${look}`).attr('data-entry', entry.id);
  const head = $('<div class="agent-entry-head">').appendTo(row);
  $('<i aria-hidden="true">').addClass(`fa fa-fw ${icon}`).appendTo(head);
  $('<strong>').text(title).appendTo(head);
  if (entry.kind === 'call' && entry.trial)
    $('<span class="agent-entry-mark">').text(words('timeline.trial')).appendTo(head);
  $('<time>').attr('datetime', new Date(entry.at).toISOString()).text(clockTime(entry.at)).appendTo(head);
  for (const { what, text } of lines)
    $('<div class="agent-entry-line">').addClass(`agent-entry-${what}`).text(text).appendTo(row);
  if (error)
    $('<div class="agent-entry-error">')
      .append($('<strong>').text(error.cause), ' ', $('<span>').text(error.next))
      .appendTo(row);
  const foot = $('<div class="agent-entry-foot">').appendTo(row);
  for (const place of places) foot.append(revealButton(place.id, place.text, words('timeline.show-node')));
  if (line) $('<span>').text(sessionLabel(line)).appendTo(foot);
  return row;
}

/** The same as text, for the clipboard. */
export function textOf(entry: Entry, line: SessionLine | undefined): string {
  const { title, lines, error } = reading(entry);
  const who = line ? `[${sessionLabel(line)}] ` : '';
  const all = [title, ...lines.map(({ text }) => text), ...(error ? [error.cause, error.next] : [])];
  return `${new Date(entry.at).toISOString()} ${who}${all.join('\n    ')}`;
}

export function sessionLabel({ agent, key, trial }: SessionLine): string {
  const own = trial ? words('timeline.trials') : key;
  return agent ? `${agent} · ${own}` : own;
}

function reading(entry: Entry): Reading {
  switch (entry.kind) {
    case 'said':
      return {
        icon: entry.role === 'user' ? 'fa-user' : 'fa-commenting',
        look: 'plain',
        title: words(`timeline.${entry.role}`),
        lines: [{ what: 'said', text: entry.final ? entry.text : `${entry.text} …` }],
        places: [],
      };
    case 'session':
      return {
        icon: entry.what === 'open' ? 'fa-plug' : entry.error ? 'fa-warning' : 'fa-power-off',
        look: entry.what === 'failed' ? 'bad' : entry.what === 'waiting' ? 'busy' : 'plain',
        title: phaseTitle(entry),
        lines: [],
        ...(entry.error ? { error: entry.error } : {}),
        places: nodePlace(entry.node, entry.error),
      };
    case 'error':
      return {
        icon: 'fa-warning',
        look: 'bad',
        title: words('timeline.error'),
        lines: [],
        error: entry.error,
        places: nodePlace(entry.node, entry.error),
      };
    case 'call':
      return callReading(entry);
  }
}

function phaseTitle({ what, inSeconds }: PhaseEntry): string {
  return words(`timeline.session.${what}`, { seconds: inSeconds ?? 0 });
}

/** Only what is wrong has to be found. */
function nodePlace(id: string, error: ToldError | undefined): Reading['places'] {
  return error && id ? [{ id, text: words('timeline.show-node') }] : [];
}

function callReading(entry: CallEntry): Reading {
  const { tool, given, acknowledgement, answer, outcome, error, node, place } = entry;
  const running = entry.state === 'running' || entry.state === 'acknowledged';
  const bad = outcome === 'error' || entry.state === 'expired' || (error !== undefined && !running);
  const line = (what: string, text: string | undefined) => (text === undefined ? [] : [{ what, text }]);
  return {
    icon: 'fa-wrench',
    look: running ? 'busy' : bad ? 'bad' : entry.state === 'answered' ? 'good' : 'plain',
    title: tool,
    lines: [
      ...line('given', argumentsText(given) || undefined),
      ...line('acknowledged', acknowledgement && words('timeline.acknowledged', { text: acknowledgement })),
      ...line('answer', bad ? answer && words('timeline.told', { text: answer }) : answer),
      { what: 'state', text: stateText(entry) },
    ],
    ...(error ? { error } : {}),
    places: [
      ...(place && (running || bad) ? [{ id: place.id, text: placeText(place, running) }] : []),
      ...(node ? [{ id: node, text: words('timeline.show-tool') }] : []),
    ],
  };
}

function stateText({ state, outcome, waits, ms = 0 }: CallEntry): string {
  if (state === 'running' && waits) return words('timeline.state.waits');
  const time = duration(ms);
  if (state === 'answered' && outcome) return words(`timeline.state.answered-${outcome}`, { time });
  return words(`timeline.state.${state}`, { time });
}

function placeText({ name, type, tab }: Place, running: boolean): string {
  const node = name || type;
  const where = tab ? `${node}, ${tab}` : node;
  return running ? words('timeline.now-at', { node: where }) : words('timeline.last-at', { node: where });
}

export function duration(ms: number): string {
  return ms < 1000
    ? words('timeline.ms', { ms: Math.round(ms) })
    : words('timeline.s', { s: Math.round(ms / 100) / 10 });
}

function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}
