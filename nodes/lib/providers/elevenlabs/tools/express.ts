// Owns turning a JSON Schema into the dialect that ElevenLabs holds: few keywords, a type on every part, a description on
// every value. Anything else is refused there with 422.

import { FORBIDDEN_KEYS } from '../../../shared/names.js';
import { MAX_DEPTH } from '../../../shared/limits.js';
import { asText } from '../../../shared/outline.js';
import type { JsonSchema } from '../../../shared/parameters.js';
import type { Expressed } from '../../directory.js';
import { isObject } from '../../frame.js';
import type { ObjectParameter, ParameterSchema } from './wire.js';

const HELD: ReadonlySet<string> = new Set(['type', 'description', 'properties', 'items', 'required', 'enum']);
/** Say nothing about what fits. */
const SILENT: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'examples',
  'definitions',
  '$defs',
]);
/** Change what fits so much that the rest would tell the agent something wrong. */
const BEYOND: ReadonlySet<string> = new Set(['$ref', 'anyOf', 'oneOf', 'allOf', 'not', 'if', 'prefixItems']);
const SCALARS: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean']);

export interface Dialect extends Expressed {
  schema: ObjectParameter & JsonSchema;
}

export function express(schema: JsonSchema): Dialect {
  const notes = { staysHere: new Set<string>(), beyond: new Set<string>(), invented: new Set<string>() };
  const root = objectOf(schema, '', notes, 0);
  return {
    schema: { ...root },
    staysHere: [...notes.staysHere].toSorted(),
    beyond: [...notes.beyond],
    invented: [...notes.invented],
  };
}

interface Notes {
  staysHere: Set<string>;
  beyond: Set<string>;
  invented: Set<string>;
}

function objectOf(schema: JsonSchema, path: string, notes: Notes, depth: number): ObjectParameter {
  noteKeywords(schema, path, notes);
  const properties: ObjectParameter['properties'] = {};
  const from = isObject(schema['properties']) && depth < MAX_DEPTH ? schema['properties'] : {};
  for (const [name, property] of Object.entries(from)) {
    if (FORBIDDEN_KEYS.has(name)) notes.beyond.add(name);
    else properties[name] = part(property, path ? `${path}.${name}` : name, name, notes, depth + 1);
  }
  const { required: list } = schema;
  const required = (Array.isArray(list) ? list : []).filter(
    (name): name is string => typeof name === 'string' && Object.hasOwn(properties, name),
  );
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

/** `name` stands in where there is no description: the service demands one of each value. */
function part(value: unknown, path: string, name: string, notes: Notes, depth: number): ParameterSchema {
  const schema: JsonSchema = isObject(value) && depth <= MAX_DEPTH ? value : {};
  if (depth > MAX_DEPTH) notes.beyond.add(path);
  const type = typeOf(schema, path, notes);
  const text = typeof schema['description'] === 'string' ? schema['description'].trim() : '';
  if (type === 'object') return { ...objectOf(schema, path, notes, depth), description: text || name };
  noteKeywords(schema, path, notes);
  if (type === 'array') {
    const { items } = schema;
    const inner = `${path}[]`;
    if (Array.isArray(items)) notes.beyond.add(path);
    if (isObject(items))
      return { type, description: text || name, items: part(items, inner, name, notes, depth + 1) };
    notes.invented.add(inner);
    return { type, description: text || name, items: { type: 'string', description: name } };
  }
  const choices = choicesOf(schema);
  if (choices.length === 0) return { type, description: text || name };
  if (choices.every((choice) => typeof choice === 'string'))
    return { type, description: text || name, enum: choices };
  // Only texts can be listed there; the others can at least be read.
  return { type, description: `${text || name} (${choices.map(asText).join(' | ')})` };
}

function typeOf(schema: JsonSchema, path: string, notes: Notes): string | [string, string] {
  const { type, properties, items } = schema;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) {
    const [first, ...others] = type.filter((one) => one !== 'null');
    if (type.length === 1 && typeof first === 'string') return first;
    if (others.length === 0 && type.length === 2 && SCALARS.has(first)) return [String(first), 'null'];
    notes.beyond.add(path);
    return typeof first === 'string' ? first : 'string';
  }
  if (isObject(properties)) return 'object';
  if (items !== undefined) return 'array';
  const [choice] = choicesOf(schema);
  if (SCALARS.has(typeof choice)) return typeof choice;
  notes.invented.add(path);
  return 'string';
}

function choicesOf(schema: JsonSchema): unknown[] {
  if (Array.isArray(schema['enum'])) return schema['enum'];
  return 'const' in schema ? [schema['const']] : [];
}

function noteKeywords(schema: JsonSchema, path: string, notes: Notes): void {
  for (const keyword of Object.keys(schema)) {
    if (HELD.has(keyword) || SILENT.has(keyword)) continue;
    if (BEYOND.has(keyword)) notes.beyond.add(path || keyword);
    else if (keyword !== 'const') notes.staysHere.add(keyword);
  }
}
