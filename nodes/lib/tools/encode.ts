// Owns how a flow's result becomes the text that an agent reads. Does not know which call it answers.

import { isUtf8 } from 'node:buffer';
import { isAnyArrayBuffer, isMap, isNativeError, isSet, isTypedArray, isUint8Array } from 'node:util/types';
import { AgentError } from '../errors.js';
import { MAX_RESULT_BYTES } from '../shared/limits.js';

/**
 * Text as it is, other values as JSON, a Buffer as the text it holds, other numbers in a row as a list, an Error as its
 * message, a number that JSON does not know by its name; `undefined` where there is no value at all.
 * Errors: `reply.unserialisable` (circular, BigInt, a function), `reply.binary`, `reply.too-long`.
 */
export function encodeResult(value: unknown): string | undefined | AgentError {
  const text = textOf(value);
  if (typeof text !== 'string') return text;
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_RESULT_BYTES) return new AgentError('reply.too-long', { bytes, limit: MAX_RESULT_BYTES });
  return text;
}

function textOf(value: unknown): string | undefined | AgentError {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  try {
    if (isUint8Array(value)) return textOfBytes(value);
    if (isAnyArrayBuffer(value)) return textOfBytes(new Uint8Array(value));
    if (isNativeError(value)) return value.message;
    const json = JSON.stringify(value, bounded()) as string | undefined;
    return json ?? new AgentError('reply.unserialisable', { reason: typeof value });
  } catch (fault) {
    if (fault instanceof AgentError) return fault;
    const reason = isNativeError(fault) ? (fault.message.split('\n')[0] ?? '') : typeof fault;
    return new AgentError('reply.unserialisable', { reason }, { cause: fault });
  }
}

/** Stops where it is sure to be too long: writing out a picture or a year of readings would take seconds. */
function bounded(): (key: string, value: unknown) => unknown {
  let bytes = 0;
  return (_key, value) => {
    const made = plain(value);
    // At least: a digit and a comma for each item of a list, a byte for each letter.
    if (typeof made === 'string') bytes += made.length;
    else if (Array.isArray(made)) bytes += 2 * made.length;
    if (bytes > MAX_RESULT_BYTES) throw new AgentError('reply.too-long', { bytes, limit: MAX_RESULT_BYTES });
    return made;
  };
}

/** What JSON would turn into `{}`. Asked by kind and not by class: a Function node's values are of another realm. */
function plain(value: unknown): unknown {
  if (isMap(value)) return Object.fromEntries(value);
  if (isSet(value) || isTypedArray(value)) return [...value];
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return isNativeError(value) ? value.message : value;
}

/** MQTT, exec and http request may all hand over text as a Buffer; anything else in one has no words. */
function textOfBytes(bytes: Uint8Array): string | AgentError {
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text
  const control = /[\u0000-\u0008\u000e-\u001f]/;
  const text = isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined;
  if (text === undefined || control.test(text))
    return new AgentError('reply.binary', { bytes: bytes.length });
  return text;
}
