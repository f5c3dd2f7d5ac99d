// Owns how a sentence is cut into single wishes and exact orders. Does not know what a wish means.

import { CONDITIONS, FILLERS } from './lists.js';
import { ordersIn, type Order } from './orders.js';
import { sentenceOf } from './sentence.js';

export type Piece = Order | Wish;

export interface Wish {
  kind: 'wish';
  text: string;
  /** Where it stands in the sentence. */
  start: number;
  end: number;
}

/** What follows the last of these stays one wish. */
const MOST = 20;
const BETWEEN = /\s*[;\n]+\s*|[,.!?]+(?=\s|$)\s*|\s+(?:and\s+then|and\s+also|and|then|also|plus)(?=\s)\s*/giu;

/** The wishes and orders of a sentence, in its order. Words of mere politeness are none. */
export function piecesOf(sentence: string, tools: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { order, start, end } of ordersIn(sentence, tools)) {
    pieces.push(...wishesIn(sentence, at, start), order);
    at = end;
  }
  return [...pieces, ...wishesIn(sentence, at, sentence.length)];
}

function wishesIn(sentence: string, from: number, to: number): Wish[] {
  const cuts = [...cutsIn(sentence.slice(from, to)), { index: to - from, length: 0 }];
  const wishes: Wish[] = [];
  let start = from;
  for (const { index, length } of cuts) {
    const isLast = index === to - from;
    if (wishes.length >= MOST - 1 && !isLast) continue;
    const wish = wishAt(sentence, start, from + index);
    if (wish) wishes.push(wish);
    start = from + index + length;
  }
  return wishes;
}

/** Where a new wish begins: never within quotation marks, and nowhere when there is a condition. */
function cutsIn(text: string): { index: number; length: number }[] {
  if (sentenceOf(text).tokens.some(({ raw }) => CONDITIONS.has(raw))) return [];
  const quotes = [...text.matchAll(/["“][^"“”]*["”]/gu)].map(({ index, 0: { length } }) => [index, index + length]);
  const isQuoted = (at: number) => quotes.some(([start = 0, end = 0]) => at > start && at < end);
  return [...text.matchAll(BETWEEN)]
    .map(({ index, 0: { length } }) => ({ index, length }))
    .filter(({ index }) => !isQuoted(index));
}

function wishAt(sentence: string, start: number, end: number): Wish | undefined {
  const text = sentence.slice(start, end);
  if (sentenceOf(text).tokens.every(({ stem, raw }) => FILLERS.has(stem) || raw === 'and' || raw === 'then')) {
    return undefined;
  }
  const lead = text.length - text.trimStart().length;
  return { kind: 'wish', text: text.trim(), start: start + lead, end: start + text.trimEnd().length };
}
