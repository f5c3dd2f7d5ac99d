// Owns what a tool is tried with, as fields or as JSON text, and changing from one to the other without loss. Does not
// call anything.

import { isObject } from '../../../lib/shared/json.js';
import type { TrialForm } from '../../../lib/shared/trial.js';
import { wordsOf } from '../../parts/words.js';
import { fieldsFor } from './fields.js';
import { beginning } from './values.js';

const words = wordsOf('agent-tool');

export interface Arguments {
  readonly element: JQuery;
  /** Nothing where it is no JSON; that is marked then. */
  read(): { tool: string; values: Record<string, unknown> } | undefined;
  focus(): void;
}

export function argumentsPart(form: TrialForm, remembered: Record<string, unknown> | undefined): Arguments {
  const element = $('<div>');
  const name = nameField(element, form);
  const fields = fieldsFor(form);
  const text = $('<textarea class="agent-code agent-try-json" rows="8" spellcheck="false">');
  text.attr({ id: 'agent-try-json', 'aria-label': words('try.as-json') });
  const change = $('<button type="button" class="agent-link" id="agent-try-change">');
  element.append(fields.element, text, change);
  let asText = false;
  const show = (yes: boolean) => {
    asText = yes;
    fields.element.toggle(!yes);
    text.toggle(yes);
    change.text(words(yes ? 'try.as-form' : 'try.as-json'));
  };
  const typed = () => {
    const value = parsed(String(text.val() ?? ''));
    text.toggleClass('input-error', !value).attr('aria-invalid', String(!value));
    return value;
  };
  const values = () => (asText ? typed() : fields.read());
  const write = (given: Readonly<Record<string, unknown>>) => {
    fields.write(given);
    text.val(JSON.stringify(given, null, 2));
  };
  const { properties } = form.schema;
  const known = isObject(properties) && Object.keys(properties).length > 0;
  const lost = $('<div class="agent-hint" role="status">').appendTo(element);
  change.on('click', () => {
    const given = values();
    if (!given) return;
    write(given);
    // What no field shows as it is would be gone.
    const names = asText ? fields.lost(given).join(', ') : '';
    lost.text(names ? words('try.not-in-form', { names }) : '');
    if (!names) show(!asText);
  });
  const first = remembered ?? beginning(form);
  write(first);
  show(fields.lost(first).length > 0 || (!known && form.tool === ''));
  return {
    element,
    read: () => {
      const given = values();
      return given && { tool: String(name?.val() ?? '').trim(), values: given };
    },
    focus: () => element.find('input, select, textarea').filter(':visible').first().trigger('focus'),
  };
}

/** Only a node that takes any tool has to be told which. */
function nameField(place: JQuery, { tool }: TrialForm): JQuery | undefined {
  if (tool !== '') return undefined;
  const row = $('<div class="agent-try-field">').appendTo(place);
  $('<label for="agent-try-name">').text(words('field.tool')).appendTo(row);
  return $('<input type="text" id="agent-try-name" autocomplete="off">').val('made_up').appendTo(row);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
