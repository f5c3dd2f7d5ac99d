// Owns how number parameters take their values: figures, percentages and written numbers, by their units or in order.

import { LIMITS, NUMBERS } from './lists.js';
import type { Parameter } from './profile.js';
import { parametersOf, take, type Of, type Reading } from './reading.js';
import type { Span } from './sentence.js';

interface Figure extends Span {
  value: number;
}

const WORTH = { required: 0.75, optional: 0.5, unit: 1.5 };

export function fillNumbers(reading: Reading): void {
  const { profile, sentence, values } = reading;
  const parameters = parametersOf(profile, 'number').toSorted(
    (a, b) => Number(b.required) - Number(a.required),
  );
  if (parameters.length === 0) return;
  let figures = figuresIn(reading);
  const give = (parameter: Of<'number'>, figure: Figure) => {
    const all = parameter.value.list ? figures : [figure];
    figures = figures.filter((one) => !all.includes(one));
    for (const one of all) take(reading, one, parameter.required ? WORTH.required : WORTH.optional);
    values.set(parameter.name, parameter.value.list ? all.map(({ value }) => value) : figure.value);
  };
  for (const parameter of parameters) {
    for (const figure of figures) {
      const unit = values.has(parameter.name) ? undefined : unitOf(reading, parameter, figure);
      if (!unit) continue;
      take(reading, unit, WORTH.unit);
      give(parameter, figure);
    }
  }
  // A figure without a unit may as well belong to a text: `play 99 red balloons`.
  const hasText = profile.parameters.some(({ required, value }) => required && value.kind === 'text');
  for (const parameter of parameters) {
    if (values.has(parameter.name) || (hasText && !parameter.required)) continue;
    const next = figures.find(({ to }) => !LIMITS.has(sentence.tokens[to]?.stem ?? ''));
    if (next) give(parameter, next);
  }
}

/** The word that gives a figure to the parameter: `21 degrees`, `brightness to 50`; an empty span for `50%`. */
function unitOf(
  { sentence: { text, tokens } }: Reading,
  parameter: Parameter,
  figure: Figure,
): Span | undefined {
  const { from, to } = figure;
  const isNamed = (at: number) => parameter.phrase.stems.includes(tokens[at]?.stem ?? '');
  if (text[tokens[to - 1]?.end ?? 0] === '%' && parameter.description.has('percent')) return { from: to, to };
  const isUnit = isNamed(to) || parameter.description.has(tokens[to]?.stem ?? '');
  const at = isUnit ? to : [from - 1, from - 2].find(isNamed);
  return at === undefined ? undefined : { from: at, to: at + 1 };
}

function figuresIn({ sentence: { tokens }, taken }: Reading): Figure[] {
  const figures: Figure[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const raw = tokens[at]?.raw ?? '';
    const value = figureOf(raw);
    if (value === undefined || taken.has(at)) continue;
    const ones = value >= 20 && value < 100 && NUMBERS.has(raw) ? NUMBERS.get(tokens[at + 1]?.raw ?? '') : 0;
    const added = ones !== undefined && ones < 10 ? ones : 0;
    const from = tokens[at - 1]?.raw === 'minus' ? at - 1 : at;
    const to = at + (added > 0 ? 2 : 1);
    figures.push({ value: (value + added) * (from < at ? -1 : 1), from, to });
    at = to - 1;
  }
  return figures;
}

/** `21`, `21.5`, `21,5`, `-3`, `1,000`, `seven`. */
function figureOf(raw: string): number | undefined {
  const word = NUMBERS.get(raw);
  if (word !== undefined) return word;
  if (!/^-?\d+([.,]\d+)?$/.test(raw)) return undefined;
  const value = Number(/^-?\d{1,3},\d{3}$/.test(raw) ? raw.replace(',', '') : raw.replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}
