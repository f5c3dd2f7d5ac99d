// Owns `${NAME}` within the texts that a node stores: Node-RED itself puts a value in only where it is the whole text.
// Does not tell what is missing: whoever reads the property does.

import type { Node, NodeAPI } from 'node-red';
import { isObject } from '../shared/json.js';

const VARIABLES = /\$\{([A-Za-z_]\w*)\}/g;

/** A copy of what is stored, with all variables put in that its tab, its group or this machine's environment holds. */
export function filledIn<T extends object>(RED: NodeAPI, node: Node, stored: T): T {
  // Only texts are changed, and into texts.
  // oxlint-disable-next-line no-unsafe-type-assertion
  return filled(stored, (name) => RED.util.getSetting(node, name)) as T;
}

/** The first variable that a text still names. */
export function missingVariable(text: string): string | undefined {
  // Node-RED knows two ways of writing one that is the whole text, and takes any name there.
  const whole = /^\$\{([^{}\s]+)\}$/.exec(text)?.[1] ?? /^\$\((\S+)\)$/.exec(text)?.[1];
  return whole ?? [...text.matchAll(VARIABLES)][0]?.[1];
}

function filled(value: unknown, held: (name: string) => unknown): unknown {
  if (typeof value === 'string')
    return value.replace(VARIABLES, (place, name: string) => {
      const found = held(name);
      if (found === undefined || found === null) return place;
      return typeof found === 'string' ? found : JSON.stringify(found);
    });
  if (Array.isArray(value)) return value.map((one: unknown) => filled(one, held));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, held)]));
}
