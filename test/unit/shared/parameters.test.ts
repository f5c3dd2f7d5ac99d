// Owns the tests of a tool's parameter rows: what is wrong with them, and the schema they stand for.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  PARAMETER_TYPES,
  rowProblems,
  schemaOfRows,
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
