// Owns the names of what Node-RED puts into a form by itself, for a screen reader: the typed field, whose label points to a
// field that is hidden, and the two buttons beside a field for a config node, which no key reaches either.

import { wordsOf } from './words.js';

const words = wordsOf('agent-session');

/** The words of a form are filled in later: whoever needs a label points to it. */
function labelIdOf(fieldId: string): string {
  const label = $(`label[for="${fieldId}"]`);
  const id = label.attr('id') ?? `${fieldId}-label`;
  label.attr('id', id);
  return id;
}

/** `label`: by default what stands beside the field in the form. */
export function nameTypedField(field: JQuery, label?: string): void {
  const labelled = label === undefined ? labelIdOf(field.attr('id') ?? '') : undefined;
  const name = (part: JQuery) =>
    part.attr(labelled === undefined ? { 'aria-label': label ?? '' } : { 'aria-labelledby': labelled });
  const container = field.next('.red-ui-typedInput-container');
  name(container.find('.red-ui-typedInput-input'));
  name(container.find('.red-ui-typedInput-option-trigger'));
  const kind = container.find('.red-ui-typedInput-type-select');
  const look = () => nameKind(kind, labelled, kind.text().trim() || field.typedInput('type'));
  field.on('change', look);
  look();
}

function nameKind(kind: JQuery, labelled: string | undefined, type: string): void {
  kind.attr('aria-label', words('typed.from-now', { type }));
  if (labelled === undefined) return;
  const id = `${labelled}-kind`;
  kind.attr({ id, 'aria-labelledby': `${labelled} ${id}` });
}

/** A list beside a text, which does the same. */
export function nameTypeList(select: JQuery, field: JQuery): void {
  const id = select.attr('id') ?? '';
  select.attr({
    'aria-label': words('typed.from'),
    'aria-labelledby': `${labelIdOf(field.attr('id') ?? '')} ${id}`,
  });
}

/** Pencil and plus: Node-RED makes them of links that lead nowhere, so they are made the buttons that they are. */
export function nameConfigButtons(prefix: string): void {
  for (const act of ['edit', 'add'] as const) {
    $(`a[id^="${prefix}-btn-"][id$="-${act}"]`).each((_index, one) => {
      const property = one.id.slice(`${prefix}-btn-`.length, -`-${act}`.length);
      const link = $(one);
      link.attr({
        role: 'button',
        tabindex: 0,
        'aria-label': words(`config.${act}`),
        'aria-labelledby': `${labelIdOf(`${prefix}-${property}`)} ${one.id}`,
      });
      link.on('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        link.trigger('click');
      });
    });
  }
}
