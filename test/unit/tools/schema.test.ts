// Owns the tests of checking arguments, and of schemas that cannot be used.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { schemaOfRows, type JsonSchema, type ParameterRow } from '../../../nodes/lib/shared/parameters.js';
import { compileSchema, parseSchema, sayProblems, type Checker } from '../../../nodes/lib/tools/schema.js';
import { english } from './english.js';

const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';

function checker(schema: JsonSchema): Checker {
  const compiled = compileSchema(schema);
  if (compiled instanceof AgentError) throw compiled;
  return compiled;
}

/** What the model is told about arguments; an empty text where they fit. */
function told(schema: JsonSchema, given: Record<string, unknown>): string {
  const checked = checker(schema).check(given);
  return Array.isArray(checked) ? sayProblems(checked, english) : '';
}

function properties(named: JsonSchema, required: string[] = []): JsonSchema {
  return { type: 'object', properties: named, required };
}

describe('Arguments that do not fit', () => {
  const level = { level: { type: 'integer', minimum: 0, maximum: 100 } };
  const rows: [what: string, schema: JsonSchema, given: Record<string, unknown>, sentence: string][] = [
    ['a missing one', properties({ room: { type: 'string' } }, ['room']), {}, '"room" is missing.'],
    [
      'null where a value is required',
      properties({ room: { type: 'string' } }, ['room']),
      { room: null },
      '"room" is missing.',
    ],
    ['another type', properties(level), { level: 'warm' }, '"level" must be of type integer.'],
    ['a fraction', properties(level), { level: 21.5 }, '"level" must be of type integer.'],
    [
      'neither of two types',
      properties({ level: { type: ['integer', 'null'] } }),
      { level: 'x' },
      '"level" must be of type integer, null.',
    ],
    ['too small', properties(level), { level: -1 }, '"level" must be >= 0.'],
    ['too large', properties(level), { level: '101' }, '"level" must be <= 100.'],
    [
      'none of the choices',
      properties({ room: { type: 'string', enum: ['kitchen', 'hall'] } }),
      { room: 'attic' },
      '"room" must be one of: kitchen, hall.',
    ],
    ['another constant', properties({ unit: { const: 'C' } }), { unit: 'F' }, '"unit" must be one of: C.'],
    [
      'one too many',
      { ...properties({ room: { type: 'string' } }), additionalProperties: false },
      { room: 'hall', floor: 1 },
      '"floor" is not known.',
    ],
    [
      'a part of an object',
      properties({ light: properties({ on: { type: 'boolean' } }, ['on']) }),
      { light: {} },
      '"light.on" is missing.',
    ],
    [
      'an entry of a list',
      properties({ rooms: { type: 'array', items: { type: 'integer' } } }),
      { rooms: [1, 'x'] },
      '"rooms.1" must be of type integer.',
    ],
    [
      'a text that is too short, or too long',
      properties({ name: { type: 'string', minLength: 3 }, note: { type: 'string', maxLength: 2 } }),
      { name: 'a', note: 'abc' },
      '"name" is too short: at least 3 characters. "note" is too long: at most 2 characters.',
    ],
    [
      'a list with too few entries, or too many',
      properties({ rooms: { type: 'array', minItems: 1 }, days: { type: 'array', maxItems: 1 } }),
      { rooms: [], days: ['Monday', 'Tuesday'] },
      '"rooms" has too few entries: at least 1. "days" has too many entries: at most 1.',
    ],
    [
      'a text that does not follow a pattern',
      properties({ plate: { type: 'string', pattern: '^[A-Z]+$' } }),
      { plate: 'b' },
      '"plate" must match the pattern ^[A-Z]+$.',
    ],
    [
      'a rule without words of its own',
      properties({ level: { type: 'integer', multipleOf: 5 } }),
      { level: 7 },
      '"level" must be multiple of 5.',
    ],
    [
      'a rule for all of them together',
      { ...properties({}), minProperties: 1 },
      {},
      'The arguments do not fit together: must NOT have fewer than 1 properties.',
    ],
    [
      'several at once',
      properties({ a: { type: 'integer' }, b: { type: 'boolean' } }, ['c']),
      { a: 'x', b: 'y' },
      '"c" is missing. "a" must be of type integer. "b" must be of type boolean.',
    ],
  ];
  for (const [what, schema, given, sentence] of rows) {
    it(`are named: ${what}`, () => assert.equal(told(schema, given), sentence));
  }

  it('are named once, and no more of them than a model can mend', () => {
    const schema = properties({ rooms: { type: 'array', items: { type: 'integer' } } });
    const checked = checker(schema).check({ rooms: Array.from({ length: 10_000 }, () => 'x') });
    assert(Array.isArray(checked));
    assert.equal(checked.length, 8);
  });
});

describe('Arguments that fit', () => {
  it('reach the flow with the defaults of their rows, those within objects and lists too', () => {
    const row = (name: string, more: Partial<ParameterRow>): ParameterRow => ({
      name,
      type: 'number',
      description: '',
      required: false,
      enum: [],
      ...more,
    });
    const rows = [
      row('degrees', { unit: '°C', default: '21', required: true }),
      row('days', { type: 'array', items: 'string', default: '["mon"]' }),
      row('times', { type: 'array', items: 'object', rows: [row('hour', { default: '7' })] }),
    ];
    const whole = checker(schemaOfRows(rows));
    assert.deepEqual(whole.check({ times: [{}, { hour: '8' }], degrees: null }), {
      degrees: 21,
      days: ['mon'],
      times: [{ hour: 7 }, { hour: 8 }],
    });
  });

  it('are given in their types, with what is missing filled in', () => {
    const schema = properties({
      room: { type: 'string', default: 'kitchen' },
      level: { type: 'integer' },
      on: { type: 'boolean' },
      tags: { type: 'array', items: { type: 'string' } },
      light: { type: 'object', default: {}, properties: { colour: { type: 'string', default: 'warm' } } },
    });
    assert.deepEqual(checker(schema).check({ room: null, level: '21', on: 'on', tags: 'a' }), {
      room: 'kitchen',
      level: 21,
      on: true,
      tags: ['a'],
      light: { colour: 'warm' },
    });
  });

  it('keep what the schema does not speak of', () => {
    assert.deepEqual(checker({ type: 'object' }).check({ a: 1 }), { a: 1 });
    assert.deepEqual(checker({}).check({}), {});
  });

  it('get a default of their own each time', () => {
    const list = checker(properties({ list: { type: 'array', default: [] } }));
    const first = list.check({});
    assert(!Array.isArray(first) && Array.isArray(first['list']));
    first['list'].push('changed by the flow');
    assert.deepEqual(list.check({}), { list: [] });
  });

  it('are not changed where they came from', () => {
    const given = { light: { on: 'on' } };
    checker(properties({ light: { properties: { on: { type: 'boolean' }, dim: { default: 1 } } } })).check(
      given,
    );
    assert.deepEqual(given, { light: { on: 'on' } });
  });

  it('are held to a format only as a hint for the model', () => {
    assert.equal(told(properties({ at: { type: 'string', format: 'date-time' } }), { at: 'tomorrow' }), '');
    assert.equal(told(properties({ at: { type: 'string', format: 'unheard-of' } }), { at: 'tomorrow' }), '');
  });

  it('may follow a reference inside of the schema', () => {
    const schema = { ...properties({ room: { $ref: '#/$defs/room' } }), $defs: { room: { enum: ['hall'] } } };
    assert.equal(told(schema, { room: 'hall' }), '');
    assert.equal(told(schema, { room: 'attic' }), '"room" must be one of: hall.');
  });

  it('may be described as JSON Schema 2020-12', () => {
    const schema = {
      $schema: DRAFT_2020,
      ...properties({
        pair: { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false },
      }),
    };
    assert.equal(told(schema, { pair: [1, 'a'] }), '');
    assert.notEqual(told(schema, { pair: ['a', 1] }), '');
    assert.notEqual(told(schema, { pair: [1, 'a', 2] }), '');
  });

  it('are those of the form, row by row', () => {
    const row = (name: string, type: ParameterRow['type'], choices: string[] = []): ParameterRow => ({
      name,
      type,
      description: '',
      required: true,
      enum: choices,
    });
    const schema = schemaOfRows([row('level', 'integer', ['1', '2']), row('on', 'boolean')]);
    assert.deepEqual(checker(schema).check({ level: '2', on: 'off' }), { level: 2, on: false });
    assert.equal(told(schema, { level: '3', on: true }), '"level" must be one of: 1, 2.');
  });
});

describe('A schema that names its draft', () => {
  for (const draft of [
    'https://json-schema.org/draft-07/schema',
    'http://json-schema.org/draft-04/schema#',
  ]) {
    it(`is used all the same: ${draft}`, () => {
      assert(!(compileSchema({ $schema: draft, type: 'object' }) instanceof AgentError));
    });
  }
});

describe('A schema that cannot be used', () => {
  const reason = (found: unknown) =>
    found instanceof AgentError ? [found.code, found.params['reason']] : found;

  for (const text of ['{', '', 'object', '[]', 'null', '"object"', '7', 'true']) {
    it(`because it is no JSON object: ${text || 'an empty text'}`, () => {
      const found = parseSchema(text);
      assert(found instanceof AgentError);
      assert.equal(found.code, 'tool.schema');
      assert.notEqual(found.params['reason'], '');
    });
  }

  for (const [what, schema] of [
    ['a type that there is not', { type: 'object', properties: { a: { type: 'text' } } }],
    ['properties that are a list', { properties: [] }],
    ['a reference to nothing', { properties: { a: { $ref: '#/$defs/missing' } } }],
    ['a reference to another place', { properties: { a: { $ref: 'https://example.com/room.json' } } }],
    ['a pattern that is none', { properties: { a: { pattern: '(' } } }],
  ] as const) {
    it(`because of ${what}`, () => {
      const found = compileSchema(schema);
      assert(found instanceof AgentError);
      assert.equal(found.code, 'tool.schema');
    });
  }

  it('because arguments always come as an object', () => {
    for (const type of ['string', 'array', ['object', 'null']]) {
      assert.deepEqual(reason(compileSchema({ type })), ['tool.schema', 'not-for-an-object']);
    }
  });

  it('because its checks would take place later', () => {
    assert.deepEqual(reason(compileSchema({ $async: true })), ['tool.schema', 'async']);
  });

  it('says so again after every deploy, also when it has an id', () => {
    const schema = { $id: 'https://example.com/room', type: 'object' };
    assert(!(compileSchema(schema) instanceof AgentError));
    assert(!(compileSchema(schema) instanceof AgentError));
  });

  it('is not changed by being read', () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' } } };
    const before = structuredClone(schema);
    compileSchema(schema);
    assert.deepEqual(schema, before);
  });
});
