// Owns what a tool looks like to somebody who matches words: its name, its description and its parameters as words.
// A schema is whatever a person wrote: what cannot be read is left out. Does not match anything itself.

import { FORBIDDEN_KEYS } from '../../../shared/names.js';
import { isObject } from '../../../shared/json.js';
import type { ToolDeclaration } from '../../provider.js';
import { ASKING, CHANGING, FILLERS, OPPOSITES, PHRASES } from './lists.js';
import { phraseOf, sentenceOf, readable, type Phrase } from './sentence.js';

export interface Profile {
  tool: ToolDeclaration;
  name: readonly Phrase[];
  /** Stems of the description that can tell one tool from another. */
  description: ReadonlySet<string>;
  parameters: readonly Parameter[];
}

export interface Parameter {
  name: string;
  phrase: Phrase;
  description: ReadonlySet<string>;
  required: boolean;
  value: Kind;
  /** A value that the schema itself gives, for an example. */
  sample: unknown;
}

export type Kind =
  | { kind: 'constant'; constant: unknown }
  | { kind: 'choice'; choices: readonly Choice[]; list: boolean }
  /** The pair of opposites that its name speaks of, and whether `true` stands for the first side of it. */
  | { kind: 'switch'; pair: number | undefined; first: boolean }
  | { kind: 'number'; list: boolean }
  | { kind: 'text'; long: boolean; list: boolean }
  /** Cannot be said in a sentence, only in an exact order. */
  | { kind: 'other'; type: string };

export interface Choice {
  value: string | number;
  phrase: Phrase;
}

export function profileOf(tool: ToolDeclaration): Profile {
  const schema: unknown = tool.schema;
  const properties = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {};
  const required = isObject(schema) && Array.isArray(schema['required']) ? schema['required'] : [];
  return {
    tool,
    name: readable(tool.name).split(' ').map(phraseOf),
    description: telling(tool.description),
    parameters: Object.entries(properties)
      .filter(([name]) => !FORBIDDEN_KEYS.has(name))
      .map(([name, property]) =>
        parameterOf(name, isObject(property) ? property : {}, required.includes(name)),
      ),
  };
}

/** One side of a pair of opposites: the row of OPPOSITES, and whether it is the first side. */
export interface Side {
  pair: number;
  first: boolean;
}

/** The side of a pair of opposites that a word stands for. */
export function sideOf(word: string): Side | undefined {
  const pair = OPPOSITES.findIndex(([one, other]) => one.has(word) || other.has(word));
  return pair < 0 ? undefined : { pair, first: OPPOSITES[pair]?.[0].has(word) ?? false };
}

function parameterOf(name: string, property: Record<string, unknown>, required: boolean): Parameter {
  const { examples, default: standard, description } = property;
  const phrase = phraseOf(name);
  return {
    name,
    phrase,
    description: telling(description),
    required: required && standard === undefined,
    value: kindOf(property, phrase, telling(description)),
    sample: Array.isArray(examples) ? examples[0] : standard,
  };
}

function kindOf(property: Record<string, unknown>, name: Phrase, description: ReadonlySet<string>): Kind {
  const { const: constant, enum: choices, items } = property;
  const type = typeOf(property);
  if (constant !== undefined) return { kind: 'constant', constant };
  if (type === 'array') return listOf(isObject(items) ? items : {}, name, description);
  if (type === 'boolean') return switchOf(name);
  if (Array.isArray(choices)) {
    const usable = choices.filter((value) => typeof value === 'string' || typeof value === 'number');
    return {
      kind: 'choice',
      list: false,
      choices: usable.map((value) => ({ value, phrase: phraseOf(String(value)) })),
    };
  }
  if (type === 'number' || type === 'integer') return { kind: 'number', list: false };
  if (type !== 'string') return { kind: 'other', type };
  const long = [...name.stems, ...description].some((word) => PHRASES.has(word));
  return { kind: 'text', long, list: false };
}

function listOf(items: Record<string, unknown>, name: Phrase, description: ReadonlySet<string>): Kind {
  // A list of lists cannot be said, and its schema may be nested without end.
  if (typeOf(items) === 'array') return { kind: 'other', type: 'array' };
  const item = kindOf(items, name, description);
  const listable = item.kind === 'choice' || item.kind === 'number' || item.kind === 'text';
  return listable ? { ...item, list: true } : { kind: 'other', type: 'array' };
}

function switchOf(name: Phrase): Kind {
  const side = name.stems.map(sideOf).find((found) => found !== undefined);
  return { kind: 'switch', pair: side?.pair, first: side?.first ?? true };
}

/** The first type that is not null; a property that says nothing is taken as text. */
function typeOf(property: Record<string, unknown>): string {
  const { type } = property;
  const types: unknown[] = Array.isArray(type) ? type : [type];
  const first = types.find((one) => typeof one === 'string' && one !== 'null');
  if (typeof first === 'string') return first;
  return ['anyOf', 'oneOf', 'allOf', '$ref', 'properties'].some((key) => key in property)
    ? 'object'
    : 'string';
}

function telling(text: unknown): ReadonlySet<string> {
  if (typeof text !== 'string') return new Set();
  const stems = sentenceOf(text.slice(0, 1000)).tokens.map((token) => token.stem);
  return new Set(stems.filter((word) => !FILLERS.has(word) && !ASKING.has(word) && !CHANGING.has(word)));
}
