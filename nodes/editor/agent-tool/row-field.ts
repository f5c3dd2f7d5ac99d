// Owns a text field of a row: what nobody touched is read as it was stored, also what a field of one line cannot show.

import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-tool');

export interface Field {
  readonly input: JQuery;
  readonly label: string;
  read(): string;
}

export function textField(name: string, stored: string | undefined): Field {
  const label = words(`parameter.${name}`);
  const input = $('<input type="text">')
    .addClass(`agent-parameter-${name}`)
    .attr({ placeholder: label, 'aria-label': label })
    .val(stored ?? '');
  const shown = input.val();
  return {
    input,
    label,
    read: () => (input.val() === shown ? (stored ?? '') : String(input.val() ?? '').trim()),
  };
}

/** A choice may hold a comma of its own, if the flow was made elsewhere. */
export function choicesField(stored: readonly string[]): Field & { readAll(): string[] } {
  const text = stored.join(', ');
  const field = textField('choices', text);
  const readAll = () => {
    const typed = field.read();
    if (typed === text) return [...stored];
    return typed
      .split(/[,，、]/)
      .map((choice) => choice.trim())
      .filter((choice) => choice !== '');
  };
  return { ...field, readAll };
}
