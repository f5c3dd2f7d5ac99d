// Owns lists to choose from: their options, and that a value which this version does not know stays what it is.

/** Fills a list with values and their words, and chooses what is stored; the first where nothing is. */
export function fillChoice(
  select: JQuery,
  stored: string | undefined,
  options: readonly (readonly [string, string])[],
): void {
  for (const [value, text] of options) $('<option>').val(value).text(text).appendTo(select);
  choose(select, stored ?? options[0]?.[0] ?? '');
}

/** Chooses what is stored. Something unknown, such as a newer version may have written, becomes an option of its own. */
export function choose(select: JQuery, stored: string): void {
  const known = select
    .find('option')
    .toArray()
    .some((option) => $(option).val() === stored);
  if (!known) $('<option>').val(stored).text(stored).appendTo(select);
  select.val(stored);
}

/** The types of a typed field, with the stored one among them. */
export function typesWith<Known extends string>(
  types: readonly Known[],
  stored: unknown,
): (Known | { value: string; label: string })[] {
  const known = typeof stored !== 'string' || stored === '' || types.some((type) => type === stored);
  return known ? [...types] : [...types, { value: stored, label: stored }];
}
