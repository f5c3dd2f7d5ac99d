// Owns the first look at a text frame: JSON, an object, not too deep, no key that reaches into a prototype.
// Does not know any protocol.

import { AgentError } from '../errors.js';
import { isObject, type JsonObject } from '../shared/json.js';
import { MAX_DEPTH } from '../shared/limits.js';
import { FORBIDDEN_KEYS } from '../shared/names.js';

export { isObject, type JsonObject };

export interface ReadFrame {
  object: JsonObject;
  /** Set when something had to be taken out of the frame; what is left is safe. */
  flaw?: AgentError;
}

/** A frame as a safe object, or the reason why it is none. */
export function readFrame(text: string): ReadFrame | AgentError {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new AgentError('frame.not-json', { start: text.slice(0, 60) });
  }
  if (!isObject(value)) return new AgentError('frame.not-object', { start: text.slice(0, 60) });
  const flaw = prune(value);
  return { object: value, ...(flaw ? { flaw } : {}) };
}

/** The object under a key; an empty one when there is none. */
export function objectAt(from: JsonObject, key: string): JsonObject {
  const value = from[key];
  return isObject(value) ? value : {};
}

/** The text under a key; a number becomes text; `undefined` when there is neither. */
export function textAt(from: JsonObject, key: string): string | undefined {
  const value = from[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** Takes out what is not safe to hand on. A loop and not a recursion: the frame may be deeper than the stack. */
function prune(root: object): AgentError | undefined {
  let flaw: AgentError | undefined;
  const open = [{ container: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { container, depth } = next;
    for (const [key, value] of Object.entries(container)) {
      const isContainer = typeof value === 'object' && value !== null;
      const forbidden = FORBIDDEN_KEYS.has(key);
      if (forbidden || (isContainer && depth >= MAX_DEPTH)) {
        Reflect.deleteProperty(container, key);
        flaw ??= forbidden
          ? new AgentError('frame.forbidden-key', { key })
          : new AgentError('frame.too-deep', { limit: MAX_DEPTH });
      } else if (isContainer) {
        open.push({ container: value, depth: depth + 1 });
      }
    }
  }
  return flaw;
}
