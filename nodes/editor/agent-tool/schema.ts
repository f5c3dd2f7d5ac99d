// Owns reading the JSON Schema that a person writes in the tool's form: what is wrong with it, whether rows can show it,
// and saying what they cannot. Whether its keywords are right is told when it is deployed: tools/schema does that.

import { isObject } from '../../lib/shared/json.js';
import { MAX_ROWS, MAX_SCHEMA_LENGTH } from '../../lib/shared/limits.js';
import type { JsonSchema } from '../../lib/shared/parameters.js';
import { rowsOfSchema, type Obstacle, type SchemaRows } from '../../lib/shared/schema-rows.js';
import { joined } from '../../lib/shared/sentences.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-tool');

export type ReadSchema = SchemaRows | { kind: 'empty' } | { kind: 'wrong'; problem: string };

export function readSchema(text: string): ReadSchema {
  if (text.trim() === '') return { kind: 'empty' };
  const schema = parsed(text);
  return typeof schema === 'string' ? { kind: 'wrong', problem: schema } : rowsOfSchema(schema);
}

/** Why a text cannot be the schema of a tool's arguments. */
export function schemaProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const schema = parsed(text);
  return typeof schema === 'string' ? schema : undefined;
}

/** The schema that a text holds; an empty one where it holds none. */
export function schemaIn(text: string): JsonSchema {
  const schema = text.trim() === '' ? '' : parsed(text);
  return typeof schema === 'string' ? {} : schema;
}

/** Why the schema stands in place of the rows, in one sentence each. */
export function obstacleSentences(obstacles: readonly Obstacle[]): string {
  return joined(
    ...obstacles.map(({ reason, name }) =>
      words(`schema.cannot.${reason}`, { name, count: name, limit: MAX_ROWS }),
    ),
  );
}

/** The schema, or why there is none. */
function parsed(text: string): JsonSchema | string {
  if (text.length > MAX_SCHEMA_LENGTH)
    return words('problem.schema.long', { count: text.length, limit: MAX_SCHEMA_LENGTH });
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (fault) {
    return words('problem.schema.json', { reason: fault instanceof Error ? fault.message : String(fault) });
  }
  if (!isObject(schema)) return words('problem.schema.object');
  const { type = 'object' } = schema;
  return type === 'object' ? schema : words('problem.schema.type');
}
