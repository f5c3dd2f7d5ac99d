// Owns how a text parameter takes its words from a sentence: quoted, after its own name, after a preposition, or what
// is left. Comes last: words that gave another value are not taken again.

import { ARTICLES, ASKING, CHANGING, FILLERS, LEADING, PREPOSITIONS, TRAILING, USUAL } from './lists.js';
import { isFree, parametersOf, take, type Of, type Reading } from './reading.js';
import { readable, spansOf, type Span } from './sentence.js';

type Text = Of<'text'>;

/** What is merely left over is a guess, so it weighs against the tool. */
const GUESS = -0.6;
const IS = new Set(['is', 'be', 'called', 'named']);

export function fillTexts(reading: Reading): void {
  const needed = parametersOf(reading.profile, 'text').toSorted((a, b) => rank(b.required, a.required));
  const texts = needed.toSorted((a, b) => rank(a.value.long, b.value.long));
  const quotes = quotesIn(reading);
  for (const text of needed.toSorted((a, b) => rank(b.value.long, a.value.long))) {
    const quote = quotes.shift();
    if (quote) give(reading, text, quote, 0, true);
  }
  for (const text of texts) {
    if (reading.values.has(text.name)) continue;
    if (text.value.long) give(reading, text, rest(reading, text), 0);
    else fillName(reading, text);
  }
}

/** A required text is what is left over, unless its usual preposition shows it; an optional one has to be shown. */
function fillName(reading: Reading, text: Text): void {
  const shown = byName(reading, text) ?? byPreposition(reading, usualFor(text));
  const left = shown || !text.required ? undefined : leftOver(reading, text);
  if (left) give(reading, text, left, isAfterPreposition(reading, left.from) ? 0 : GUESS);
  else give(reading, text, shown ?? byPreposition(reading, PREPOSITIONS), 0);
}

/** Sorts what is so behind what is not. */
function rank(a: boolean, b: boolean): number {
  return Number(a) - Number(b);
}

function give(
  reading: Reading,
  { name, value }: Text,
  span: Span | undefined,
  worth: number,
  quoted = false,
): void {
  if (!span) return;
  const { text, tokens } = reading.sentence;
  const start = tokens[span.from]?.start ?? 0;
  const end = tokens[span.to - 1]?.end ?? 0;
  // A quote is taken to its marks, with whatever stands in it that is no word.
  const said = quoted
    ? (/^[^"“”]*/u.exec(text.slice(quoteStart(text, start)))?.[0] ?? '')
    : text.slice(start, end);
  take(reading, span, worth);
  reading.values.set(name, value.list ? [said] : said);
}

function quoteStart(text: string, before: number): number {
  return Math.max(text.lastIndexOf('"', before), text.lastIndexOf('“', before)) + 1;
}

function quotesIn({ sentence: { text, tokens } }: Reading): Span[] {
  return [...text.matchAll(/["“]([^"“”]+)["”]/gu)].flatMap(({ index, 0: { length } }) => {
    const inside = [...tokens.keys()].filter((at) => {
      const { start = 0, end = 0 } = tokens[at] ?? {};
      return start > index && end < index + length;
    });
    const [from] = inside;
    return from === undefined ? [] : [{ from, to: from + inside.length }];
  });
}

function byName(reading: Reading, { phrase }: Text): Span | undefined {
  const { tokens } = reading.sentence;
  return spansOf(phrase, tokens)
    .map(({ to }) => run(reading, IS.has(tokens[to]?.raw ?? '') ? to + 1 : to))
    .find((span) => span !== undefined);
}

function byPreposition(reading: Reading, prepositions: ReadonlySet<string>): Span | undefined {
  const { tokens } = reading.sentence;
  return [...tokens.keys()]
    .filter((at) => prepositions.has(tokens[at]?.raw ?? ''))
    .map((at) => run(reading, at + 1))
    .find((span) => span !== undefined);
}

/** `in` for a room; for a parameter named `from`, that word itself. */
function usualFor({ name }: Text): ReadonlySet<string> {
  const word = readable(name).toLowerCase().split(' ').at(-1) ?? '';
  return new Set([...(PREPOSITIONS.has(word) ? [word] : []), ...(USUAL.get(word) ?? [])]);
}

function isAfterPreposition({ sentence: { tokens } }: Reading, from: number): boolean {
  const before = ARTICLES.has(tokens[from - 1]?.raw ?? '') ? from - 2 : from - 1;
  return PREPOSITIONS.has(tokens[before]?.raw ?? '');
}

/** Words in a row up to the next preposition, punctuation mark, word of the tool's name or word in use. */
function run(reading: Reading, start: number): Span | undefined {
  const { text, tokens } = reading.sentence;
  let from = start;
  while (ARTICLES.has(tokens[from]?.raw ?? '')) from += 1;
  let to = from;
  while (to < tokens.length && isFree(reading, { from: to, to: to + 1 }) && !reading.named.has(to)) {
    const gap = to > from ? text.slice(tokens[to - 1]?.end, tokens[to]?.start) : '';
    if (/[,;:.!?]\s/.test(gap) || PREPOSITIONS.has(tokens[to]?.raw ?? '')) break;
    to += 1;
  }
  return trim(reading, { from, to });
}

/** The first words that are neither small words nor verbs of order, nor the tool's own. */
function leftOver(reading: Reading, { phrase }: Text): Span | undefined {
  const { tokens } = reading.sentence;
  const isOpen = (at: number) => {
    const word = tokens[at]?.stem ?? '';
    const isSmall = FILLERS.has(word) || ASKING.has(word) || CHANGING.has(word);
    return at < tokens.length && !reading.taken.has(at) && !reading.named.has(at) && !isSmall;
  };
  const from = [...tokens.keys()].find(isOpen);
  if (from === undefined) return undefined;
  let to = from;
  while (isOpen(to)) to += 1;
  const isOnlyName = tokens.slice(from, to).every(({ stem }) => phrase.stems.includes(stem));
  return isOnlyName ? undefined : { from, to };
}

/** Everything behind the words that name the parameter or the tool; where nothing stands there, the next free words. */
function rest(reading: Reading, { phrase }: Text): Span | undefined {
  const { tokens } = reading.sentence;
  let from = spansOf(phrase, tokens)[0]?.to ?? opening(reading);
  while (from < tokens.length) {
    let to = from;
    while (to < tokens.length && !reading.taken.has(to)) to += 1;
    const span = trim(reading, { from, to });
    if (span) return span;
    from = to + 1;
  }
  return undefined;
}

/** Where the sentence stops naming the tool: `look up | how tall it is`, `play me some | jazz`. */
function opening({ sentence: { tokens }, named, taken }: Reading): number {
  let afterName: number | undefined;
  let at = 0;
  for (; at < tokens.length; at += 1) {
    const word = tokens[at]?.stem ?? '';
    if (named.has(at)) afterName = at + 1;
    else if (!taken.has(at) && !FILLERS.has(word) && !ASKING.has(word) && !CHANGING.has(word)) break;
  }
  return afterName ?? (at < tokens.length ? at : 0);
}

/** Without the small words around it, and without the tool's name behind it. */
function trim({ sentence: { tokens }, named }: Reading, span: Span): Span | undefined {
  let { from, to } = span;
  while (from < to && LEADING.has(tokens[from]?.raw ?? '')) from += 1;
  while (to > from && (TRAILING.has(tokens[to - 1]?.raw ?? '') || named.has(to - 1))) to -= 1;
  return from < to ? { from, to } : undefined;
}
