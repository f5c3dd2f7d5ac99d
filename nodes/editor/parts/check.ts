// Owns asking whether a box is ticked: as it stands while the node's form is open, as it is stored otherwise.

import { isOpen } from './open-form.js';

export function isTicked(node: EditorNode, property: string, stored: boolean | undefined): boolean {
  return isOpen(node) ? $(`#node-input-${property}`).prop('checked') === true : stored === true;
}

/** Fills a choice with values and their words. */
export function fillChoice(
  select: JQuery,
  stored: string,
  options: readonly (readonly [string, string])[],
): void {
  for (const [value, text] of options) $('<option>').val(value).text(text).appendTo(select);
  select.val(options.some(([value]) => value === stored) ? stored : (options[0]?.[0] ?? ''));
}
