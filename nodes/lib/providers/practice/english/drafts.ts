// Owns what the wishes of one sentence say for each other: `light the kitchen and the bedroom`, `play rock and roll`,
// `turn on the kitchen light and tell me the temperature`. Does not choose tools for a wish of its own.

import { choose } from './choose.js';
import { fill } from './fill.js';
import { ASKING, CHANGING, DOING, QUESTIONS, STARTING } from './lists.js';
import type { Order } from './orders.js';
import type { Parameter, Profile } from './profile.js';
import { isExplained, parametersOf, type Reading } from './reading.js';
import { sentenceOf, type Sentence } from './sentence.js';
import type { Piece, Wish } from './wishes.js';

export type Draft = Order | Meant | Unknown;

export interface Meant {
  kind: 'meant';
  wish: Wish;
  reading: Reading;
  /** Names no deed of its own, so that it goes on with the one before. */
  isElliptic: boolean;
}

interface Unknown {
  kind: 'unknown';
  wish: Wish;
  between: string[];
}

export function draftsOf(sentence: string, pieces: readonly Piece[], profiles: readonly Profile[]): Draft[] {
  const drafts: Draft[] = [];
  for (const piece of pieces) {
    const before = drafts.at(-1);
    const draft = piece.kind === 'wish' ? draftOf(piece, profiles) : piece;
    const longer = before && draft.kind === 'unknown' ? joined(before, draft.wish, sentence) : undefined;
    if (longer) drafts.splice(-1, 1, longer);
    else if (before?.kind === 'unknown') drafts.splice(-1, 1, sameDeed(before, draft), draft);
    else drafts.push(before ? sameDeed(draft, before) : draft);
  }
  return drafts;
}

/** The values of a wish, with what others of the sentence say for it: those before it first, the nearest first. */
export function valuesOf(drafts: readonly Draft[], at: number, draft: Meant): Map<string, unknown> {
  const values = new Map(draft.reading.values);
  const before = drafts.slice(0, at).toReversed().filter(isMeant);
  const after = drafts.slice(at + 1).filter(isMeant);
  for (const parameter of draft.reading.profile.parameters) {
    const { name, required } = parameter;
    if (values.has(name)) continue;
    const lender = [...before, ...(required ? after : [])].find((other) => lends(other, draft, parameter));
    if (lender) values.set(name, lender.reading.values.get(name));
  }
  return values;
}

function draftOf(wish: Wish, profiles: readonly Profile[]): Meant | Unknown {
  const sentence = sentenceOf(wish.text);
  const choice = choose(profiles, sentence);
  if ('between' in choice) return { kind: 'unknown', wish, between: choice.between };
  return { kind: 'meant', wish, reading: choice.reading, isElliptic: !beginsAnew(sentence) };
}

/** An unknown wish as more of what its neighbour does: `and the bedroom`. */
function sameDeed(draft: Draft, neighbour: Draft): Draft {
  if (draft.kind !== 'unknown' || neighbour.kind !== 'meant') return draft;
  const sentence = sentenceOf(draft.wish.text);
  const isLater = draft.wish.start > neighbour.wish.start;
  if (isLater ? beginsAnew(sentence) : !neighbour.isElliptic) return draft;
  const reading = fill(neighbour.reading.profile, sentence);
  const guesses = parametersOf(reading.profile, 'text').some(({ name }) => reading.values.has(name));
  if (guesses || !isExplained(reading) || reading.taken.size === 0) return draft;
  return { kind: 'meant', wish: draft.wish, reading, isElliptic: true };
}

/** An unknown wish as the end of a phrase that was cut in two: `play rock | and roll`. */
function joined(before: Draft, wish: Wish, sentence: string): Meant | undefined {
  if (before.kind !== 'meant' || beginsAnew(sentenceOf(wish.text))) return undefined;
  const { profile, values } = before.reading;
  const isOpen = parametersOf(profile, 'text').some(({ name, value }) => {
    const said = values.get(name);
    return value.long && typeof said === 'string' && before.wish.text.endsWith(said);
  });
  if (!isOpen) return undefined;
  const { start } = before.wish;
  const longer: Wish = { kind: 'wish', text: sentence.slice(start, wish.end), start, end: wish.end };
  return { ...before, wish: longer, reading: fill(profile, sentenceOf(longer.text)) };
}

/** More of the same deed takes over everything; another deed only where it happens, and only when it has to know. */
function lends(from: Meant, to: Meant, { name, required, value }: Parameter): boolean {
  if (!from.reading.values.has(name)) return false;
  const said = from.reading.values.get(name);
  if (value.kind === 'choice' && !value.list && !value.choices.some((choice) => choice.value === said))
    return false;
  if (to.isElliptic && from.reading.profile === to.reading.profile) return true;
  const isPlace =
    value.kind === 'choice' || (value.kind === 'text' && !value.long && typeof said === 'string');
  return required && isPlace;
}

/** Begins with a verb of order or a word of question, so that it cannot belong to what was said before. */
export function beginsAnew({ tokens }: Sentence): boolean {
  const [first] = tokens;
  if (!first) return false;
  return (
    QUESTIONS.has(first.raw) || [ASKING, CHANGING, DOING, STARTING].some((verbs) => verbs.has(first.stem))
  );
}

function isMeant(draft: Draft): draft is Meant {
  return draft.kind === 'meant';
}
