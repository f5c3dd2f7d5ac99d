// Owns rows and schemas of all kinds, made up for property tests. Holds no test.

import * as fc from 'fast-check';
import { isObject } from '../../../nodes/lib/shared/json.js';
import {
  CHOICE_TYPES,
  PARAMETER_TYPES,
  type JsonSchema,
  type ParameterRow,
  type ParameterType,
} from '../../../nodes/lib/shared/parameters.js';

/** A schema as it stands in a file: without `undefined`, and with no prototype but the plain one. */
export function asText(schema: unknown): JsonSchema {
  const text: unknown = JSON.parse(typeof schema === 'string' ? schema : JSON.stringify(schema));
  return isObject(text) ? text : {};
}

/** Names that JavaScript does not sort by itself. */
const name = fc.stringMatching(/^[a-z_-][a-zA-Z0-9_-]{0,9}$/).filter((text) => !FORBIDDEN.has(text));
const FORBIDDEN = new Set(['constructor', 'prototype', '__proto__']);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).filter(isCommon));

/** Zero has no sign in JSON. */
function isCommon(value: number): boolean {
  return !Object.is(value, -0);
}

function texts(type: ParameterType): fc.Arbitrary<string> {
  if (type === 'number') return number.map(String);
  if (type === 'integer') return fc.integer().map(String);
  if (type === 'boolean') return fc.constantFrom('true', 'false');
  if (type === 'string') return fc.string({ minLength: 1 });
  const json = type === 'array' ? fc.array(fc.jsonValue()) : fc.dictionary(fc.string(), fc.jsonValue());
  return json.map((value) => JSON.stringify(value)).filter((text) => !text.includes('__proto__'));
}

/** Rows in the form in which the form leaves them. */
export function someRows(levels: number): fc.Arbitrary<ParameterRow[]> {
  return fc.uniqueArray(
    fc.constantFrom(...PARAMETER_TYPES).chain((type) => someRow(type, levels)),
    {
      selector: (one) => one.name,
      maxLength: 5,
    },
  );
}

function someRow(type: ParameterType, levels: number): fc.Arbitrary<ParameterRow> {
  const items = type === 'array' ? fc.option(fc.constantFrom(...PARAMETER_TYPES)) : fc.constant(null);
  return items.chain((item) => {
    const listed = item ?? type;
    const rows = listed === 'object' && levels > 1 ? someRows(1) : fc.constant<ParameterRow[]>([]);
    const choices = CHOICE_TYPES.includes(listed)
      ? fc.array(texts(listed), { maxLength: 3 })
      : fc.constant<string[]>([]);
    const base = fc.record({ name, description: fc.string(), required: fc.boolean(), enum: choices });
    const extras = fc.record({
      unit: fc.option(fc.string({ minLength: 1, maxLength: 5 })),
      value: fc.option(texts(type)),
      masked: fc.boolean(),
      rows,
    });
    return fc.tuple(base, extras).map(([own, extra]) => {
      const value = own.enum.length > 0 && type !== 'array' ? own.enum[0] : extra.value;
      return {
        ...own,
        type,
        ...(extra.unit ? { unit: extra.unit } : {}),
        ...(value ? { example: value, default: value } : {}),
        ...(value && (type === 'number' || type === 'integer') ? { min: value } : {}),
        ...(extra.masked ? { private: true } : {}),
        ...(item ? { items: item } : {}),
        ...(extra.rows.length > 0 ? { rows: extra.rows } : {}),
      };
    });
  });
}

/** Schemas that look like those of tools, with keywords that fit and keywords that do not. */
export function someSchema(): fc.Arbitrary<JsonSchema> {
  const keyword = fc.constantFrom(
    'pattern',
    'minimum',
    'maximum',
    'default',
    'unit',
    'private',
    'format',
    'title',
  );
  const odd = fc.dictionary(keyword, fc.oneof(fc.jsonValue(), number, fc.string()), { maxKeys: 3 });
  const list = fc.record(
    {
      enum: fc.array(fc.jsonValue(), { maxLength: 2 }),
      examples: fc.array(fc.jsonValue(), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const { schema } = fc.letrec<{ schema: JsonSchema; value: JsonSchema }>((tie) => ({
    value: fc
      .tuple(
        fc.record(
          {
            type: fc.constantFrom(...PARAMETER_TYPES),
            description: fc.oneof(fc.string(), fc.constantFrom('Heat (K)', '(K)', ' (K)')),
            unit: fc.constantFrom('K', ''),
            items: fc.oneof({ depthSize: 'small' }, fc.constant({ type: 'string' }), tie('value')),
          },
          { requiredKeys: ['type'] },
        ),
        odd,
        list,
        fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('schema')),
      )
      .map(([own, more, lists, inner]) => ({ ...more, ...lists, ...inner, ...own })),
    schema: fc
      .tuple(fc.dictionary(name, tie('value'), { maxKeys: 4 }), fc.boolean(), odd)
      .map(([properties, all, more]) => ({
        ...more,
        properties,
        ...(all ? { required: Object.keys(properties) } : {}),
      })),
  }));
  return schema.map(asText);
}
