// Owns the fields by which a tool is tried out, made from the schema that is deployed: one for each parameter, and groups of
// fields for objects. What one field is stands in field.ts. Does not call anything.

import { isObject } from '../../../lib/shared/json.js';
import type { JsonSchema } from '../../../lib/shared/parameters.js';
import type { TrialForm } from '../../../lib/shared/trial.js';
import { wordsOf } from '../../parts/words.js';
import { fieldFor, type Field, type Place } from './field.js';
import { sameValue } from './values.js';

const words = wordsOf('agent-tool');

export interface Fields {
  readonly element: JQuery;
  /** Nothing where a field holds something that is no JSON; it is marked then. */
  read(): Record<string, unknown> | undefined;
  write(values: Readonly<Record<string, unknown>>): void;
  /** Names of values that the fields would lose or change, after they were written. */
  lost(values: Readonly<Record<string, unknown>>): string[];
}

export function fieldsFor(form: TrialForm): Fields {
  const element = $('<div class="agent-try-fields">');
  const place = { path: '', needed: true, hidden: new Set(form.private), depth: 0 };
  const fields = addFields(element, form.schema, place);
  if (fields.size === 0) $('<p class="agent-hint">').text(words('try.no-parameters')).appendTo(element);
  return {
    element,
    read: () => readAll(fields),
    write: (values) => writeAll(fields, values),
    lost: (values) => {
      const shown = readAll(fields) ?? {};
      return Object.keys(values).filter((name) => !sameValue(values[name], shown[name]));
    },
  };
}

/** One field for each property of an object. */
export function addFields(element: JQuery, schema: JsonSchema, within: Place): Map<string, Field> {
  const { properties, required } = schema;
  const needed = new Set(Array.isArray(required) ? required : []);
  const fields = new Map<string, Field>();
  for (const [name, property] of Object.entries(isObject(properties) ? properties : {})) {
    const path = within.path ? `${within.path}.${name}` : name;
    const facts = {
      ...within,
      path,
      name,
      needed: within.needed && needed.has(name),
      optional: !needed.has(name),
      property: isObject(property) ? property : {},
    };
    const field = fieldFor(facts);
    field.element.appendTo(element);
    fields.set(name, field);
  }
  return fields;
}

/** `undefined` where one of them is broken. */
export function readAll(fields: ReadonlyMap<string, Field>): Record<string, unknown> | undefined {
  const values = [...fields].map(([name, field]) => [name, field.read()] as const);
  if (values.some(([, value]) => value instanceof Error)) return undefined;
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

export function writeAll(
  fields: ReadonlyMap<string, Field>,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const [name, field] of fields) field.write(Object.hasOwn(values, name) ? values[name] : undefined);
}
