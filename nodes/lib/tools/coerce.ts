// Owns bringing an argument to the type its schema asks for, where nothing is lost by it. Does not refuse anything:
// what cannot be brought there stays as it is, and schema.ts says what is wrong with it.

import { isObject } from '../shared/json.js';
import { MAX_DEPTH } from '../shared/limits.js';
import { FORBIDDEN_KEYS } from '../shared/names.js';
import type { JsonSchema } from '../shared/parameters.js';

const YES: ReadonlySet<string> = new Set(['true', 'on', 'yes', '1', 'enable', 'enabled']);
const NO: ReadonlySet<string> = new Set(['false', 'off', 'no', '0', 'disable', 'disabled']);

/** A copy of `value` in the types that `schema` names. `"21"` to 21, `"on"` to true, `"a"` to `["a"]`, and so on. */
export function coerce(schema: unknown, value: unknown): unknown {
  const rules = isObject(schema) ? schema : {};
  const types = typesOf(rules);
  const shaped =
    types.length === 0 || types.some((type) => isOf(type, value)) ? value : convert(types, value);
  if (Array.isArray(shaped)) return shaped.map((item) => coerce(rules['items'], item));
  return isObject(shaped) ? coerceProperties(rules, shaped) : shaped;
}

/** Models write null for "not given": where null is not allowed it is left out, so that a default can stand in. */
function coerceProperties(schema: JsonSchema, value: Record<string, unknown>): Record<string, unknown> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const result: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (given === null && isObject(property) && !allowsNull(property)) continue;
    result[name] = coerce(property, given);
  }
  return result;
}

function convert(types: readonly string[], value: unknown): unknown {
  for (const type of types) {
    const converted = converters[type]?.(value);
    if (converted !== undefined) return converted;
  }
  return value;
}

/** Each gives `undefined` where the value cannot be brought to that type without guessing. */
const converters: Record<string, (value: unknown) => unknown> = {
  number: (value) => numberOf(value),
  integer: (value) => {
    const number = numberOf(value);
    return Number.isInteger(number) ? number : undefined;
  },
  boolean: (value) => {
    if (value === 1) return true;
    if (value === 0) return false;
    if (typeof value !== 'string') return undefined;
    const word = value.trim().toLowerCase();
    return YES.has(word) ? true : NO.has(word) ? false : undefined;
  },
  string: (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined),
  array: (value) => {
    const parsed = parsedFrom('[', value);
    if (Array.isArray(parsed)) return parsed;
    return value === null || value === undefined ? undefined : [value];
  },
  object: (value) => {
    const parsed = parsedFrom('{', value);
    return isObject(parsed) ? parsed : undefined;
  },
};

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value.trim());
  return Number.isFinite(number) ? number : undefined;
}

/** A model's JSON inside of a text has not been looked at as frames are, so it is held to the same limits here. */
function parsedFrom(start: string, value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith(start)) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isSafe(parsed, MAX_DEPTH) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isSafe(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, inner]) => !FORBIDDEN_KEYS.has(key) && isSafe(inner, depth - 1));
}

/** The types that a schema names, or that its choices or alternatives have; none where it takes anything. */
function typesOf(schema: JsonSchema): string[] {
  const { type, enum: choices } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.filter((entry) => typeof entry === 'string');
  if (Array.isArray(choices)) return choices.map((choice) => (choice === null ? 'null' : typeof choice));
  const alternatives = schema['anyOf'] ?? schema['oneOf'];
  if (!Array.isArray(alternatives)) return [];
  const each = alternatives.map((alternative) => (isObject(alternative) ? typesOf(alternative) : []));
  return each.every((types) => types.length > 0) ? each.flat() : [];
}

function allowsNull(schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.includes('null') || schema['nullable'] === true;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
