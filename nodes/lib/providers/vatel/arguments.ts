// Owns how a call's list of arguments becomes one object, each value in the data type that the list names for it.
// Does not check them against the tool's schema: tools/ does, and coerces what is left.

import { AgentError } from '../../errors.js';
import { FORBIDDEN_KEYS } from '../../shared/names.js';
import { isObject, readFrame } from '../frame.js';
import type { DataType } from './wire.js';

/**
 * `[{name, dataType, value}]` as `{name: value}`. What is no list counts as an empty one, as the official clients do;
 * entries without a name are skipped; an entry without a value, or with null, leaves its key out. Of two entries with
 * one name the later counts. Error: `frame.forbidden-key` for a name that would reach into a prototype.
 */
export function flatten(list: unknown): Record<string, unknown> | AgentError {
  const flat: Record<string, unknown> = {};
  for (const entry of Array.isArray(list) ? list : []) {
    if (!isObject(entry)) continue;
    const { name, dataType, value } = entry;
    if (typeof name !== 'string' || name === '') continue;
    if (FORBIDDEN_KEYS.has(name)) return new AgentError('frame.forbidden-key', { key: name });
    if (value !== undefined && value !== null) flat[name] = inDataType(value, dataType);
  }
  return flat;
}

const CONVERT: Readonly<Record<DataType, (value: unknown) => unknown>> = {
  string: textOf,
  number: (value) => fromText(value, (read, text) => typeof read === 'number' && String(read) === text),
  boolean: (value) => fromText(value, (read) => typeof read === 'boolean'),
  object: (value) => fromText(value, isObject),
  array: (value) => fromText(value, Array.isArray),
};

/** The value in its data type where nothing is lost on the way; else the value as it came. */
function inDataType(value: unknown, dataType: unknown): unknown {
  return isDataType(dataType) ? CONVERT[dataType](value) : value;
}

function isDataType(name: unknown): name is DataType {
  return typeof name === 'string' && Object.hasOwn(CONVERT, name);
}

function textOf(value: unknown): unknown {
  if (typeof value === 'boolean') return String(value);
  // A whole number beyond the safe ones has lost digits already; as text it would pass for exact.
  const exact = typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value));
  return exact ? String(value) : value;
}

/** What a text says as JSON, where that is of the kind that is wanted and safe to hand on. */
function fromText(value: unknown, wanted: (read: unknown, text: string) => boolean): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  try {
    if (!wanted(JSON.parse(text), text)) return value;
  } catch {
    return value;
  }
  const read = readFrame(`{"value":${text}}`);
  return read instanceof AgentError || read.flaw ? value : read.object['value'];
}
