// Owns a text that is copied, and shown all the same: a browser may refuse to copy, and a person wants to see what it is.

import { wordsOf } from '../../parts/words.js';

const words = wordsOf('agent-config');

/** Enough for the tools of a small house. */
const ROWS = 14;

export function copyBox(place: JQuery, about: string, text: string): void {
  $('<p class="agent-note">').text(about).appendTo(place);
  const box = $('<textarea class="agent-code" readonly>').attr({ 'aria-label': about, rows: ROWS }).val(text);
  const said = $('<p class="agent-note agent-copied" role="status">');
  place.append(box, said);
  const copied = RED.clipboard.copyText(text);
  said.text(words(copied ? 'compare.copied' : 'compare.copy-yourself'));
  // One key is left to be pressed.
  box.trigger('focus').trigger('select').scrollTop(0);
}
