// Owns sentences that show how a tool is asked for. Each is tried before it is said: an example that is not understood
// would be worse than none.

import type { ToolDeclaration } from '../provider.js';
import { fill } from './english/fill.js';
import { OPPOSITES, USUAL } from './english/lists.js';
import { profileOf, type Parameter } from './english/profile.js';
import { isExplained } from './english/reading.js';
import { readable, sentenceOf } from './english/sentence.js';
import { understand } from './understand.js';

const NUMBER = 20;
const TEXT = 'something';

/** A sentence that makes this call; the exact order where no plain sentence does. */
export function exampleFor(tool: ToolDeclaration, tools: readonly ToolDeclaration[]): string {
  const required = profileOf(tool).parameters.filter((parameter) => parameter.required);
  const sentence = [readable(tool.name).toLowerCase(), ...required.map(phraseFor)].join(' ');
  return calls(sentence, tool, tools) ? sentence : orderFor(tool, required);
}

/** The same wish, with the values that were missing in it. */
export function exampleWith(
  wish: string,
  names: readonly string[],
  tool: ToolDeclaration,
  tools: readonly ToolDeclaration[],
): string {
  const profile = profileOf(tool);
  // `in the garage` was meant as a value, but is none: it would stand in the way.
  if (!isExplained(fill(profile, sentenceOf(wish)))) return exampleFor(tool, tools);
  const absent = profile.parameters.filter(({ name }) => names.includes(name));
  const sentence = [wish, ...absent.map(phraseFor)].join(' ');
  return calls(sentence, tool, tools) ? sentence : exampleFor(tool, tools);
}

function calls(sentence: string, { name }: ToolDeclaration, tools: readonly ToolDeclaration[]): boolean {
  const [part, ...others] = understand(sentence, tools);
  return part?.kind === 'call' && part.name === name && others.length === 0;
}

function phraseFor({ name, value, sample }: Parameter): string {
  const word = readable(name).toLowerCase();
  const [place] = USUAL.get(word) ?? [];
  switch (value.kind) {
    case 'choice': {
      const choice = readable(String(value.choices[0]?.value ?? ''));
      return place === 'in' ? `in the ${choice}` : choice;
    }
    case 'switch':
      return value.pair === undefined ? `${word} yes` : ([...(OPPOSITES[value.pair]?.[0] ?? [])][0] ?? '');
    case 'number': {
      const figure = typeof sample === 'number' ? sample : NUMBER;
      return word.endsWith('s') ? `${figure} ${word}` : `${word} ${figure}`;
    }
    case 'text':
      return `${place ?? ''} "${typeof sample === 'string' ? sample : TEXT}"`.trim();
    case 'constant':
    case 'other':
      break;
  }
  return '';
}

function orderFor({ name }: ToolDeclaration, required: readonly Parameter[]): string {
  const values = Object.fromEntries(required.map((parameter) => [parameter.name, valueFor(parameter)]));
  return required.length > 0 ? `call ${name} ${JSON.stringify(values)}` : `call ${name}`;
}

function valueFor({ value, sample }: Parameter): unknown {
  if (sample !== undefined) return sample;
  switch (value.kind) {
    case 'constant':
      return value.constant;
    case 'choice':
      return listed(value.choices[0]?.value ?? TEXT, value.list);
    case 'switch':
      return true;
    case 'number':
      return listed(NUMBER, value.list);
    case 'text':
      return listed(TEXT, value.list);
    case 'other':
      break;
  }
  return value.type === 'array' ? [] : {};
}

function listed(value: unknown, list: boolean): unknown {
  return list ? [value] : value;
}
