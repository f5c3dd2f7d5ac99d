// Owns what is known while one tool is read into one sentence: which words are used up, which values are found.
// Does not find any itself.

import { ASKING, CHANGING, FILLERS } from './lists.js';
import { sideOf, type Kind, type Parameter, type Profile } from './profile.js';
import type { Sentence, Span } from './sentence.js';

export interface Reading {
  readonly profile: Profile;
  readonly sentence: Sentence;
  /** Tokens that name the tool, and what each is worth. */
  readonly named: ReadonlyMap<number, number>;
  /** Tokens that gave a value, and what each is worth. */
  readonly taken: Map<number, number>;
  readonly values: Map<string, unknown>;
}

export type Of<K extends Kind['kind']> = Parameter & { value: Extract<Kind, { kind: K }> };

export function parametersOf<K extends Kind['kind']>(profile: Profile, kind: K): Of<K>[] {
  return profile.parameters.filter((parameter): parameter is Of<K> => parameter.value.kind === kind);
}

/** Required parameters without a value. */
export function missing({ profile, values }: Reading): Parameter[] {
  return profile.parameters.filter(({ name, required }) => required && !values.has(name));
}

/** Words that need no explanation: they stand in wishes of all kinds. */
export function isSmall(word: string): boolean {
  return FILLERS.has(word) || CHANGING.has(word) || ASKING.has(word) || sideOf(word) !== undefined;
}

/** Every word of the sentence names the tool, gives a value or is small. */
export function isExplained({ sentence, named, taken }: Reading): boolean {
  return sentence.tokens.every(({ stem }, at) => named.has(at) || taken.has(at) || isSmall(stem));
}

/** Marks the tokens as used up; all of them together are worth `worth`. */
export function take(reading: Reading, { from, to }: Span, worth: number): void {
  for (let at = from; at < to; at += 1) reading.taken.set(at, at === from ? worth : 0);
}

export function isFree({ taken }: Reading, { from, to }: Span): boolean {
  for (let at = from; at < to; at += 1) if (taken.has(at)) return false;
  return true;
}
