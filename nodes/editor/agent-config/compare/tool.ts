// Owns what is said about one compared tool: each difference with both sides, what it means, and what can be done.

import type { ComparedTool, Difference } from '../../../lib/tools/compare.js';
import { wordsOf } from '../../parts/words.js';
import type { Compared } from './list.js';
import { offerPut } from './put.js';
import { offerTake } from './take.js';
import { sideWords, whatWords } from './values.js';

const words = wordsOf('agent-config');

/** Differences that a user would only notice by an agent that behaves strangely. */
const TOLD: readonly Difference['aspect'][] = ['answer', 'errors', 'timeout'];

export function fillTool(
  body: JQuery,
  compared: Compared,
  tool: ComparedTool,
  redraw: (tool: ComparedTool) => void,
): void {
  const { provider } = compared;
  const say = (text: string) => $('<p class="agent-note">').text(text).appendTo(body);
  say(words(tool.takenAnyway ? 'compare.about.taken-anyway' : `compare.about.${tool.state}`, { provider }));
  if (tool.similar) say(words('compare.similar', { name: tool.similar }));
  if (tool.twice) say(words('compare.twice'));
  for (const difference of tool.differences) body.append(sides(difference, provider));
  if (tool.there && tool.there.provided.length > 0)
    say(words('compare.provided', { provider, names: tool.there.provided.join(', ') }));
  if (tool.staysHere.length > 0) say(words('compare.stays-here', { keywords: tool.staysHere.join(', ') }));
  const buttons = $('<div class="agent-buttons">');
  const below = $('<div role="status">');
  offerPut(buttons, below, compared, tool, redraw);
  offerTake(buttons, below, compared, tool);
  if (buttons.children().length > 0) body.append(buttons);
  body.append(below);
}

/** Both sides beside each other. */
export function sides(difference: Difference, provider: string): JQuery {
  const { aspect, here, there } = difference;
  const block = $('<div class="agent-difference">').attr('data-aspect', aspect);
  $('<div class="agent-difference-what">').text(whatWords(difference)).appendTo(block);
  const side = (title: string, text: string) =>
    $('<div class="agent-difference-side">').append(
      $('<span class="agent-difference-where">').text(title),
      $('<span class="agent-difference-value">').text(text),
    );
  $('<div class="agent-difference-sides">')
    .append(side(words('compare.here'), sideWords(aspect, here)), side(provider, sideWords(aspect, there)))
    .appendTo(block);
  if (TOLD.includes(aspect))
    $('<p class="agent-note">')
      .text(words(`compare.means.${aspect}`))
      .appendTo(block);
  return block;
}
