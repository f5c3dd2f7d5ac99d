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
const LEAD = /^[\s,;.!?]*(?:(?:and|then|also|please)(?:\s|$)[\s,]*)*/iu;
const BETWEEN =
  /\s*[;\n]+\s*|[,.!?]+(?=\s|$)\s*|\s+(?:and\s+then|and\s+also|and|&|then|also|plus)(?=\s)\s*/giu;

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
  const quotes = [...text.matchAll(/["“][^"“”]*["”]/gu)].map(({ index, 0: { length } }) => [
    index,
    index + length,
  ]);
  const isQuoted = (at: number) => quotes.some(([start = 0, end = 0]) => at > start && at < end);
  return [...text.matchAll(BETWEEN)]
    .map(({ index, 0: { length } }) => ({ index, length }))
    .filter(({ index }) => !isQuoted(index));
}

function wishAt(sentence: string, from: number, to: number): Wish | undefined {
  const whole = sentence.slice(from, to);
  const start = from + (LEAD.exec(whole)?.[0].length ?? 0);
  const text = sentence.slice(start, to).trimEnd();
  if (sentenceOf(text).tokens.every(({ stem }) => FILLERS.has(stem))) return undefined;
  return { kind: 'wish', text, start, end: start + text.length };
}
