// Owns what a schema of arguments means, one line a parameter, so that two can be compared whatever their shape.
// Does not check a schema and does not change one.

import { isObject } from './json.js';
import { MAX_DEPTH } from './limits.js';
import type { JsonSchema } from './parameters.js';

export interface Parameter {
  /** Such as `room`, `place.floor`, `rooms[]`. */
  readonly path: string;
  /** Sorted; empty where the schema does not say. */
  readonly types: readonly string[];
  /** Empty where there is none, and where it only repeats the name. */
  readonly description: string;
  /** Allowed values as text, sorted; empty where all are. */
  readonly choices: readonly string[];
  readonly required: boolean;
}

/** Every parameter by its path, parents before what is in them. */
export function outline(schema: JsonSchema): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  addProperties(schema, '', parameters, 0);
  return parameters;
}

function addProperties(
  schema: JsonSchema,
  prefix: string,
  into: Map<string, Parameter>,
  depth: number,
): void {
  const { properties, required } = schema;
  if (!isObject(properties) || depth > MAX_DEPTH) return;
  const needed = new Set(Array.isArray(required) ? required : []);
  for (const [name, property] of Object.entries(properties))
    if (isObject(property)) add(property, `${prefix}${name}`, name, needed.has(name), into, depth);
}

function add(
  schema: JsonSchema,
  path: string,
  name: string,
  required: boolean,
  into: Map<string, Parameter>,
  depth: number,
): void {
  const choices = (Array.isArray(schema['enum']) ? schema['enum'] : []).map(asText).toSorted();
  into.set(path, {
    path,
    types: typesOf(schema),
    description: descriptionOf(schema, name),
    choices,
    required,
  });
  addProperties(schema, `${path}.`, into, depth + 1);
  const { items } = schema;
  if (isObject(items) && depth < MAX_DEPTH) add(items, `${path}[]`, name, true, into, depth + 1);
}

function typesOf({ type, properties }: JsonSchema): string[] {
  if (Array.isArray(type)) return type.filter((one): one is string => typeof one === 'string').toSorted();
  if (typeof type === 'string') return [type];
  return isObject(properties) ? ['object'] : [];
}

function descriptionOf({ description }: JsonSchema, name: string): string {
  const text = typeof description === 'string' ? description.trim() : '';
  return text === name ? '' : text;
}

/** A choice as a person would write it. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
