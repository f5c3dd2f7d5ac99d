// Owns which tool a wish means: what each word counts, and when the answer is "none" or "one of several".

import { fill } from './fill.js';
import { LIMITS, QUESTIONS } from './lists.js';
import { acts } from './naming.js';
import { sideOf, type Profile } from './profile.js';
import { isSmall, missing, type Reading } from './reading.js';
import { spansOf, type Sentence } from './sentence.js';

/** One reading, or the names of the tools that fit equally well; none when nothing fits. */
export type Choice = { reading: Reading } | { between: string[] };

const ENOUGH = 1.5;
const CLOSE = 0.1;
const TOO_MANY = 3;

const PARAMETER_NAME = 1.5;
const DESCRIPTION = 1;
const PARAMETER_DESCRIPTION = 0.5;
const UNEXPLAINED = -1;
/** A name or description was met, not just a verb that many tools share. */
const TELLING = 1.5;

export function choose(profiles: readonly Profile[], sentence: Sentence): Choice {
  const ranked = profiles
    .map((profile) => fill(profile, sentence))
    .map((reading) => ({ reading, score: scoreOf(reading), open: missing(reading).length }))
    .filter(({ score }) => score >= ENOUGH)
    .toSorted((a, b) => b.score - a.score);
  const [best] = ranked;
  if (!best) return { between: [] };
  const close = ranked.filter(({ score }) => best.score - score < CLOSE);
  const fewest = Math.min(...close.map(({ open }) => open));
  const fit = close.filter(({ open }) => open === fewest);
  const [first] = fit;
  if (first && fit.length === 1) return { reading: first.reading };
  return { between: fit.length > TOO_MANY ? [] : fit.map(({ reading }) => reading.profile.tool.name) };
}

/** How well a tool explains a sentence; 0 when it must not be called for it. */
function scoreOf(reading: Reading): number {
  if (isQuestion(reading) || isOpposite(reading)) return 0;
  // A word may both name the tool and give a value, as in `open the blind`: it counts once.
  const worths = reading.sentence.tokens
    .map((_, at) => Math.max(reading.named.get(at) ?? -1, reading.taken.get(at) ?? -1))
    .filter((worth) => worth !== -1);
  let isTold = [...reading.named.values()].some((worth) => worth > TELLING);
  let score = worths.reduce((sum, worth) => sum + worth, 0);
  let unexplained = 0;
  for (const [word, worth] of otherWords(reading)) {
    if (worth === UNEXPLAINED && LIMITS.has(word)) return 0;
    if (worth === UNEXPLAINED) unexplained += 1;
    if (worth >= DESCRIPTION) isTold = true;
    score += worth;
  }
  const evidence = worths.filter((worth) => worth > 0).length;
  return isTold || (unexplained === 0 && evidence > 1) ? score : 0;
}

/** Each word that neither names the tool nor gave a value, once, with what it is worth. */
function otherWords({ profile, sentence, named, taken }: Reading): Map<string, number> {
  const parameterWords = new Set(
    profile.parameters.flatMap(({ phrase }) =>
      spansOf(phrase, sentence.tokens).flatMap(({ from, to }) => sentence.tokens.slice(from, to)),
    ),
  );
  const words = new Map<string, number>();
  sentence.tokens.forEach((token, at) => {
    const word = token.stem;
    if (named.has(at) || taken.has(at) || isSmall(word)) return;
    if (parameterWords.has(token)) words.set(word, PARAMETER_NAME);
    else if (profile.description.has(word)) words.set(word, DESCRIPTION);
    else if (profile.parameters.some(({ description }) => description.has(word)))
      words.set(word, PARAMETER_DESCRIPTION);
    else words.set(word, UNEXPLAINED);
  });
  return words;
}

/** `is the light on` is no order: neither to `set_light`, nor to a `light` that can be switched. */
function isQuestion({ profile, sentence: { tokens }, taken }: Reading): boolean {
  if (!QUESTIONS.has(tokens[0]?.raw ?? '')) return false;
  return (
    acts(profile) || tokens.some(({ stem }, at) => (taken.get(at) ?? 0) > 0 && sideOf(stem) !== undefined)
  );
}

/** `close the blind` is no order to `open_blind`, unless a parameter of that tool can say so. */
function isOpposite({ profile, sentence, taken }: Reading): boolean {
  const sides = sentence.tokens.flatMap((token, at) => {
    // What a switch or a choice took has its meaning there; what a text took may still be the verb: `stop the music`.
    const side = (taken.get(at) ?? 0) > 0 ? undefined : sideOf(token.stem);
    return side ? [side] : [];
  });
  return profile.name.some(({ stems: [word = ''] }) => {
    const own = sideOf(word);
    const same = sides.filter(({ pair }) => pair === own?.pair);
    return same.length > 0 && same.every(({ first }) => first !== own?.first);
  });
}
