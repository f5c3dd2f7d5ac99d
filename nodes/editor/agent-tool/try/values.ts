// Owns the values of a trial: how one stands in a field, what a field means, what a tool is tried with at first. Pure.

import { isObject } from '../../../lib/shared/json.js';
import type { TrialForm } from '../../../lib/shared/trial.js';

/** `choice`: one of a list, as JSON. `json`: a list or an object, as JSON text. */
export type Kind = 'string' | 'number' | 'boolean' | 'choice' | 'json';

/** A value as it stands in a field. */
export function textOf(value: unknown, kind: Kind): string {
  if (kind === 'choice') return JSON.stringify(value) ?? '';
  return typeof value === 'string' && kind !== 'json' ? value : (JSON.stringify(value) ?? '');
}

/** What a field stands for; `undefined` where it is empty, an error where it is no JSON and has to be. */
export function valueOf(text: string, kind: Kind): unknown {
  if (kind === 'string') return text === '' ? undefined : text;
  if (text.trim() === '') return undefined;
  // What is not a number is called as it is: the agent may do so as well.
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return new Error(text);
  }
}

/** What the fields begin with: an example where there is one, else what fits; optional ones stay empty. */
export function beginning({ schema }: Pick<TrialForm, 'schema'>): Record<string, unknown> {
  const { properties, required } = schema;
  const needed = new Set(Array.isArray(required) ? required : []);
  const values = Object.entries(isObject(properties) ? properties : {}).flatMap(
    ([name, property]): [string, unknown][] => {
      const facts = isObject(property) ? property : {};
      if (!needed.has(name) && exampleIn(facts) === undefined) return [];
      return [[name, beginningOf(facts)]];
    },
  );
  return Object.fromEntries(values);
}

function beginningOf(facts: Readonly<Record<string, unknown>>): unknown {
  return exampleIn(facts) ?? fitting(facts);
}

function exampleIn({ examples, default: usual }: Readonly<Record<string, unknown>>): unknown {
  return Array.isArray(examples) && examples.length > 0 ? examples[0] : usual;
}

/** What a further item of a list begins with: what can only be chosen is chosen, what has to be written is left to be. */
export function itemStart(facts: Readonly<Record<string, unknown>>): unknown {
  const { type, enum: choices, properties, required } = facts;
  const example = exampleIn(facts);
  if (example !== undefined) return example;
  if (Array.isArray(choices) && choices.length > 0) return choices[0];
  if (type === 'boolean') return false;
  if (type !== 'object' || !isObject(properties) || !Array.isArray(required)) return undefined;
  const inner = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(
    inner.map(([name, value]) => [name, isObject(value) ? itemStart(value) : undefined]),
  );
}

function fitting(facts: Readonly<Record<string, unknown>>): unknown {
  const { type, enum: choices, minimum, maximum, items } = facts;
  if (Array.isArray(choices) && choices.length > 0) return choices[0];
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') {
    if (typeof minimum === 'number' && minimum > 1) return minimum;
    return typeof maximum === 'number' && maximum < 1 ? maximum : 1;
  }
  if (type === 'array') return isObject(items) && items['type'] ? [beginningOf(items)] : [];
  return type === 'string' ? 'text' : beginning({ schema: facts });
}

/** What a person would see on both sides as the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => sameValue(value, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => sameValue(one[name], other[name]));
}
