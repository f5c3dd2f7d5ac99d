// Owns one field of a trial: a line, a choice, a group for an object, or as many as are wanted for a list. What no field can
// show is written as JSON.

import { isObject } from '../../../lib/shared/json.js';
import type { JsonSchema } from '../../../lib/shared/parameters.js';
import { wordsOf } from '../../parts/words.js';
import { addFields, readAll, writeAll } from './fields.js';
import { listField } from './list-field.js';
import { textOf, valueOf, type Kind } from './values.js';

const words = wordsOf('agent-tool');

export interface Field {
  readonly element: JQuery;
  /** `undefined` where nothing is given, an error where it is no JSON and has to be; it is marked then. */
  read(): unknown;
  write(value: unknown): void;
}

/** Where a field stands. */
export interface Place {
  /** Such as `where.floor`; of what is in a list, that of the list. */
  readonly path: string;
  /** It cannot be left out: neither itself nor what it is in. */
  readonly needed: boolean;
  /** Paths of private values. */
  readonly hidden: ReadonlySet<string>;
  readonly depth: number;
}

export interface FieldFacts extends Place {
  /** Empty for what is in a list: it has no name of its own. */
  readonly name: string;
  /** It may be left out of what it is in. */
  readonly optional: boolean;
  readonly property: JsonSchema;
}

/** Deeper than any form that a person fills in. */
const DEEPEST = 4;

export function fieldFor(facts: FieldFacts): Field {
  const { property, depth } = facts;
  const { type, properties, items } = property;
  if (depth < DEEPEST && type === 'object' && isObject(properties) && Object.keys(properties).length > 0)
    return groupField(facts);
  if (depth < DEEPEST && type === 'array' && isObject(items) && typeof items['type'] === 'string')
    return listField(facts, items);
  return lineField(facts);
}

/** An object that may be left out is, where nothing in it is filled in. */
function groupField(facts: FieldFacts): Field {
  const element = frame(facts);
  const fields = addFields(element, facts.property, { ...facts, depth: facts.depth + 1 });
  return {
    element,
    read: () => {
      const values = readAll(fields);
      if (!values) return new Error(facts.path);
      return Object.keys(values).length > 0 || facts.needed ? values : undefined;
    },
    write: (value) => writeAll(fields, isObject(value) ? value : {}),
  };
}

/** What holds several fields, with its name and what it means. */
export function frame({ name, optional, property, path }: FieldFacts): JQuery {
  const element = $('<fieldset class="agent-try-group">').attr('data-group', path);
  if (name) $('<legend>').text(name).append(optionalMark(optional)).appendTo(element);
  const { description } = property;
  if (typeof description === 'string' && description !== '')
    $('<div class="agent-hint">').text(description).appendTo(element);
  return element;
}

function optionalMark(optional: boolean): JQuery | string {
  return optional ? $('<span class="agent-hint">').text(` ${words('try.optional')}`) : '';
}

let fieldCount = 0;

function lineField({ name, path, property, needed, optional, hidden }: FieldFacts): Field {
  const id = `agent-try-field-${++fieldCount}`;
  const { type, description, enum: choices } = property;
  const plain = kindOf(type);
  const listed = Array.isArray(choices) ? choices : plain === 'boolean' ? [false, true] : undefined;
  const kind = listed ? 'choice' : plain;
  const input = listed
    ? choice(listed, needed)
    : kind === 'json'
      ? codeField()
      : textField(kind, hidden.has(path));
  const element = $('<div class="agent-try-field">');
  if (name) $('<label>').attr('for', id).text(name).append(optionalMark(optional)).appendTo(element);
  else input.attr('aria-label', path);
  input.attr({ id, 'data-name': path }).appendTo(element);
  if (typeof description === 'string' && description !== '') {
    $('<div class="agent-hint">').attr('id', `${id}-hint`).text(description).appendTo(element);
    input.attr('aria-describedby', `${id}-hint`);
  }
  return {
    element,
    read: () => {
      const value = valueOf(String(input.val() ?? ''), kind);
      const wrong = value instanceof Error;
      input.toggleClass('input-error', wrong).attr('aria-invalid', String(wrong));
      return value;
    },
    write: (value) =>
      void input.val(value === undefined ? '' : textOf(value, kind)).removeClass('input-error'),
  };
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

function textField(kind: Kind, hidden: boolean): JQuery {
  return $('<input>').attr({
    type: hidden ? 'password' : 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    ...(kind === 'number' ? { inputmode: 'decimal' } : {}),
  });
}

function codeField(): JQuery {
  return $('<textarea rows="3" spellcheck="false" class="agent-code">').attr(
    'placeholder',
    words('parameter.json'),
  );
}
