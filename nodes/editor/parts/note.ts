// Owns the sentence under a field: what cannot be, or what to look out for. Words come from the caller.

/** Shows a sentence under a row of the form; without one, none is shown. */
export function note(row: JQuery, sentence: string | undefined, kind: 'plain' | 'warning' = 'plain'): void {
  const place = row.children('.agent-note').length
    ? row.children('.agent-note')
    : $('<div class="agent-note" role="status">').appendTo(row);
  place
    .text(sentence ?? '')
    .toggleClass('agent-note-warning', kind === 'warning')
    .toggle(sentence !== undefined);
}

/** Dims a row of the form and says why; without a reason, it is as it was. What was typed stays, and can be taken out. */
export function unavailable(row: JQuery, reason: string | undefined): void {
  row.toggleClass('agent-unavailable', reason !== undefined);
  note(row, reason);
}
