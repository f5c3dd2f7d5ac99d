// Owns which arguments of a tool are private: their values are for the flow alone, and shown to nobody.

import { isObject } from './json.js';
import type { JsonSchema } from './parameters.js';

/** What stands in place of a value. */
export const HIDDEN = '•••';

/** Paths such as `pin` or `card.number`, of what a schema marks: as the rows of a form do, or as JSON Schema does. */
export function privatePaths(schema: JsonSchema): ReadonlySet<string> {
  const paths = new Set<string>();
  collect(schema, '', 0, paths);
  return paths;
}

/** Deeper than any form that a person reads; a schema may be endless by its own references. */
const DEEPEST = 8;

function collect(schema: unknown, at: string, depth: number, paths: Set<string>): void {
  if (!isObject(schema) || depth > DEEPEST) return;
  const marked =
    schema['private'] === true || schema['writeOnly'] === true || schema['format'] === 'password';
  if (at !== '' && marked) paths.add(at);
  const { properties, items } = schema;
  if (isObject(properties))
    for (const [name, inner] of Object.entries(properties))
      collect(inner, at === '' ? name : `${at}.${name}`, depth + 1, paths);
  // What is in a list has no name of its own.
  collect(items, at, depth + 1, paths);
}
