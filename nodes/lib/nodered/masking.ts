// Owns how arguments and texts read where a person sees them: what is private is hidden, what is long is cut off. Never
// works longer on a value than its shown part is long, and keeps nothing of it alive.

import { MAX_ENTRY_TEXT } from '../shared/limits.js';
import { HIDDEN } from '../shared/private.js';

export interface ShownArguments {
  readonly text: string;
  /** The private values as they may turn up in other texts. */
  readonly secrets: readonly string[];
}

/** Shorter ones would be found everywhere. */
const SHORTEST_SECRET = 3;
const MAX_SECRETS = 20;
const DEEPEST = 12;

/** Arguments as JSON text, without what is private. `paths` as in shared/private. */
export function shownArguments(given: unknown, paths: ReadonlySet<string> | undefined): ShownArguments {
  if (!paths?.size && isSmall(given)) return { text: JSON.stringify(given), secrets: [] };
  const secrets: string[] = [];
  let room = MAX_ENTRY_TEXT;
  const take = (text: string): string => {
    room -= text.length;
    return text;
  };
  const write = (value: unknown, at: string, depth: number): string => {
    if (paths?.has(at)) {
      gather(value, secrets);
      return take(`"${HIDDEN}"`);
    }
    if (room <= 0 || depth > DEEPEST) return '…';
    if (typeof value === 'string') return take(JSON.stringify(cut(value, room)));
    if (typeof value !== 'object' || value === null) return take(JSON.stringify(value) ?? typeof value);
    const parts: string[] = [];
    const list = Array.isArray(value);
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      if (room <= 0) {
        parts.push('…');
        // What is private has to be known all the same, further down as well.
        if (paths?.size) gatherBelow(value, at, paths, secrets);
        break;
      }
      const inner: unknown = Reflect.get(value, key);
      const name = list ? '' : take(`${JSON.stringify(cut(key, 100))}:`);
      parts.push(name + write(inner, list ? at : at === '' ? key : `${at}.${key}`, depth + 1));
    }
    return list ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
  };
  const text = cut(write(given, '', 0), MAX_ENTRY_TEXT);
  // One that holds another is hidden first, or a part of it would be left.
  return { text, secrets: secrets.toSorted((one, other) => other.length - one.length) };
}

/** Most arguments are a few short values: those are written in one go. */
function isSmall(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  let size = 0;
  for (const key in given) {
    const value: unknown = Reflect.get(given, key);
    if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol') return false;
    size += key.length + (typeof value === 'string' ? value.length : 24);
    // Every character may become six.
    if (size > MAX_ENTRY_TEXT / 6) return false;
  }
  return true;
}

/** A text in which none of the secrets can be read, cut off where it is too long. */
export function shownText(text: string, secrets: readonly string[] = []): string {
  // Before it is cut: half of a secret would not be found.
  const open = secrets.length === 0 ? text : text.slice(0, 4 * MAX_ENTRY_TEXT);
  return cut(
    secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), open),
    MAX_ENTRY_TEXT,
  );
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // A copy: a part of a text keeps the whole of it in memory.
  return `${Buffer.from(text.slice(0, Math.max(0, most - 1))).toString()}…`;
}

function gather(value: unknown, secrets: string[]): void {
  if (secrets.length >= MAX_SECRETS) return;
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) gather(inner, secrets);
    return;
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text.length < SHORTEST_SECRET || text.length > MAX_ENTRY_TEXT) return;
  secrets.push(text);
}

function gatherBelow(value: object, at: string, paths: ReadonlySet<string>, secrets: string[]): void {
  for (const path of paths) {
    const rest = at === '' ? path : path.startsWith(`${at}.`) ? path.slice(at.length + 1) : undefined;
    const found = rest?.split('.').reduce<unknown>((inner, key) => within(inner, key), value);
    if (found !== undefined) gather(found, secrets);
  }
}

function within(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
