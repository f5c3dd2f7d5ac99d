// Owns the tests of bringing arguments to the types that a tool asks for.

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { MAX_DEPTH } from '../../../nodes/lib/shared/limits.js';
import { coerce } from '../../../nodes/lib/tools/coerce.js';

type Row = readonly [given: unknown, becomes: unknown];

/** A title for any value. */
function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function table(type: string, schema: object, rows: readonly Row[]): void {
  describe(`Where ${type} is wanted`, () => {
    for (const [given, becomes] of rows) {
      const what = isDeepStrictEqual(given, becomes) ? 'stays as it is' : `becomes ${shown(becomes)}`;
      it(`${shown(given)} ${what}`, () => assert.deepEqual(coerce(schema, given), becomes));
    }
  });
}

/** A text that is JSON of that depth. */
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

table('a number', { type: 'number' }, [
  [21, 21],
  ['21', 21],
  [' 21.5 ', 21.5],
  ['-3', -3],
  ['1e3', 1000],
  ['', ''],
  [' ', ' '],
  ['21 °C', '21 °C'],
  ['Infinity', 'Infinity'],
  ['NaN', 'NaN'],
  [true, true],
  [null, null],
  [[21], [21]],
]);

table('an integer', { type: 'integer' }, [
  [21, 21],
  ['21', 21],
  ['21.0', 21],
  ['21.5', '21.5'],
  [21.5, 21.5],
]);

table('true or false', { type: 'boolean' }, [
  [true, true],
  ['true', true],
  ['on', true],
  [' On ', true],
  ['YES', true],
  ['1', true],
  [1, true],
  ['enabled', true],
  ['false', false],
  ['off', false],
  ['no', false],
  ['0', false],
  [0, false],
  ['disable', false],
  ['maybe', 'maybe'],
  ['', ''],
  [2, 2],
]);

table('a text', { type: 'string' }, [
  ['21', '21'],
  ['', ''],
  [21, '21'],
  [true, 'true'],
  [{ a: 1 }, { a: 1 }],
  [['a'], ['a']],
]);

table('a list', { type: 'array', items: { type: 'integer' } }, [
  [
    [1, 2],
    [1, 2],
  ],
  [
    ['1', 2],
    [1, 2],
  ],
  ['1', [1]],
  [1, [1]],
  ['[1,"2"]', [1, 2]],
  [' [1]', [1]],
  ['[1', ['[1']],
  [[], []],
  [null, null],
]);

table('an object', { type: 'object', properties: { on: { type: 'boolean' } } }, [
  [{ on: 'off' }, { on: false }],
  ['{"on":"off"}', { on: false }],
  ['{"on":', '{"on":'],
  ['[1]', '[1]'],
  ['on', 'on'],
  [{ more: 'x' }, { more: 'x' }],
]);

table('a number or nothing', { type: ['integer', 'null'] }, [
  ['21', 21],
  [null, null],
  ['x', 'x'],
]);

table('a number or a text', { type: ['number', 'string'] }, [
  ['21', '21'],
  [21, 21],
  [true, 'true'],
]);

table('one of some numbers', { enum: [1, 2, 3] }, [
  ['2', 2],
  [2, 2],
  ['x', 'x'],
]);

table('one of some texts', { enum: ['1', '2'] }, [
  [1, '1'],
  ['2', '2'],
]);

table('one of two kinds', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, [
  ['21', 21],
  [null, null],
]);

table('anything', {}, [
  ['21', '21'],
  [null, null],
  [{ a: [1, { b: null }] }, { a: [1, { b: null }] }],
]);

table('anything, or what no schema tells', { oneOf: [{ type: 'integer' }, {}] }, [['21', '21']]);

describe('A model that writes null for what it does not know', () => {
  const schema = {
    type: 'object',
    properties: {
      room: { type: 'string' },
      level: { type: ['integer', 'null'] },
      mode: { enum: ['eco', null] },
      scene: { type: 'string', nullable: true },
      any: {},
    },
  };

  it('leaves the argument out, so that a default can stand in', () => {
    assert.deepEqual(coerce(schema, { room: null }), {});
  });

  it('means null where null is allowed, or where nothing is said about the argument', () => {
    const given = { level: null, mode: null, scene: null, any: null, unknown: null };
    assert.deepEqual(coerce(schema, given), given);
  });

  it('is understood inside of objects and lists of objects too', () => {
    const rooms = { type: 'object', properties: { rooms: { type: 'array', items: schema } } };
    assert.deepEqual(coerce(rooms, { rooms: [{ room: null, level: '3' }] }), { rooms: [{ level: 3 }] });
  });
});

describe('JSON inside of a text', () => {
  it('is not taken when it is nested too deeply for a flow', () => {
    assert.notEqual(coerce({ type: 'array' }, nested(MAX_DEPTH)), nested(MAX_DEPTH));
    for (const depth of [MAX_DEPTH + 1, 5000, 200_000]) {
      assert.deepEqual(coerce({ type: 'array' }, nested(depth)), [nested(depth)]);
    }
  });

  it('is not taken when it reaches into a prototype', () => {
    for (const text of ['{"__proto__":{"admin":true}}', '{"a":{"constructor":{"prototype":{}}}}']) {
      assert.equal(coerce({ type: 'object' }, text), text);
    }
  });
});

/** What frames hold: a codec leaves out keys that reach into a prototype. */
const json = fc
  .json()
  .filter((text) => !text.includes('__proto__'))
  .map((text): unknown => JSON.parse(text));

describe('Arguments', () => {
  it('are copied: what a flow does to them does not change what the agent sent', () => {
    const given = { known: { list: [{ a: 1 }] }, unknown: { list: [{ a: 1 }] } };
    const before = structuredClone(given);
    const copy = coerce({ type: 'object', properties: { known: { type: 'object' } } }, given);
    for (const part of ['known', 'unknown']) {
      const inner: unknown = Reflect.get(Object(copy), part);
      Reflect.get(Object(inner), 'list')[0].a = 2;
    }
    assert.deepEqual(given, before);
  });

  it('that fit already stay what they are, whatever they are', () => {
    const objects = json.map((given) => ({ given }));
    fc.assert(fc.property(objects, (given) => assert.deepEqual(coerce({ type: 'object' }, given), given)));
  });

  it('are brought to their types once: a second time changes nothing', () => {
    const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'array', 'object');
    fc.assert(
      fc.property(type, json, (wanted, given) => {
        const once = coerce({ type: wanted }, given);
        assert.deepEqual(coerce({ type: wanted }, once), once);
      }),
    );
  });
});
