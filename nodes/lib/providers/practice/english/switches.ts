// Owns how a yes-or-no parameter takes its value: on and off, open and close, lock and unlock, yes and no.

import { sideOf, type Side } from './profile.js';
import { parametersOf, take, type Of, type Reading } from './reading.js';
import { spansOf } from './sentence.js';

type Switch = Of<'switch'>;
type Said = Side & { at: number };

const WORTH = 0.75;
/** Rows of OPPOSITES with a meaning of their own. */
const POWER = 0;
const YES = 6;
const WITHOUT = new Set(['without', 'no', 'not']);

export function fillSwitches(reading: Reading): void {
  const switches = parametersOf(reading.profile, 'switch');
  const claimed = new Set(switches.map(({ value }) => value.pair));
  for (const parameter of switches) {
    const { name, required, value } = parameter;
    const sides = sidesIn(reading);
    const own = sides.find(({ pair }) => pair === value.pair) ?? sides.find(({ pair }) => pair === YES);
    const isGeneral = required && (switches.length === 1 || value.pair === undefined);
    const general = isGeneral ? sides.find(({ pair }) => !claimed.has(pair)) : undefined;
    const said = (value.pair === undefined ? mentioned(reading, parameter) : own) ?? general;
    if (!said) continue;
    take(reading, { from: said.at, to: said.at + 1 }, WORTH);
    reading.values.set(name, said.first === value.first);
  }
}

/** Who gives a level means the thing to be on, unless the level is 0. */
export function implySwitches({ profile, values }: Reading): void {
  const level = parametersOf(profile, 'number')
    .map(({ name }) => values.get(name))
    .find((value) => typeof value === 'number');
  if (level === undefined) return;
  for (const { name, required, value } of parametersOf(profile, 'switch')) {
    if (required && !values.has(name) && value.pair === POWER)
      values.set(name, (level !== 0) === value.first);
  }
}

function sidesIn({ sentence, taken }: Reading): Said[] {
  return sentence.tokens.flatMap((token, at) => {
    const side = taken.has(at) ? undefined : sideOf(token.stem);
    return side ? [{ at, ...side }] : [];
  });
}

/** What has no opposites of its own is on when it is named at all: `with fade`, but not `without fade`. */
function mentioned(reading: Reading, { phrase }: Switch): Said | undefined {
  const { tokens } = reading.sentence;
  const span = spansOf(phrase, tokens).find(
    ({ from }) => !reading.named.has(from) && !reading.taken.has(from),
  );
  if (!span) return undefined;
  const before = { from: span.from - 1, to: span.from };
  if (WITHOUT.has(tokens[before.from]?.stem ?? '')) {
    take(reading, before, 0);
    return { at: span.from, pair: YES, first: false };
  }
  const after = sideOf(tokens[span.to]?.stem ?? '');
  return { at: span.from, pair: YES, first: after?.first ?? true };
}
