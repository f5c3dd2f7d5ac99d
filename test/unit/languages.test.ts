// The languages: each says all that en-US says, with the same names in it, and its help is built alike.

import { strict as assert } from 'node:assert';
import { NODE_TYPES } from '../support/project.js';
import { LANGUAGES, TRANSLATIONS, catalogs, helps, type Texts } from '../support/catalogs.js';

/**
 * What is the same in every language: values to be filled in, environment variables, properties of messages, and names that
 * are typed or read as they are.
 */
const NAMES = [
  /__\w+?__/g,
  /\{\{\w+\}\}/g,
  /\$\{\w+\}/g,
  /\bmsg\.\w+(?:\.\w+)*/g,
  /\b[a-z]+(?:[A-Z][a-z]+)+\b/g,
  /\b[A-Za-z]+(?:_[A-Za-z]+)+\b/g,
  /\b(?:https?|wss?):\/\//g,
  /\b(?:JSON|JSONata|MQTT|WAV|PCM|TLS|PIN)\b/g,
];

/** Tags that stand within a sentence: another language may put them in another order. */
const INLINE = /^(?:b|i|code|span|a)$/;

function namesIn(text: string): string[] {
  return [...new Set(NAMES.flatMap((name) => text.match(name) ?? []))].toSorted();
}

/** Pairs of what en-US and another language say, where the two differ in what has to be the same. */
function differing(english: Texts, other: Texts, of: (text: string) => unknown): string[] {
  return [...english].flatMap(([key, text]) => {
    const [wanted, found] = [of(text), of(other.get(key) ?? '')].map((one) => JSON.stringify(one));
    return wanted === found ? [] : [`${key}: ${found}, en-US: ${wanted}`];
  });
}

/** The blocks of a help text in their order, each with the code that is named in it. */
function blocksOf(help: string): string[] {
  const [, ...parts] = help.split(/(?=<(?!\/)(?!(?:b|i|code|span|a)[\s>]))/);
  return parts.map((part) => {
    const [, tag = ''] = /^<([^>]+)>/.exec(part) ?? [];
    const code = [...part.matchAll(/<code>([^<]*)<\/code>/g)].map(([, text = '']) => text);
    const inline = [...part.matchAll(/<(\w+)[ >]/g)].flatMap(([, name = '']) =>
      INLINE.test(name) ? name : [],
    );
    const data = tag === 'pre' ? [shapeOf(part.replace(/<[^>]*>/g, ''))] : [];
    return [tag.replace(/\s+/g, ' '), ...[...new Set(code)].toSorted(), ...inline.toSorted(), ...data].join(
      ' ',
    );
  });
}

/** An example message: the same properties, whatever the texts in it say. */
function shapeOf(json: string): string {
  return JSON.stringify(JSON.parse(json), (_key, value: unknown) => (typeof value === 'string' ? '' : value));
}

/** What a help text sets in italics, and the names that it explains: fields and buttons, if they are some. */
function fieldsIn(help: string): string[] {
  const found = [...help.matchAll(/<(?:i|b|dt)(?: [^>]*)?>([^<]+)/g)];
  return found.map(([, text = '']) => text.replace(/\s+/g, ' ').trim());
}

describe('The words', () => {
  const english = catalogs('en-US');
  const keys = (texts: Map<string, Texts>) => [...texts].map(([name, one]) => [name, ...one.keys()]);

  for (const language of LANGUAGES) {
    it(`of ${language} have the keys of en-US, and a help text for each node`, () => {
      assert.deepEqual(keys(catalogs(language)), keys(english));
      assert.deepEqual([...helps(language).keys()], [...NODE_TYPES].toSorted());
    });
  }

  for (const language of TRANSLATIONS) {
    const others = catalogs(language);
    const help = helps(language);

    it(`of ${language} name the same values, properties and variables as those of en-US`, () => {
      for (const [name, texts] of english)
        assert.deepEqual(differing(texts, others.get(name) ?? new Map(), namesIn), [], name);
    });

    it(`of ${language} are empty only where those of en-US are, and begin or end with a blank only where those do`, () => {
      const strange = [...english].flatMap(([name, texts]) =>
        [...texts].flatMap(([key, text]) => {
          const said = others.get(name)?.get(key) ?? '';
          const blank = (/^\s/.test(said) && !/^\s/.test(text)) || (/\s$/.test(said) && !/\s$/.test(text));
          return blank || (said === '') !== (text === '') ? [`${name}: ${key}`] : [];
        }),
      );
      assert.deepEqual(strange, []);
    });

    it(`of ${language} have help that is built as that of en-US, with the same code in it`, () => {
      for (const [type, text] of helps('en-US'))
        assert.deepEqual(blocksOf(help.get(type) ?? ''), blocksOf(text), type);
    });

    it(`of ${language} call a field in the help as it is called in the form`, () => {
      const strange = [...helps('en-US')].flatMap(([type, text]) => {
        const said = help.get(type) ?? '';
        return fieldsIn(text).flatMap((field) => {
          const called = [...english].flatMap(([name, texts]) =>
            [...texts].flatMap(([key, words]) => (words === field ? (others.get(name)?.get(key) ?? []) : [])),
          );
          const found = fieldsIn(said);
          // A name that a message has may be a word of a form as well, and stays as it is.
          return called.length === 0 || [field, ...called].some((words) => found.includes(words))
            ? []
            : [`${type}: ${field} is called ${[...new Set(called)].join(' or ')}`];
        });
      });
      assert.deepEqual(strange, []);
    });
  }
});
