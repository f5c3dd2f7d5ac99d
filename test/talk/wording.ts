// Owns telling whether what a page says stands in the catalog of its language: every text that a visitor sees or a screen
// reader speaks. What people, tools and nodes are called stands in none. Opens no page.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { isObject } from '../../nodes/lib/shared/json.js';
import { ROOT } from '../support/project.js';

const LOCALES = join(ROOT, 'locales');
const ENGLISH = 'en-US';
const PAGE = 'agent-talk';
/** Where the words stand that Node-RED itself sends to visitors. */
const SENT = ['agent-config', 'visitor'] as const;

export const LANGUAGES: readonly string[] = readdirSync(LOCALES).toSorted();

export interface Wording {
  readonly language: string;
  /** Every key of the page and its text. */
  readonly texts: ReadonlyMap<string, string>;
  /** A text of the page with its placeholders filled in. */
  text: (key: string, values?: Readonly<Record<string, string>>) => string;
  /** Those that this language has no words for, or that are English. `names` are everybody's. */
  foreign: (said: readonly string[], names: readonly string[]) => string[];
}

export function wordingOf(language: string): Wording {
  const texts = leaves(catalogOf(language, PAGE));
  const sent = leaves(sentBy(language));
  const own = [...texts.values(), ...sent.values()];
  const patterns = own.map((text) => patternOf(text));
  const english = language === ENGLISH ? [] : englishWithout(own);
  return {
    language,
    texts,
    text: (key, values = {}) =>
      (texts.get(key) ?? key).replace(/__(\w+?)__/g, (_, name: string) => values[name] ?? ''),
    foreign: (said, names) =>
      said.filter((text) => {
        const known = names.includes(text) || patterns.some((pattern) => pattern.test(text));
        const plain = names.reduce((rest, name) => rest.replaceAll(name, ''), text);
        return !known || english.some((part) => part.test(plain));
      }),
  };
}

/** Everything on the page that is read or spoken just now, in the order in which it stands there. */
export function saidBy(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (element: Element) => element.checkVisibility();
    const all = [...document.body.querySelectorAll('*')].filter(seen);
    return all.flatMap((element) => {
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const named = ['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name) ?? '');
      const before = getComputedStyle(element, '::before').content.replace(/^"|"$/g, '');
      const texts = [...own.map(({ textContent }) => textContent ?? ''), ...named, before];
      return texts.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text) && text !== 'none');
    });
  });
}

function catalogOf(language: string, name: string): unknown {
  return JSON.parse(readFileSync(join(LOCALES, language, `${name}.json`), 'utf8'));
}

function sentBy(language: string): unknown {
  const [name, part] = SENT;
  const catalog = catalogOf(language, name);
  return isObject(catalog) ? catalog[part] : {};
}

function leaves(catalog: unknown, path = ''): Map<string, string> {
  if (typeof catalog === 'string') return new Map([[path, catalog]]);
  if (!isObject(catalog)) return new Map();
  const inner = Object.entries(catalog).map(([key, value]) =>
    leaves(value, path === '' ? key : `${path}.${key}`),
  );
  return new Map(inner.flatMap((one) => [...one]));
}

function patternOf(text: string): RegExp {
  const parts = text
    .trim()
    .split(/__\w+?__/)
    .map(escaped);
  return new RegExp(`^${parts.join('.+')}$`, 's');
}

/** Each stretch of English between two placeholders. A single word may be the same in this language, several are not. */
function englishWithout(own: readonly string[]): RegExp[] {
  const all = [catalogOf(ENGLISH, PAGE), sentBy(ENGLISH)].flatMap((one) => [...leaves(one).values()]);
  return all
    .flatMap((text) => text.split(/__\w+?__/))
    .map((part) => part.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((part) => part.length > 2)
    .filter((part) => part.includes(' ') || !own.some((text) => text.includes(part)))
    .map((part) => new RegExp(`(?<!\\p{L})${escaped(part)}(?!\\p{L})`, 'u'));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^$()[\]\\|{}/]/g, '\\$&');
}

/** The keys of the page below one. */
export function keysBelow({ texts }: Wording, root: string): string[] {
  return [...texts.keys()].filter((key) => key.startsWith(`${root}.`));
}
