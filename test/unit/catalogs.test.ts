// The words: every key that a source names stands in the catalogs, in every language.

import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../../nodes/lib/errors.js';
import { NODE_TYPES, ROOT } from '../support/project.js';
import { sourcesIn, type Source } from '../support/sources.js';

const LANGUAGES = readdirSync(join(ROOT, 'locales'));

/** The runtime's words: all of them stand in one catalog, below these keys. */
const RUNTIME_KEY = /(['"`])((?:errors|status|said|visitor)\.(?:(?!\1)[^\\\n])*)\1/g;
const EDITOR_KEY = /\bwords\(\s*(['"`])((?:(?!\1)[^\\\n])+)\1/g;
const PAGE_KEYS = /data-i18n="([^"]+)"/g;

function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
}

/** Every key of each catalog of a language, by node type. */
function catalogs(language: string): Map<string, string[]> {
  const files = sourcesIn(`locales/${language}`, /\.json$/);
  return new Map(
    files.map(({ path, text }) => [path.replace(/^.*\/|\.json$/g, ''), keysOf(JSON.parse(text))]),
  );
}

/** A key with `${...}` in it stands for at least one key of the catalog. */
function missing(keys: readonly string[], wanted: string): boolean {
  const pattern = wanted.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()[\]\\|{}]/g, '\\$&'));
  return !keys.some((key) => new RegExp(`^${pattern.join('.*')}$`).test(key));
}

function used(source: Source, pattern: RegExp): string[] {
  return [...source.code.matchAll(pattern)].map(([, , key = '']) => key);
}

/** `[placeholder]a.b;c.d` names two keys. */
function usedOnPage({ code }: Source): string[] {
  const values = [...code.matchAll(PAGE_KEYS)].map(([, value = '']) => value);
  return values.flatMap((value) => value.split(';')).map((key) => key.replace(/^\[[^\]]*\]/, ''));
}

describe('The catalogs', () => {
  const english = catalogs('en-US');
  const shared = english.get('agent-config') ?? [];

  it('explain every error code, and no others: what happened and what to do', () => {
    const explained = shared.filter((key) => key.startsWith('errors.'));
    const wanted = ERROR_CODES.flatMap((code) => [`errors.${code}.cause`, `errors.${code}.next`]);
    assert.deepEqual(explained.toSorted(), wanted.toSorted());
  });

  it('hold every key that the nodes use while flows run', () => {
    // The form and the talk page have catalogs of their own.
    const runtime = sourcesIn('nodes', /\.ts$/).filter(({ path }) => !/^nodes\/(editor|talk)\//.test(path));
    const absent = runtime.flatMap((source) =>
      used(source, RUNTIME_KEY)
        .filter((key) => missing(shared, key))
        .map((key) => `${source.path}: ${key}`),
    );
    assert.deepEqual(absent, []);
  });

  it('hold every key that the forms use', () => {
    const absent = sourcesIn('nodes/editor', /\.(ts|html)$/).flatMap((source) => {
      const [, named, folder] = /wordsOf\('([a-z-]+)'\)/.exec(source.code) ?? [];
      const own = english.get(named ?? folder ?? source.path.split('/')[2] ?? '');
      const keys = own ?? [...english.values()].flat();
      return [...used(source, EDITOR_KEY), ...usedOnPage(source)]
        .filter((key) => !key.includes(':') && missing(keys, key))
        .map((key) => `${source.path}: ${key}`);
    });
    assert.deepEqual(absent, []);
  });

  for (const language of LANGUAGES) {
    it(`of ${language} have the keys of en-US, and a help text for each node`, () => {
      assert.deepEqual(catalogs(language), english);
      const help = sourcesIn(`locales/${language}`, /\.html$/).map(({ path }) =>
        path.replace(/^.*\/|\.html$/g, ''),
      );
      assert.deepEqual(help, [...NODE_TYPES].toSorted());
    });
  }
});
