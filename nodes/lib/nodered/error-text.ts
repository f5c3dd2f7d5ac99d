// Owns what an error says: one line of plain text, whatever was thrown. Does not decide who hears it.

import { MAX_ERROR_TEXT } from '../shared/limits.js';
import { shortened } from '../shared/shortened.js';

/** The class of an error in front of its text, as often as a flow has put it there. An agent may read aloud what is left. */
const CLASSES = /^(?:[\w.]*(?:Error|Exception)(?: \[\w+\])?(?::\s*|$))+/;

/** More than this of a text is not looked at: what is kept is less. */
const LOOKED_AT = 4 * MAX_ERROR_TEXT;

/** How deep errors that hold errors are looked into. */
const MAX_INNER = 3;

/** The first line of what an error says, without the name of its class; empty where it says nothing. Never throws. */
export function errorText(error: unknown): string {
  try {
    return textOf(error, MAX_INNER);
  } catch {
    // A property of it throws when it is read, or it holds itself.
    return '';
  }
}

function textOf(error: unknown, depth: number): string {
  if (typeof error === 'string') return firstLine(error);
  if (typeof error === 'number' || typeof error === 'boolean') return String(error);
  if (typeof error !== 'object' || error === null) return '';
  const message: unknown = Reflect.get(error, 'message');
  const own = typeof message === 'string' ? firstLine(message) : '';
  return own || innerText(error, depth) || (typeof message === 'string' ? '' : asJson(error));
}

/** What stands for several errors at once often says nothing itself: its first one does. */
function innerText(error: object, depth: number): string {
  const errors: unknown = Reflect.get(error, 'errors');
  return Array.isArray(errors) && errors.length > 0 && depth > 0 ? textOf(errors[0], depth - 1) : '';
}

/** A plain object that was thrown. */
function asJson(error: object): string {
  const json = JSON.stringify(error) as string | undefined;
  return json === undefined || json === '{}' ? '' : firstLine(json);
}

function firstLine(text: string): string {
  const [line = ''] = text
    .trimStart()
    .slice(0, LOOKED_AT)
    .replace(CLASSES, '')
    .trimStart()
    .split(/[\r\n\u2028\u2029]/, 1);
  return shortened(line.trimEnd(), MAX_ERROR_TEXT);
}
