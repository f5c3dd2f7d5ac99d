// Owns the tests of a tool's parameter rows: what is wrong with them, and the schema they stand for.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  PARAMETER_TYPES,
  rowFaults,
  rowProblems,
  schemaOfRows,
  storedRows,
  type ParameterRow,
  type ParameterType,
} from '../../../nodes/lib/shared/parameters.js';
import { isObject } from '../../../nodes/lib/shared/json.js';

function row(name: string, more: Partial<ParameterRow> = {}): ParameterRow {
  return { name, type: 'string', description: '', required: false, enum: [], ...more };
}

/** The choices of a row in its schema, or what is wrong with them. */
function choices(type: ParameterType, ...texts: string[]): unknown {
  const rows = [row('a', { type, enum: texts })];
  const problem = rowProblems(rows).get(0);
  const properties = schemaOfRows(rows)['properties'];
  const property: unknown = isObject(properties) ? properties['a'] : undefined;
  return problem ?? (isObject(property) ? property['enum'] : undefined);
}

describe('The rows of a tool', () => {
  it('stand for an object with a property each', () => {
    const rows = [
      row('room', { description: 'Which room', required: true, enum: ['hall', 'attic'] }),
      row('level', { type: 'integer' }),
    ];
    assert.deepEqual(schemaOfRows(rows), {
      type: 'object',
      properties: {
        room: { type: 'string', description: 'Which room', enum: ['hall', 'attic'] },
        level: { type: 'integer' },
      },
      required: ['room'],
    });
  });

  it('may be none', () => {
    assert.deepEqual(schemaOfRows([]), { type: 'object', properties: {} });
    assert.equal(rowProblems([]).size, 0);
  });

  it('are told apart by what is wrong with each', () => {
    const problems = rowProblems([
      row('room'),
      row(''),
      row('room'),
      row('a b'),
      row('__proto__'),
      row('level', { type: 'number', enum: ['x'] }),
      row('fine', { type: 'boolean' }),
    ]);
    assert.deepEqual(
      [...problems],
      [
        [1, 'empty'],
        [2, 'twice'],
        [3, 'characters'],
        [4, 'forbidden'],
        [5, 'choice'],
      ],
    );
  });

  it('of a type that there is not are named', () => {
    const stored: ParameterRow = JSON.parse('{"name":"a","type":"date","description":"","enum":[]}');
    assert.deepEqual([...rowProblems([stored])], [[0, 'type']]);
  });
});

describe('The choices of a row', () => {
  it('are texts where it is a text, also when they look like numbers', () => {
    assert.deepEqual(choices('string', '1', 'true', ''), ['1', 'true', '']);
  });

  it('are numbers where it is a number', () => {
    assert.deepEqual(choices('number', '1', '2.5', ' -3 '), [1, 2.5, -3]);
    assert.deepEqual(choices('integer', '1', '2.0'), [1, 2]);
  });

  it('are true and false where it is one of them', () => {
    assert.deepEqual(choices('boolean', 'true', 'false'), [true, false]);
  });

  for (const [type, text] of [
    ['number', 'warm'],
    ['number', ''],
    ['number', 'Infinity'],
    ['integer', '2.5'],
    ['boolean', 'on'],
    ['array', '[]'],
    ['object', '{}'],
  ] as const) {
    it(`cannot be "${text}" where it is of type ${type}`, () => assert.equal(choices(type, text), 'choice'));
  }
});

describe('Rows of any kind', () => {
  it('never make reading them fail', () => {
    const rows = fc.array(
      fc.record({
        name: fc.oneof(fc.string(), fc.constantFrom('a', '__proto__', 'constructor')),
        type: fc.constantFrom(...PARAMETER_TYPES),
        description: fc.string(),
        required: fc.boolean(),
        enum: fc.array(fc.string(), { maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(rows, (given) => {
        if (rowProblems(given).size > 0) return;
        const { properties } = schemaOfRows(given);
        assert.deepEqual(
          Object.keys(Object(properties)).toSorted(),
          given.map(({ name }) => name).toSorted(),
        );
      }),
    );
  });
});

describe('The limits of a row', () => {
  const rows: [what: string, more: Partial<ParameterRow>, problem: string | undefined][] = [
    ['a range', { type: 'number', min: '5', max: '30.5' }, undefined],
    ['a range that is none', { type: 'number', min: '5', max: '4' }, 'range'],
    ['a bound that is no number', { type: 'integer', min: 'low' }, 'range'],
    ['bounds of a text, which has none', { type: 'string', min: 'low' }, undefined],
    ['a default within its range', { type: 'number', min: '5', max: '30', default: '21' }, undefined],
    ['a default beyond its range', { type: 'number', max: '30', default: '31' }, 'default'],
    ['a default of another type', { type: 'boolean', default: 'on' }, 'default'],
    ['a default that is no choice', { enum: ['hall'], default: 'attic' }, 'default'],
    ['an example that is no list', { type: 'array', example: 'mon' }, 'example'],
    ['an example that is an object', { type: 'object', example: '{"a":1}' }, undefined],
    ['items of a type that there is not', JSON.parse('{"type":"array","items":"date"}'), 'type'],
    ['choices of the items', { type: 'array', items: 'integer', enum: ['1', '2'] }, undefined],
    ['choices that the items cannot be', { type: 'array', items: 'integer', enum: ['a'] }, 'choice'],
  ];
  for (const [what, more, problem] of rows) {
    it(`may ${problem ? 'not ' : ''}be ${what}`, () =>
      assert.equal(rowProblems([row('a', more)]).get(0), problem));
  }

  it('hold within an object as well, one level down', () => {
    const inner = [row('floor', { type: 'integer' }), row('floor')];
    const deeper = [row('place', { type: 'object', rows: [row('x')] })];
    assert.deepEqual(
      rowFaults([
        row('a', { type: 'object', rows: inner }),
        row('b', { type: 'array', items: 'object', rows: deeper }),
      ]),
      [
        { index: 0, inner: 1, name: 'a.floor', problem: 'twice' },
        { index: 1, inner: 0, name: 'b.place', problem: 'deep' },
      ],
    );
  });
});

describe('Rows that were stored elsewhere', () => {
  it('are read as far as they are rows, whatever else they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        const rows = storedRows(stored);
        if (rowFaults(stored).length === 0) schemaOfRows(rows);
      }),
    );
    assert.deepEqual(rowFaults('a'), [{ index: 0, name: '', problem: 'list' }]);
    assert.deepEqual(rowFaults([null]), [{ index: 0, name: '', problem: 'empty' }]);
    assert.deepEqual(rowFaults(undefined), []);
  });

  it('by an older version are what they were', () => {
    const old = { name: 'room', type: 'string', description: 'Which', required: true, enum: ['a', 'b'] };
    assert.deepEqual(storedRows([old]), [old]);
    assert.deepEqual(schemaOfRows(storedRows([old])), {
      type: 'object',
      properties: { room: { type: 'string', description: 'Which', enum: ['a', 'b'] } },
      required: ['room'],
    });
  });
});
