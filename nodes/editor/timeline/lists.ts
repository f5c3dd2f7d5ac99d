// Owns the two short lists above the entries: the conversations with their state, and the figures of the tools.

import type { SessionLine, ToolFigures } from '../../lib/shared/timeline.js';
import { revealButton } from '../parts/reveal.js';
import { wordsOf } from '../parts/words.js';
import { duration, sessionLabel } from './row.js';

const words = wordsOf('agent-session');

export function showSessions(place: JQuery, lines: readonly SessionLine[]): void {
  place.empty();
  if (lines.length === 0) $('<li class="agent-hint">').text(words('timeline.no-sessions')).appendTo(place);
  for (const line of lines) {
    const row = $('<li>')
      .addClass(`agent-phase-${line.trial ? 'trial' : line.phase}`)
      .appendTo(place);
    $('<i class="fa fa-circle" aria-hidden="true">').appendTo(row);
    const label = sessionLabel(line);
    row.append(
      line.node ? revealButton(line.node, label, words('timeline.show-node')) : $('<span>').text(label),
    );
    const state = words(line.trial ? 'timeline.phase.trial' : `timeline.phase.${line.phase}`);
    $('<span class="agent-phase">').text(state).appendTo(row);
  }
}

const COLUMNS = ['tool', 'count', 'errors', 'timeouts', 'p50', 'p95'] as const;

export function showFigures(place: JQuery, tools: readonly ToolFigures[]): void {
  place.empty();
  if (tools.length === 0)
    return void $('<p class="agent-hint">').text(words('timeline.no-figures')).appendTo(place);
  const table = $('<table class="agent-figures">').appendTo(place);
  const head = $('<tr>').appendTo($('<thead>').appendTo(table));
  for (const column of COLUMNS) {
    const text = words(`timeline.figure.${column}`);
    $('<th scope="col">')
      .text(text)
      .attr('title', words(`timeline.figure-hint.${column}`))
      .appendTo(head);
  }
  const body = $('<tbody>').appendTo(table);
  for (const tool of tools) figureRow(tool).appendTo(body);
}

/** A long name breaks between its words. */
function nameCell(tool: string): JQuery {
  const cell = $('<th scope="row">');
  for (const part of tool.split(/(?<=[_-])/)) cell.append(document.createTextNode(part), '<wbr>');
  return cell;
}

function figureRow(figures: ToolFigures): JQuery {
  const { tool, agent, count, errors, timeouts, p50, p95, limitMs, slow } = figures;
  const row = $('<tr>').toggleClass('agent-slow', slow);
  nameCell(tool).attr('title', agent).appendTo(row);
  for (const number of [count, errors, timeouts]) $('<td>').text(String(number)).appendTo(row);
  $('<td>')
    .text(p50 === undefined ? '–' : duration(p50))
    .appendTo(row);
  const last = $('<td>')
    .text(p95 === undefined ? '–' : duration(p95))
    .appendTo(row);
  if (!slow) return row;
  const why = words('timeline.slow', { limit: duration(limitMs) });
  last.attr('title', why).prepend('<i class="fa fa-warning" aria-hidden="true"></i> ');
  $('<span class="agent-unseen">').text(why).appendTo(last);
  return row;
}
