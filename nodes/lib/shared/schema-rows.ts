// Owns turning a JSON Schema into the rows of the parameter form: what rows can say becomes rows, what they cannot say is
// kept beside them, and where rows would tell something else there are none. The way back is schemaOfRows.

import { isObject } from './json.js';
import { MAX_DEPTH, MAX_ROWS } from './limits.js';
import { parameterNameProblem } from './names.js';
import {
  CHOICE_TYPES,
  RANGE_TYPES,
  isType,
  rowProblems,
  type JsonSchema,
  type ParameterRow,
  type ParameterType,
} from './parameters.js';
import { valueText } from './value-text.js';

/** Why rows cannot stand for a schema. `name` is the parameter, or the keyword of the whole. */
export interface Obstacle {
  reason: 'object' | 'combined' | 'name' | 'type' | 'required' | 'many' | 'deep';
  name: string;
}

export type SchemaRows =
  { kind: 'rows'; rows: ParameterRow[]; keep: JsonSchema } | { kind: 'schema'; obstacles: Obstacle[] };

/** Keywords of the whole by which other things may be parameters than its properties. */
const COMBINING = [
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
];

/** The keyword that a field stands for. */
const KEYWORDS = { min: 'minimum', max: 'maximum', default: 'default', example: 'examples' } as const;

export function rowsOfSchema(schema: JsonSchema): SchemaRows {
  const obstacles = obstaclesIn(schema);
  if (obstacles.length > 0) return { kind: 'schema', obstacles };
  const { type: _type, properties, required, ...keep } = schema;
  return { kind: 'rows', rows: rowsFrom(properties, required, 1), keep };
}

/** The keywords that are kept and not shown, as a person finds them in the schema: `pattern`, `items.minLength`. */
export function keptKeywords(keep: JsonSchema | undefined): string[] {
  const { items, ...others } = keep ?? {};
  const inItems = isObject(items) ? Object.keys(items).map((key) => `items.${key}`) : ['items'];
  return [...Object.keys(others), ...(items === undefined ? [] : inItems)];
}

function obstaclesIn(schema: JsonSchema): Obstacle[] {
  const { type = 'object', properties = {}, required = [] } = schema;
  if (type !== 'object' || !isObject(properties)) return [{ reason: 'object', name: '' }];
  const names = Object.keys(properties);
  if (names.length > MAX_ROWS) return [{ reason: 'many', name: String(names.length) }];
  const combined = COMBINING.filter((keyword) => keyword in schema);
  const obstacles: Obstacle[] = [
    ...combined.map((name) => ({ reason: 'combined' as const, name })),
    ...names.flatMap((name) => propertyObstacle(name, properties[name]) ?? []),
    ...requiredObstacles(required, names),
  ];
  return obstacles.length > 0 || isPlain(schema, MAX_DEPTH) ? obstacles : [{ reason: 'deep', name: '' }];
}

function propertyObstacle(name: string, property: unknown): Obstacle | undefined {
  if (parameterNameProblem(name)) return { reason: 'name', name };
  return isObject(property) && isType(property['type']) ? undefined : { reason: 'type', name };
}

function requiredObstacles(required: unknown, names: readonly string[]): Obstacle[] {
  if (!Array.isArray(required) || new Set(required).size < required.length)
    return [{ reason: 'required', name: 'required' }];
  return required
    .filter((name) => typeof name !== 'string' || !names.includes(name))
    .map((name) => ({ reason: 'required', name: String(name) }));
}

/** Not nested without end, and without keys that reach into a prototype. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, inner]) => key !== '__proto__' && isPlain(inner, depth - 1));
}

function rowsFrom(properties: unknown, required: unknown, levels: number): ParameterRow[] {
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(isObject(properties) ? properties : {}).map(([name, property]) =>
    rowFrom(name, isObject(property) ? property : {}, needed.has(name), levels),
  );
}

/** What is taken out of `rest` is shown; what is left in it is kept. */
function rowFrom(name: string, property: JsonSchema, required: boolean, levels: number): ParameterRow {
  const { type: given, ...rest } = property;
  const type = isType(given) ? given : 'string';
  const row: ParameterRow = { name, type, description: '', required, enum: [] };
  takeDescription(row, rest);
  takeValues(row, rest);
  if (type === 'array') takeItems(row, rest, levels);
  else takeChoices(row, type, rest);
  if (type === 'object') takeRows(row, rest, levels);
  putBack(row, property, rest);
  if (Object.keys(rest).length > 0) row.keep = rest;
  return row;
}

/** What would be wrong in a row, and was not in the schema: its keywords do not ask each other. */
function putBack(row: ParameterRow, property: JsonSchema, rest: JsonSchema): void {
  const fields = { range: ['min', 'max'], default: ['default'], example: ['example'] } as const;
  for (const problem of ['range', 'default', 'example'] as const) {
    if (rowProblems([row]).get(0) !== problem) continue;
    for (const field of fields[problem]) {
      if (row[field] === undefined) continue;
      delete row[field];
      rest[KEYWORDS[field]] = property[KEYWORDS[field]];
    }
  }
}

function takeDescription(row: ParameterRow, rest: JsonSchema): void {
  const { description = '', unit } = rest;
  if (typeof description !== 'string') return;
  delete rest['description'];
  row.description = description;
  if (typeof unit !== 'string' || unit === '') return;
  const before = description === `(${unit})` ? '' : textBefore(description, ` (${unit})`);
  if (before === undefined) return;
  row.description = before;
  row.unit = unit;
  delete rest['unit'];
}

function textBefore(text: string, end: string): string | undefined {
  return text.endsWith(end) && text.length > end.length ? text.slice(0, -end.length) : undefined;
}

function takeValues(row: ParameterRow, rest: JsonSchema): void {
  const take = (field: keyof typeof KEYWORDS, value: unknown, type: ParameterType) => {
    const text = valueText(type, value);
    if (text === undefined) return;
    row[field] = text;
    delete rest[KEYWORDS[field]];
  };
  if (RANGE_TYPES.includes(row.type)) {
    take('min', rest['minimum'], 'number');
    take('max', rest['maximum'], 'number');
  }
  take('default', rest['default'], row.type);
  const { examples } = rest;
  if (Array.isArray(examples) && examples.length === 1) take('example', examples[0], row.type);
  if (rest['private'] !== true) return;
  row.private = true;
  delete rest['private'];
}

function takeChoices(row: ParameterRow, type: ParameterType, from: JsonSchema): void {
  const choices = from['enum'];
  if (!CHOICE_TYPES.includes(type) || !Array.isArray(choices) || choices.length === 0) return;
  // An empty text is a choice like any other.
  const texts = choices.map((choice) => (choice === '' ? '' : valueText(type, choice)));
  if (!texts.every((text) => text !== undefined && (text !== '' || type === 'string'))) return;
  row.enum = texts.filter((text) => text !== undefined);
  delete from['enum'];
}

function takeItems(row: ParameterRow, rest: JsonSchema, levels: number): void {
  const { items } = rest;
  if (!isObject(items) || !isType(items['type'])) return;
  const { type, ...others } = items;
  row.items = type;
  takeChoices(row, type, others);
  if (type === 'object') takeRows(row, others, levels);
  delete rest['items'];
  if (Object.keys(others).length > 0) rest['items'] = others;
}

/** One level down, where rows can say all of it; else it is kept whole. */
function takeRows(row: ParameterRow, from: JsonSchema, levels: number): void {
  const { properties = {}, required = [] } = from;
  if (!isObject(properties)) return;
  const names = Object.keys(properties);
  const wrong = names.some((name) => propertyObstacle(name, properties[name]));
  if (wrong || requiredObstacles(required, names).length > 0) return;
  if (names.length > (levels > 0 ? MAX_ROWS : 0)) return;
  if (names.length > 0) row.rows = rowsFrom(properties, required, levels - 1);
  delete from['properties'];
  delete from['required'];
}
