// Owns the rows of a tool's parameter form and the JSON Schema they stand for. Does not check values: tools/schema does.

import { parameterNameProblem, type NameProblem } from './names.js';

export const PARAMETER_TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** One row of the form, as a flow file stores it. */
export interface ParameterRow {
  name: string;
  type: ParameterType;
  description: string;
  required: boolean;
  /** Allowed values, written as text; empty when every value is allowed. */
  enum: string[];
  /** Its value is for the flow alone: wherever calls are shown to a person, it is hidden. */
  private?: boolean;
}

/** A JSON Schema as plain data. Source: json-schema.org, draft-07 unless `$schema` says 2020-12. */
export type JsonSchema = { [keyword: string]: unknown };

export type RowProblem = NameProblem | 'twice' | 'type' | 'choice';

/** The problem of each row that has one, by its index. */
export function rowProblems(rows: readonly ParameterRow[]): Map<number, RowProblem> {
  const seen = new Set<string>();
  const problems = new Map<number, RowProblem>();
  rows.forEach((row, index) => {
    const problem =
      parameterNameProblem(row.name) ??
      (seen.has(row.name) ? 'twice' : undefined) ??
      (PARAMETER_TYPES.includes(row.type) ? undefined : 'type') ??
      (choicesOf(row).some((choice) => choiceValue(row.type, choice) === undefined) ? 'choice' : undefined);
    if (problem) problems.set(index, problem);
    seen.add(row.name);
  });
  return problems;
}

/** The JSON Schema of an object with one property a row. Keywords without content are left out. */
export function schemaOfRows(rows: readonly ParameterRow[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const row of rows) {
    const property: JsonSchema = { type: row.type };
    if (row.description) property['description'] = row.description;
    if (choicesOf(row).length > 0)
      property['enum'] = choicesOf(row).map((choice) => choiceValue(row.type, choice));
    properties[row.name] = property;
  }
  const required = rows.filter((row) => row.required).map((row) => row.name);
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

/** A row written by hand may lack the list. */
function choicesOf(row: { enum?: string[] }): string[] {
  return Array.isArray(row.enum) ? row.enum : [];
}

/** A choice written as text, as a value of the row's type; `undefined` when it is none. */
function choiceValue(type: ParameterType, text: string): unknown {
  if (type === 'string') return text;
  if (type === 'number' || type === 'integer') {
    const value = Number(text);
    const fits =
      text.trim() !== '' && Number.isFinite(value) && (type === 'number' || Number.isInteger(value));
    return fits ? value : undefined;
  }
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  return undefined;
}
