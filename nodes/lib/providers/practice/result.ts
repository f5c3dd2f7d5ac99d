// Owns how the result of a call is said: text as it is, simple JSON in words. Does not know who asked.

import { isObject } from '../frame.js';
import { readable } from './english/sentence.js';
import { words } from './words.js';

/** Longest text that is read or said, in characters. */
export const MAX_TEXT = 2000;

const MAX_DEPTH = 3;
const MAX_ENTRIES = 30;

/** What a tool answered. Text is always text on the line: that it is an object has to be seen from it. */
export function inWords(text: string): string {
  const trimmed = text.trim();
  return shorten(spoken(parsed(trimmed), 0) ?? trimmed);
}

export function shorten(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return words('cut', { text: text.slice(0, MAX_TEXT), length: text.length });
}

/** Objects and lists only: a number or a word in a text is said as it stands. */
function parsed(text: string): unknown {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `temperature: 21, unit: C`; `undefined` for what is too big or too deep to be said. */
function spoken(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  if (value === null) return words('none');
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return together(value.map((item: unknown) => inner(item, depth)));
  if (!isObject(value)) return undefined;
  return together(
    Object.entries(value).map(([key, item]) => {
      const said = inner(item, depth);
      return said === undefined ? undefined : words('entry', { name: readable(key), value: said });
    }),
  );
}

function inner(value: unknown, depth: number): string | undefined {
  const said = spoken(value, depth + 1);
  return said !== undefined && isObject(value) ? words('group', { text: said }) : said;
}

function together(items: readonly (string | undefined)[]): string | undefined {
  if (items.length > MAX_ENTRIES) return undefined;
  if (items.length === 0) return words('none');
  return items.every((item) => item !== undefined) ? items.join(', ') : undefined;
}
