// Owns the rows of a tool's parameter form and the JSON Schema they stand for. The way back is schema-rows. Does not
// check values: tools/schema does.

import { isObject } from './json.js';
import { parameterNameProblem, type NameProblem } from './names.js';
import { textValue } from './value-text.js';

export const PARAMETER_TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** Types whose values can be listed. */
export const CHOICE_TYPES: readonly ParameterType[] = ['string', 'number', 'integer'];

/** Types whose values have a lowest and a highest one. */
export const RANGE_TYPES: readonly ParameterType[] = ['number', 'integer'];

/** One row of the form, as a flow file stores it. What is optional came later: an older flow has none of it. */
export interface ParameterRow {
  name: string;
  type: ParameterType;
  description: string;
  required: boolean;
  /** Allowed values, written as text; empty when every value is allowed. Of a list: those of its items. */
  enum: string[];
  /** What a number counts, or another hint, such as `°C`. It follows the description in brackets. */
  unit?: string;
  min?: string;
  max?: string;
  /** A value to show and to try, written as text; a list or an object as JSON. */
  example?: string;
  /** What stands in where the agent gives nothing, written in the same way. */
  default?: string;
  /** What comes in here is masked where calls are shown. */
  private?: boolean;
  /** The type of a list's items; missing where they may be anything. */
  items?: ParameterType;
  /** The rows of an object, or of the objects in a list. They have no rows of their own. */
  rows?: ParameterRow[];
  /** Keywords of its schema that the form cannot show, as they are. */
  keep?: JsonSchema;
}

/** A JSON Schema as plain data. Source: json-schema.org, draft-07 unless `$schema` says 2020-12. */
export type JsonSchema = { [keyword: string]: unknown };

export type RowProblem =
  NameProblem | 'twice' | 'type' | 'choice' | 'range' | 'default' | 'example' | 'deep' | 'list';

/** A row that is not right. Of a row within a row, `inner` is its place there, and the name is that of both. */
export interface RowFault {
  index: number;
  inner?: number;
  name: string;
  problem: RowProblem;
}

/** What is wrong with stored rows, from top to bottom, those within rows included. */
export function rowFaults(stored: unknown): RowFault[] {
  if (!Array.isArray(stored)) return stored === undefined ? [] : [{ index: 0, name: '', problem: 'list' }];
  const rows = storedRows(stored);
  const own = rowProblems(rows);
  return rows.flatMap((row, index): RowFault[] => {
    const problem = own.get(index);
    if (problem) return [{ index, name: row.name, problem }];
    const inner = innerRows(row);
    const wrong = rowProblems(inner);
    return inner.flatMap((within, at): RowFault[] => {
      const found = wrong.get(at) ?? (innerRows(within).length > 0 ? 'deep' : undefined);
      return found ? [{ index, inner: at, name: `${row.name}.${within.name}`, problem: found }] : [];
    });
  });
}

/** The problem of each row that has one, by its index. Not of the rows within them. */
export function rowProblems(rows: readonly ParameterRow[]): Map<number, RowProblem> {
  const seen = new Set<string>();
  const problems = new Map<number, RowProblem>();
  rows.forEach((row, index) => {
    const problem =
      parameterNameProblem(row.name) ?? (seen.has(row.name) ? 'twice' : undefined) ?? contentProblem(row);
    if (problem) problems.set(index, problem);
    seen.add(row.name);
  });
  return problems;
}

function contentProblem(row: ParameterRow): RowProblem | undefined {
  if (!isType(row.type) || (row.items !== undefined && !isType(row.items))) return 'type';
  const choices = choicesOf(row).map((text) => choiceValue(row, text));
  if (choices.includes(undefined)) return 'choice';
  const [min, max] = [bound(row, row.min), bound(row, row.max)];
  if (Number.isNaN(min) || Number.isNaN(max) || (min ?? -Infinity) > (max ?? Infinity)) return 'range';
  const fits = (text: string | undefined) => {
    if (!text) return true;
    const value = textValue(row.type, text);
    if (value === undefined) return false;
    if (typeof value === 'number' && (value < (min ?? -Infinity) || value > (max ?? Infinity))) return false;
    return row.type === 'array' || choices.length === 0 || choices.includes(value);
  };
  if (!fits(row.default)) return 'default';
  return fits(row.example) ? undefined : 'example';
}

/** Rows as they may stand in a flow that somebody wrote by hand or made elsewhere. */
export function storedRows(stored: unknown): ParameterRow[] {
  return Array.isArray(stored) ? stored.map(storedRow) : [];
}

function storedRow(stored: unknown): ParameterRow {
  const given: Partial<Record<keyof ParameterRow, unknown>> = isObject(stored) ? stored : {};
  const { rows, keep, items } = given;
  const row: ParameterRow = {
    ...unknownIn(given),
    name: textOf(given.name),
    // A type that there is not is told, not mended.
    type: typeOf(given.type ?? 'string'),
    description: textOf(given.description),
    required: given.required === true,
    enum: Array.isArray(given.enum) ? given.enum.map(textOf) : [],
  };
  for (const name of ['unit', 'min', 'max', 'example', 'default'] as const) {
    const text = textOf(given[name]);
    if (text !== '') row[name] = text;
  }
  if (given.private === true) row.private = true;
  if (items !== undefined && items !== '') row.items = typeOf(items);
  if (Array.isArray(rows) && rows.length > 0) row.rows = rows.map(storedRow);
  if (isObject(keep) && Object.keys(keep).length > 0) row.keep = keep;
  return row;
}

/** All that a row may store: the compiler asks for each. */
const PROPERTIES: Readonly<Record<keyof ParameterRow, true>> = {
  name: true,
  type: true,
  description: true,
  required: true,
  enum: true,
  unit: true,
  min: true,
  max: true,
  example: true,
  default: true,
  private: true,
  items: true,
  rows: true,
  keep: true,
};

/** What a newer version may have stored with a row: it counts for nothing here, and is not lost. */
export function unknownIn(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !Object.hasOwn(PROPERTIES, name)));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function typeOf(value: unknown): ParameterType {
  // Whoever reads it asks isType.
  // oxlint-disable-next-line no-unsafe-type-assertion
  return value as ParameterType;
}

export function isType(value: unknown): value is ParameterType {
  return PARAMETER_TYPES.some((type) => type === value);
}

/** The JSON Schema of an object with one property a row. `keep`: further keywords of that object. */
export function schemaOfRows(rows: readonly ParameterRow[], keep: JsonSchema = {}): JsonSchema {
  const { type, properties, required } = objectOf(rows);
  return { ...keep, type, properties, ...(required.length > 0 ? { required } : {}) };
}

function objectOf(rows: readonly ParameterRow[]) {
  const properties: Record<string, JsonSchema> = {};
  for (const row of rows) properties[row.name] = propertyOf(row);
  return { type: 'object', properties, required: rows.filter((row) => row.required).map(({ name }) => name) };
}

/** Keywords without content are left out. */
function propertyOf(row: ParameterRow): JsonSchema {
  const { items: keptItems, ...others } = row.keep ?? {};
  const property: JsonSchema = { type: row.type };
  const description = [row.description, row.unit ? `(${row.unit})` : ''].filter((text) => text !== '');
  if (description.length > 0) property['description'] = description.join(' ');
  const choices = choicesOf(row).map((text) => choiceValue(row, text));
  if (row.type === 'array') Object.assign(property, itemsOf(row, choices, keptItems));
  else if (choices.length > 0) property['enum'] = choices;
  if (row.type === 'object') Object.assign(property, innerOf(row));
  if (row.unit) property['unit'] = row.unit;
  const [min, max] = [bound(row, row.min), bound(row, row.max)];
  if (min !== undefined) property['minimum'] = min;
  if (max !== undefined) property['maximum'] = max;
  if (row.default) property['default'] = textValue(row.type, row.default);
  if (row.example) property['examples'] = [textValue(row.type, row.example)];
  if (row.private) property['private'] = true;
  const kept = row.type === 'array' ? others : (row.keep ?? {});
  // Twice: what the row says comes first to read, and counts.
  return { ...property, ...kept, ...property };
}

function itemsOf(row: ParameterRow, choices: unknown[], kept: unknown): JsonSchema {
  const items: JsonSchema = {
    ...(row.items ? { type: row.items } : {}),
    ...(choices.length > 0 ? { enum: choices } : {}),
    ...(row.items === 'object' ? innerOf(row) : {}),
  };
  if (Object.keys(items).length === 0) return kept === undefined ? {} : { items: kept };
  return { items: isObject(kept) ? { ...kept, ...items } : items };
}

function innerOf(row: ParameterRow): JsonSchema {
  const inner = innerRows(row);
  if (inner.length === 0) return {};
  const { properties, required } = objectOf(inner);
  return { properties, ...(required.length > 0 ? { required } : {}) };
}

function innerRows(row: ParameterRow): readonly ParameterRow[] {
  const has = row.type === 'object' || (row.type === 'array' && row.items === 'object');
  return has && Array.isArray(row.rows) ? row.rows : [];
}

/** A row written by hand may lack the list. */
function choicesOf(row: { enum?: string[] }): string[] {
  return Array.isArray(row.enum) ? row.enum : [];
}

/** A choice as a value of the row's type, or of its items' type; `undefined` when it is none. */
function choiceValue(row: ParameterRow, text: string): unknown {
  const type = row.type === 'array' ? row.items : row.type;
  // Lists and objects cannot be chosen from.
  return type === undefined || type === 'array' || type === 'object' ? undefined : textValue(type, text);
}

/** A bound that counts for this row; NaN where it is no number. */
function bound(row: ParameterRow, text: string | undefined): number | undefined {
  if (!text || !RANGE_TYPES.includes(row.type)) return undefined;
  const value = textValue('number', text);
  return typeof value === 'number' ? value : NaN;
}
