// Owns the tests of rows and schema both ways: nothing is lost, and what rows cannot show is named.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isObject } from '../../../nodes/lib/shared/json.js';
import {
  rowFaults,
  schemaOfRows,
  type JsonSchema,
  type ParameterRow,
} from '../../../nodes/lib/shared/parameters.js';
import { asText, someRows, someSchema } from './some.js';
import { keptKeywords, rowsOfSchema } from '../../../nodes/lib/shared/schema-rows.js';

function row(name: string, more: Partial<ParameterRow> = {}): ParameterRow {
  return { name, type: 'string', description: '', required: false, enum: [], ...more };
}

function rowsOf(schema: JsonSchema) {
  const read = rowsOfSchema(schema);
  return read.kind === 'rows' ? read : assert.fail(JSON.stringify(read.obstacles));
}

function obstaclesOf(schema: JsonSchema): string[] {
  const read = rowsOfSchema(schema);
  return read.kind === 'schema' ? read.obstacles.map(({ reason, name }) => `${reason} ${name}`.trim()) : [];
}

/** Through the form and back. */
function throughRows(schema: JsonSchema): JsonSchema {
  const { rows, keep } = rowsOf(schema);
  return schemaOfRows(rows, keep);
}

const HEATING: ParameterRow[] = [
  row('room', { description: 'Which room', required: true, enum: ['bedroom', 'hall'], example: 'bedroom' }),
  row('degrees', { type: 'number', unit: '°C', min: '5', max: '30', default: '21', required: true }),
  row('code', { private: true }),
  row('days', { type: 'array', items: 'string', enum: ['mon', 'tue'], example: '["mon"]' }),
  row('times', {
    type: 'array',
    items: 'object',
    rows: [row('from', { description: 'Start', unit: 'h', required: true }), row('until')],
  }),
  row('place', { type: 'object', rows: [row('floor', { type: 'integer', default: '0' })] }),
];

describe('Rows', () => {
  it('say in a schema all that they hold, in words that every provider passes on', () => {
    assert.deepEqual(schemaOfRows(HEATING), {
      type: 'object',
      properties: {
        room: {
          type: 'string',
          description: 'Which room',
          enum: ['bedroom', 'hall'],
          examples: ['bedroom'],
        },
        degrees: { type: 'number', description: '(°C)', unit: '°C', minimum: 5, maximum: 30, default: 21 },
        code: { type: 'string', private: true },
        days: { type: 'array', items: { type: 'string', enum: ['mon', 'tue'] }, examples: [['mon']] },
        times: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              from: { type: 'string', description: 'Start (h)', unit: 'h' },
              until: { type: 'string' },
            },
            required: ['from'],
          },
        },
        place: { type: 'object', properties: { floor: { type: 'integer', default: 0 } } },
      },
      required: ['room', 'degrees'],
    });
    assert.deepEqual(rowFaults(HEATING), []);
    assert.deepEqual(rowsOf(schemaOfRows(HEATING)).rows, HEATING);
  });

  it('are the same again after a turn through the schema', () => {
    fc.assert(
      fc.property(someRows(2), (rows) => {
        assert.deepEqual(rowFaults(rows), []);
        assert.deepEqual(rowsOf(asText(schemaOfRows(rows))), { kind: 'rows', rows, keep: {} });
      }),
    );
  });
});

describe('A schema', () => {
  it('loses nothing by a turn through the rows, whatever keywords it has', () => {
    fc.assert(
      fc.property(someSchema(), (schema) => {
        const read = rowsOfSchema(schema);
        if (read.kind === 'schema') return;
        assert.deepEqual(rowFaults(read.rows), []);
        assert.deepEqual(plain(throughRows(schema)), plain(schema));
      }),
      { numRuns: 150 },
    );
  });

  it('that is anything at all is rows, or is told why it is not', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (schema) => {
        const read = rowsOfSchema({ ...schema });
        if (read.kind === 'schema') assert.ok(read.obstacles.length > 0);
        else assert.deepEqual(rowFaults(read.rows), []);
      }),
    );
  });

  it('keeps what the rows cannot show, and says its name', () => {
    const schema: JsonSchema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        plate: { type: 'string', pattern: '^[A-Z]+$', format: 'plate' },
        tags: { type: 'array', minItems: 1, items: { type: 'string', description: 'A tag', maxLength: 9 } },
        pair: { type: 'array', items: [{ type: 'string' }, { type: 'number' }] },
        deep: {
          type: 'object',
          properties: { inner: { type: 'object', properties: { a: { type: 'string' } } } },
        },
      },
      additionalProperties: false,
    };
    assert.deepEqual(throughRows(schema), schema);
    const { rows, keep } = rowsOf(schema);
    assert.deepEqual(keptKeywords(keep), ['$schema', 'additionalProperties']);
    assert.deepEqual(
      rows.map((one) => keptKeywords(one.keep)),
      [['pattern', 'format'], ['minItems', 'items.description', 'items.maxLength'], ['items'], []],
    );
    assert.deepEqual(keptKeywords(rows[3]?.rows?.[0]?.keep), ['properties']);
  });

  const standing: [what: string, schema: JsonSchema, obstacle: string][] = [
    ['is not for an object', { type: 'array' }, 'object'],
    ['has properties that are none', { properties: [] }, 'object'],
    ['is put together from others', { anyOf: [{}] }, 'combined anyOf'],
    ['points elsewhere', { $ref: '#/$defs/a' }, 'combined $ref'],
    ['leaves a type open', { properties: { a: {} } }, 'type a'],
    ['has a value of several types', { properties: { a: { type: ['string', 'null'] } } }, 'type a'],
    ['takes anything under a name', { properties: { a: true } }, 'type a'],
    ['has a name with a space', { properties: { 'a b': { type: 'string' } } }, 'name a b'],
    ['demands what it does not describe', { properties: {}, required: ['a'] }, 'required a'],
    ['demands in an old way', { properties: {}, required: true }, 'required required'],
  ];
  for (const [what, schema, obstacle] of standing) {
    it(`that ${what} stands in place of the rows`, () => assert.deepEqual(obstaclesOf(schema), [obstacle]));
  }

  it('with names that would reach into a prototype is never made into rows', () => {
    const named = asText('{"properties":{"__proto__":{"type":"string"}}}');
    assert.deepEqual(obstaclesOf(named), ['name __proto__']);
    const within = asText('{"properties":{"a":{"type":"string","x":{"__proto__":1}}}}');
    assert.deepEqual(obstaclesOf(within), ['deep']);
  });

  it('that is nested without end, or has more parameters than a form can show, does not hold up the form', () => {
    const nested: unknown = JSON.parse(`{"a":`.repeat(20_000) + '1' + '}'.repeat(20_000));
    assert.deepEqual(obstaclesOf({ nested }), ['deep']);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`p${at}`, { type: 'string' }]));
    assert.deepEqual(obstaclesOf({ properties: many }), ['many 101']);
  });

  it('with a default, an example or bounds that do not fit keeps them, and is no worse as rows', () => {
    const properties = {
      level: { type: 'number', minimum: 9, maximum: 1, default: 5 },
      room: { type: 'string', enum: ['hall'], default: 'attic', examples: ['cellar'] },
      many: { type: 'string', examples: ['a', 'b'] },
    };
    const { rows } = rowsOf({ properties });
    assert.deepEqual(rowFaults(rows), []);
    assert.deepEqual(
      rows.map((one) => keptKeywords(one.keep)),
      [['minimum', 'maximum'], ['default', 'examples'], ['examples']],
    );
    assert.deepEqual(throughRows({ properties }), { type: 'object', properties });
  });

  it('with a hint that does not stand in its description keeps it apart', () => {
    const properties = { a: { type: 'number', description: 'Heat', unit: 'K' } };
    assert.deepEqual(throughRows({ properties }), { type: 'object', properties });
  });
});

/** Without what says nothing, and with the required names as the set that they are. */
function plain(schema: JsonSchema, whole = true): JsonSchema {
  const { required, properties, description, items, ...rest } = asText(schema);
  const named = Object.entries(isObject(properties) ? properties : {});
  const entries = named.map(([name, one]) => [name, isObject(one) ? plain(one, false) : one]);
  const list = Array.isArray(required) ? required : [];
  const allTexts = list.every((one) => typeof one === 'string');
  return {
    ...rest,
    ...(whole ? { type: 'object' } : {}),
    ...(entries.length > 0 ? { properties: Object.fromEntries(entries) } : {}),
    ...(properties !== undefined && !isObject(properties) ? { properties } : {}),
    ...(list.length > 0 ? { required: allTexts ? list.toSorted() : list } : {}),
    ...(required !== undefined && !Array.isArray(required) ? { required } : {}),
    ...(description === undefined || description === '' ? {} : { description }),
    ...(items === undefined ? {} : { items: isObject(items) ? plain(items, false) : items }),
  };
}
