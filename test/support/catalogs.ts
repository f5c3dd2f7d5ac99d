// Owns reading the catalogs and the help of a language as they stand in locales/. Does not own what is expected of them.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.js';
import { sourcesIn } from './sources.js';

export const LANGUAGES = readdirSync(join(ROOT, 'locales'));

/** Those into which the words of en-US are translated. */
export const TRANSLATIONS = LANGUAGES.filter((language) => language !== 'en-US');

/** The texts of one catalog, by key such as `field.name`, in the order in which they stand there. */
export type Texts = ReadonlyMap<string, string>;

/** Every catalog of a language, by its name. */
export function catalogs(language: string): Map<string, Texts> {
  const files = sourcesIn(`locales/${language}`, /\.json$/);
  return new Map(files.map(({ path, text }) => [nameOf(path), new Map(textsOf(JSON.parse(text)))]));
}

/** The help of each node type of a language, as html. */
export function helps(language: string): Map<string, string> {
  const files = sourcesIn(`locales/${language}`, /\.html$/);
  return new Map(files.map(({ path, text }) => [nameOf(path), text]));
}

function nameOf(path: string): string {
  return path.replace(/^.*\/|\.[a-z]+$/g, '');
}

function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}
