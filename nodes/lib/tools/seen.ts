// Owns what the calls of an agent have told of its tools, where nobody else tells it. Keeps names and parameters, never a
// value. Does not compare.

import type { ThereTool } from '../providers/directory.js';
import type { ToolCall } from '../providers/provider.js';
import { isObject } from '../shared/json.js';
import type { JsonSchema } from '../shared/parameters.js';

/** An agent that makes up names must not fill the memory. */
const MAX_TOOLS = 200;
const MAX_NAME = 64;

export class Seen {
  readonly #byName = new Map<string, ThereTool>();

  note(calls: readonly ToolCall[]): void {
    for (const { name, declared } of calls) {
      if (!declared || name === '' || name.length > MAX_NAME) continue;
      const before = this.#byName.get(name);
      this.#byName.delete(name);
      // A call names the parameters that it uses: those of an earlier one may be others.
      this.#byName.set(name, { name, parameters: joined(before?.parameters, declared), provided: [] });
      const [oldest] = this.#byName.keys();
      if (this.#byName.size > MAX_TOOLS && oldest !== undefined) this.#byName.delete(oldest);
    }
  }

  tools(): ThereTool[] {
    return [...this.#byName.values()];
  }
}

function joined(before: JsonSchema | undefined, now: JsonSchema): JsonSchema {
  const of = (schema: JsonSchema | undefined) =>
    isObject(schema?.['properties']) ? schema['properties'] : {};
  return { ...now, properties: { ...of(before), ...of(now) } };
}
