// Owns how the form says that something did not come about, and what to do.

import { joined } from '../../../lib/shared/sentences.js';
import type { Failure } from './ask.js';

export function showFailure(place: JQuery, { cause, next }: Failure): void {
  $('<p class="agent-note agent-note-warning agent-failure" role="alert">')
    .text(joined(cause, next))
    .appendTo(place);
}
