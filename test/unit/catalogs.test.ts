// The words: every key that a source names stands in the catalogs, and every key of theirs is named by a source.

import { strict as assert } from 'node:assert';
import { ERROR_CODES } from '../../nodes/lib/errors.js';
import { catalogs } from '../support/catalogs.js';
import { sourcesIn, type Source } from '../support/sources.js';

/** The runtime's words: all of them stand in one catalog, below these keys. */
const RUNTIME_KEY = /(['"`])((?:errors|status|said|visitor)\.(?:(?!\1)[^\\\n])*)\1/g;
const EDITOR_KEY = /\bwords\(\s*(['"`])((?:(?!\1)[^\\\n])+)\1/g;
/** What a form or the talk page names in its html. */
const PAGE_KEYS = /data-(?:i18n|word|label|placeholder|empty-words)="([^"]+)"/g;

/** Key by which Node-RED itself asks for the name of a category. */
const CATEGORY = 'palette.label.agent_tools';

function escaped(text: string): string {
  return text.replace(/[.*+?^$()[\]\\|{}]/g, '\\$&');
}

/** A key with `${...}` in it stands for at least one key of the catalog. */
function missing(keys: readonly string[], wanted: string): boolean {
  const pattern = wanted.split(/\$\{[^}]*\}/).map(escaped);
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

/** The catalog of an editor source's own words; `undefined` where it may be any. */
function catalogOf({ path, code }: Source): string | undefined {
  const [, named] = /wordsOf\('([a-z-]+)'\)/.exec(code) ?? [];
  return named ?? (path.startsWith('nodes/talk/') ? 'agent-talk' : path.split('/')[2]);
}

/**
 * What each text in a source may mean as a key. An expression in it stands for its own texts where it chooses between
 * such, for a code of an error where it is one, and for one part of a key otherwise.
 */
function meant(source: Source): RegExp[] {
  const plain = [...source.code.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, one, two]) => one ?? two ?? '');
  const made = [...source.code.matchAll(/`((?:[^`\\]|\\.)+)`/g)].map(([, text = '']) => text);
  const texts = [...plain, ...usedOnPage(source)].map((text) => escaped(text));
  const templates = made.map((text) =>
    text.replace(
      /\$\{((?:[^{}]|\{[^}]*\})*)\}|([.*+?^$()[\]\\|{}])/g,
      (_, expression?: string, sign?: string) =>
        expression === undefined ? `\\${sign}` : choices(expression),
    ),
  );
  return [...texts, ...templates]
    .filter((pattern) => /^(?:.*:)?\(?\w/.test(pattern))
    .map((pattern) => new RegExp(`^${pattern.replace(/^.*:(?=[a-z])/, '')}$`));
}

function choices(expression: string): string {
  const [, one, other] = /\? '([^']*)' : '([^']*)'$/.exec(expression) ?? [];
  if (one !== undefined && other !== undefined) return `(${escaped(one)}|${escaped(other)})`;
  return /\bcode$/.test(expression) ? '.+' : '[^.]+';
}

describe('The catalogs', () => {
  const english = new Map([...catalogs('en-US')].map(([name, texts]) => [name, [...texts.keys()]]));
  const shared = english.get('agent-config') ?? [];

  it('explain every error code, and no others: what happened and what to do', () => {
    const explained = shared.filter((key) => key.startsWith('errors.'));
    const wanted = ERROR_CODES.flatMap((code) => [`errors.${code}.cause`, `errors.${code}.next`]);
    assert.deepEqual(explained.toSorted(), wanted.toSorted());
  });

  it('have shorter words, reasons and cases only for errors that there are', () => {
    const strange = shared.filter((key) => {
      const [, about] = /^(?:status\.error|why|cases)\.(.*)$/.exec(key) ?? [];
      return about !== undefined && !ERROR_CODES.some((code) => `${about}.`.startsWith(`${code}.`));
    });
    assert.deepEqual(strange, []);
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

  it('hold every key that the forms and the talk page use', () => {
    const sources = [
      ...sourcesIn('nodes/editor', /\.(ts|html)$/),
      ...sourcesIn('nodes/talk', /\.(ts|html)$/),
    ];
    const absent = sources.flatMap((source) => {
      const keys = english.get(catalogOf(source) ?? '') ?? [...english.values()].flat();
      return [...used(source, EDITOR_KEY), ...usedOnPage(source)]
        .filter((key) => !key.includes(':') && missing(keys, key))
        .map((key) => `${source.path}: ${key}`);
    });
    assert.deepEqual(absent, []);
  });

  it('hold no key that nothing uses', () => {
    const sources = sourcesIn('nodes', /\.(ts|html)$/).map((source) => ({
      catalog: /^nodes\/(editor|talk)\//.test(source.path) ? catalogOf(source) : undefined,
      meant: meant(source),
    }));
    const idle = [...english].flatMap(([name, keys]) => {
      const near = sources.filter(({ catalog = name }) => catalog === name || !english.has(catalog));
      const patterns = near.flatMap((one) => one.meant);
      return keys
        .filter((key) => key !== CATEGORY && !patterns.some((pattern) => pattern.test(key)))
        .map((key) => `${name}: ${key}`);
    });
    assert.deepEqual(idle, []);
  });
});
