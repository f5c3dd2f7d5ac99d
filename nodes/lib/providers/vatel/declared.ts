// Owns what a call's list of arguments tells of the tool's parameters: names, data types, descriptions. It is all that
// Vatel lets a client know about a tool.

import type { JsonSchema } from '../../shared/parameters.js';
import { FORBIDDEN_KEYS } from '../../shared/names.js';
import { isObject } from '../frame.js';

const MAX_PARAMETERS = 100;
const TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'boolean', 'object', 'array']);

export function declared(list: unknown): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const entry of (Array.isArray(list) ? list : []).slice(0, MAX_PARAMETERS)) {
    const name: unknown = isObject(entry) ? entry['name'] : undefined;
    if (!isObject(entry) || typeof name !== 'string' || name === '' || FORBIDDEN_KEYS.has(name)) continue;
    const { dataType, description } = entry;
    properties[name] = {
      ...(TYPES.has(dataType) ? { type: dataType } : {}),
      ...(typeof description === 'string' && description ? { description } : {}),
    };
    if (entry['required'] === true) required.push(name);
  }
  return { type: 'object', properties, required };
}
