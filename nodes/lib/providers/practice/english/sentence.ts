// Owns words: how a text is cut into them, and where a phrase stands in a sentence. Knows no language but its letters.

import { stem } from './stem.js';

export interface Token {
  /** As written, in lower case, without an apostrophe. */
  raw: string;
  stem: string;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

export interface Sentence {
  text: string;
  tokens: readonly Token[];
}

/** Words that are looked for together, such as a choice `living_room`. */
export interface Phrase {
  stems: readonly string[];
  /** All of it in one, so that `livingroom` is found too. */
  joined: string;
}

/** Tokens `from` up to, but not including, `to`. */
export interface Span {
  from: number;
  to: number;
}

const WORD = /(?<![\p{L}\p{N}])-?\d+(?:[.,]\d+)?|[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu;

export function sentenceOf(text: string): Sentence {
  const tokens = [...text.matchAll(WORD)].map((found) => {
    const raw = plain(found[0]);
    return { raw, stem: stem(raw), start: found.index, end: found.index + found[0].length };
  });
  return { text, tokens };
}

/** The words of a name: `set_light`, `setLight` and `set-light` are all two. */
export function readable(name: string): string {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/[_\-\s]+/gu, ' ')
    .trim();
}

export function phraseOf(name: string): Phrase {
  const { tokens } = sentenceOf(readable(name));
  return { stems: tokens.map((token) => token.stem), joined: tokens.map((token) => token.raw).join('') };
}

/** Where the phrase stands, word by word or written as one. */
export function spansOf(phrase: Phrase, tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  if (phrase.stems.length === 0) return spans;
  tokens.forEach((_, from) => {
    const to = endOf(phrase, tokens, from);
    if (to !== undefined) spans.push({ from, to });
  });
  return spans;
}

function endOf(phrase: Phrase, tokens: readonly Token[], from: number): number | undefined {
  if (phrase.stems.every((word, at) => tokens[from + at]?.stem === word)) return from + phrase.stems.length;
  let joined = '';
  for (let at = from; joined.length < phrase.joined.length; at += 1) {
    joined += tokens[at]?.raw ?? ' ';
    if (joined === phrase.joined) return at + 1;
  }
  return undefined;
}

/** `kitchen's` is about the kitchen, `don't` is one word. */
function plain(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '');
}
