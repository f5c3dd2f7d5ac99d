// Owns in which language a visitor of a talk page is spoken to: the browser's, where there is a catalog of it. The words
// themselves stand in locales/, beside those of the forms.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../shared/json.js';
import type { Words } from '../words.js';
import { fill, lookUp } from './words.js';

const LOCALES = join(__dirname, '..', '..', 'locales');
const FALLBACK = 'en-US';
/** The words of the page; and, for errors, those that all nodes share. */
const PAGE = 'agent-talk';
const SHARED = 'agent-config';

export interface TalkWords {
  /** Such as `en-US`. */
  readonly language: string;
  /** Everything the page says, as its catalog holds it. */
  readonly page: JsonObject;
  /** For errors. */
  readonly words: Words;
}

const byLanguage = new Map<string, TalkWords>();

/** `accepted` is the header of the browser, such as `de-AT,de;q=0.9,en;q=0.5`. */
export function talkWords(accepted: string | undefined): TalkWords {
  const language = chosen(accepted ?? '');
  const known = byLanguage.get(language);
  if (known) return known;
  const catalogs = [language, FALLBACK];
  const read = (name: string) => catalogs.map((one) => readCatalog(one, name));
  const shared = read(SHARED);
  const words: TalkWords = {
    language,
    page: read(PAGE).reduceRight<JsonObject>((below, above) => merged(below, above), {}),
    words: (key, params = {}) =>
      fill(shared.map((catalog) => lookUp(catalog, key)).find((text) => text !== undefined) ?? key, params),
  };
  byLanguage.set(language, words);
  return words;
}

/** The language that is liked best of those there are; `en` takes any English. */
function chosen(accepted: string): string {
  const there = readdirSync(LOCALES).filter((one) => existsSync(join(LOCALES, one, `${PAGE}.json`)));
  const wanted = accepted
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = Number(/q=([\d.]+)/.exec(parameters.join(';'))?.[1] ?? 1);
      return { tag: tag.trim().toLowerCase(), quality };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  for (const { tag } of wanted) {
    const primary = tag.split('-')[0];
    const found =
      there.find((one) => one.toLowerCase() === tag) ??
      there.find((one) => one.toLowerCase().split('-')[0] === primary);
    if (found) return found;
  }
  return FALLBACK;
}

function readCatalog(language: string, name: string): JsonObject {
  const file = join(LOCALES, language, `${name}.json`);
  const catalog: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return isObject(catalog) ? catalog : {};
}

function merged(below: JsonObject, above: JsonObject): JsonObject {
  const both = Object.entries(above).map(([key, value]) => {
    const under = below[key];
    return [key, isObject(value) && isObject(under) ? merged(under, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(both) };
}
