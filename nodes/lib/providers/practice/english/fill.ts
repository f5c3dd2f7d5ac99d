// Owns the order in which a tool's parameters take their values from a sentence: the surest first, texts last.
// A value is not checked: a call goes out with what was said, and whoever answers it checks.

import { ARTICLES } from './lists.js';
import { naming } from './naming.js';
import { fillNumbers } from './numbers.js';
import type { Profile } from './profile.js';
import { isFree, parametersOf, take, type Of, type Reading } from './reading.js';
import { spansOf, type Sentence, type Span } from './sentence.js';
import { fillSwitches, implySwitches } from './switches.js';
import { fillTexts } from './texts.js';

const WORTH = 1.5;

export function fill(profile: Profile, sentence: Sentence): Reading {
  const named = naming(profile, sentence.tokens);
  const reading: Reading = { profile, sentence, named, taken: new Map(), values: new Map() };
  for (const { name, required, value } of parametersOf(profile, 'constant')) {
    if (required) reading.values.set(name, value.constant);
  }
  for (const parameter of parametersOf(profile, 'choice')) fillChoice(reading, parameter);
  fillSwitches(reading);
  fillNumbers(reading);
  implySwitches(reading);
  fillTexts(reading);
  return reading;
}

/** A choice is what is mentioned: best right after the parameter's own name, then the longest, then the first. */
function fillChoice(reading: Reading, { name, phrase, value }: Of<'choice'>): void {
  const { tokens } = reading.sentence;
  const ownName = new Set(spansOf(phrase, tokens).map(({ to }) => to));
  const start = (from: number) => (ARTICLES.has(tokens[from - 1]?.raw ?? '') ? from - 1 : from);
  const rank = ({ from, to }: Span) => (ownName.has(start(from)) ? 1e6 : 0) + (to - from) * 1e3 - from;
  const mentions = value.choices
    .flatMap((choice) => spansOf(choice.phrase, tokens).map((span) => ({ span, said: choice.value })))
    .toSorted((a, b) => rank(b.span) - rank(a.span));
  const found: unknown[] = [];
  for (const { span, said } of mentions) {
    if ((found.length > 0 && !value.list) || !isFree(reading, span)) continue;
    take(reading, span, WORTH);
    found.push(said);
  }
  if (found.length > 0) reading.values.set(name, value.list ? found : found[0]);
}
