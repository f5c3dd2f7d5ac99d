// Owns walking through a schema's named values, those within objects and lists included. Changes nothing.

import { isObject } from './json.js';
import { MAX_DEPTH } from './limits.js';
import type { JsonSchema } from './parameters.js';

export interface SchemaPart {
  /** `target.room`, `targets.room` for the objects of a list. */
  path: string;
  name: string;
  schema: JsonSchema;
}

export function schemaParts(schema: JsonSchema, above = '', depth = MAX_DEPTH): SchemaPart[] {
  const inner = isObject(schema['items']) ? schema['items'] : schema;
  const { properties } = inner;
  if (depth === 0 || !isObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, value]) => {
    if (!isObject(value)) return [];
    const path = above ? `${above}.${name}` : name;
    return [{ path, name, schema: value }, ...schemaParts(value, path, depth - 1)];
  });
}
