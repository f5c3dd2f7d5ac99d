// Owns how strongly the words of a sentence name a tool. Does not look at parameters.

import { ASKING, CHANGING, DOING, FILLERS, SYNONYMS } from './lists.js';
import { sideOf, type Profile } from './profile.js';
import { spansOf, type Phrase, type Token } from './sentence.js';

const NOUN = 3;
const DEED = 2;
const VERB = 1.2;
const SIMILAR = 0.8;

/** The tokens that name the tool, each with its weight. A word said twice counts once. */
export function naming(profile: Profile, tokens: readonly Token[]): Map<number, number> {
  const named = new Map<number, number>();
  for (const phrase of profile.name) {
    const weight = weightOf(phrase, profile.name.length === 1);
    if (weight === 0) continue;
    const exact = spansOf(phrase, tokens).flatMap(({ from, to }) => range(from, to));
    const similar = exact.length > 0 ? [] : alike(phrase, tokens);
    [...exact, ...similar].forEach((at, nth) => {
      const worth = similar.length > 0 ? weight * SIMILAR : weight;
      named.set(at, Math.max(named.get(at) ?? 0, nth === 0 ? worth : 0));
    });
  }
  return named;
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, nth) => from + nth);
}

/** Whether the tool's name begins with a deed, so that it is no answer to a question. */
export function acts(profile: Profile): boolean {
  const verb = profile.name[0]?.stems[0] ?? '';
  return CHANGING.has(verb) || DOING.has(verb);
}

function weightOf({ stems: [first = ''] }: Phrase, alone: boolean): number {
  if (alone) return NOUN;
  if (CHANGING.has(first) || ASKING.has(first) || sideOf(first) !== undefined)
    return DOING.has(first) ? DEED : VERB;
  if (DOING.has(first)) return DEED;
  return FILLERS.has(first) ? 0 : NOUN;
}

/** Tokens that mean about the same: `lamp` for light, `tell` for get. */
function alike({ stems: [first = ''] }: Phrase, tokens: readonly Token[]): number[] {
  const row = [CHANGING, ASKING, ...SYNONYMS].find((words) => words.has(first));
  if (!row) return [];
  return [...tokens.keys()].filter((at) => row.has(tokens[at]?.stem ?? ''));
}
