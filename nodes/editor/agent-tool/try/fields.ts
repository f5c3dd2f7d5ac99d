// Owns the fields by which a tool is tried out: one for each parameter, made from the schema that is deployed. Does not call
// anything.

import { isObject } from '../../../lib/shared/json.js';
import type { TrialForm } from '../../../lib/shared/trial.js';
import { wordsOf } from '../../parts/words.js';
import { textOf, valueOf, type Kind } from './values.js';

const words = wordsOf('agent-tool');

interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly input: JQuery;
}

export interface Fields {
  readonly element: JQuery;
  /** Nothing where a field holds something that is no JSON; it is marked then. */
  read(): Record<string, unknown> | undefined;
  write(values: Readonly<Record<string, unknown>>): void;
}

export function fieldsFor(form: TrialForm): Fields {
  const element = $('<div class="agent-try-fields">');
  const { properties, required } = form.schema;
  const needed = new Set(Array.isArray(required) ? required : []);
  const fields: Field[] = Object.entries(isObject(properties) ? properties : {}).map(([name, property]) =>
    addField(element, name, {
      property: isObject(property) ? property : {},
      needed: needed.has(name),
      hidden: form.private.includes(name),
    }),
  );
  if (fields.length === 0) $('<p class="agent-hint">').text(words('try.no-parameters')).appendTo(element);
  return {
    element,
    read: () => readAll(fields),
    write: (values) => {
      for (const { name, kind, input } of fields)
        input.val(Object.hasOwn(values, name) ? textOf(values[name], kind) : '').removeClass('input-error');
    },
  };
}

interface Facts {
  readonly property: Readonly<Record<string, unknown>>;
  readonly needed: boolean;
  readonly hidden: boolean;
}

let fieldCount = 0;

function addField(place: JQuery, name: string, { property, needed, hidden }: Facts): Field {
  const id = `agent-try-field-${++fieldCount}`;
  const { type, description, enum: choices } = property;
  const kind = kindOf(type);
  const listed = Array.isArray(choices) ? choices : kind === 'boolean' ? [false, true] : undefined;
  const input = listed ? choice(listed, needed) : kind === 'json' ? codeField() : lineField(kind, hidden);
  const row = $('<div class="agent-try-field">').appendTo(place);
  const label = $('<label>').attr('for', id).text(name).appendTo(row);
  if (!needed) label.append(' ', $('<span class="agent-hint">').text(words('try.optional')));
  input.attr({ id, 'data-name': name }).appendTo(row);
  if (typeof description === 'string' && description !== '') {
    $('<div class="agent-hint">').attr('id', `${id}-hint`).text(description).appendTo(row);
    input.attr('aria-describedby', `${id}-hint`);
  }
  return { name, kind: listed ? 'choice' : kind, input };
}

function kindOf(type: unknown): Kind {
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'string' || type === 'boolean' ? type : 'json';
}

/** The values are JSON: a choice may be a number. */
function choice(values: readonly unknown[], needed: boolean): JQuery {
  const select = $('<select>');
  if (!needed) $('<option>').val('').text(words('try.not-given')).appendTo(select);
  for (const value of values) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    $('<option>').val(JSON.stringify(value)).text(text).appendTo(select);
  }
  return select;
}

function lineField(kind: Kind, hidden: boolean): JQuery {
  return $('<input>').attr({
    type: hidden ? 'password' : 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    ...(kind === 'number' ? { inputmode: 'decimal' } : {}),
  });
}

function codeField(): JQuery {
  return $('<textarea rows="3" spellcheck="false" class="agent-code">');
}

function readAll(fields: readonly Field[]): Record<string, unknown> | undefined {
  const values: [string, unknown][] = [];
  let broken = false;
  for (const { name, kind, input } of fields) {
    const value = valueOf(String(input.val() ?? ''), kind);
    const wrong = value instanceof Error;
    broken ||= wrong;
    input.toggleClass('input-error', wrong).attr('aria-invalid', String(wrong));
    if (!wrong && value !== undefined) values.push([name, value]);
  }
  return broken ? undefined : Object.fromEntries(values);
}
