// Owns the tests of Vatel's tool calls: casing, and the list of arguments that becomes one object.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AgentError } from '../../../nodes/lib/errors.js';
import { connection, heard, one } from './frames.js';

function call(list?: unknown) {
  return one(
    heard('tool_call', { toolCallId: 'tc_1', toolName: 'get_weather', arguments: list }),
    'tool.call',
  );
}

function argument(dataType: unknown, value: unknown): unknown {
  const flat = call([{ name: 'it', type: 'resolved', dataType, value }]).arguments;
  assert(!(flat instanceof AgentError));
  return flat['it'];
}

describe('A tool call from Vatel', () => {
  const LIST = [
    {
      name: 'city',
      type: 'resolved',
      dataType: 'string',
      description: 'City',
      required: true,
      value: 'Oslo',
    },
    { name: 'days', type: 'static', dataType: 'number', description: '', required: false, value: 3 },
  ];

  it('brings its arguments as one object, and the list as it came', () => {
    assert.deepEqual(call(LIST), {
      type: 'tool.call',
      id: 'tc_1',
      name: 'get_weather',
      raw: LIST,
      arguments: { city: 'Oslo', days: 3 },
      declared: {
        type: 'object',
        properties: { city: { type: 'string', description: 'City' }, days: { type: 'number' } },
        required: ['city'],
      },
      expectsResponse: true,
      speculative: false,
    });
  });

  it('is understood in snake case too', () => {
    const event = one(
      heard('tool_call', { tool_call_id: 'tc_2', tool_name: 'lock', arguments: LIST }),
      'tool.call',
    );
    assert.equal(event.id, 'tc_2');
    assert.equal(event.name, 'lock');
    assert.deepEqual(event.arguments, { city: 'Oslo', days: 3 });
  });

  it('may come without arguments', () => {
    assert.deepEqual(call(undefined).arguments, {});
    assert.deepEqual(call(null).arguments, {});
    assert.deepEqual(call([]).arguments, {});
    assert.deepEqual(call(undefined).raw, []);
  });

  it('counts what is no list of arguments as none, and shows what came', () => {
    for (const odd of ['city=Oslo', 5, true, { city: 'Oslo' }]) {
      assert.deepEqual(call(odd).arguments, {});
      assert.deepEqual(call(odd).raw, odd);
    }
  });

  it('skips entries that are no argument', () => {
    const list = [
      null,
      5,
      'city',
      [],
      {},
      { value: 1 },
      { name: 7, value: 1 },
      { name: '', value: 1 },
      ...LIST,
    ];
    assert.deepEqual(call(list).arguments, { city: 'Oslo', days: 3 });
  });

  it('leaves out an optional argument that has no value', () => {
    assert.deepEqual(
      call([
        { name: 'a', dataType: 'string', value: null },
        { name: 'b', dataType: 'number' },
      ]).arguments,
      {},
    );
  });

  it('keeps values that look like nothing but are something', () => {
    assert.equal(argument('number', 0), 0);
    assert.equal(argument('boolean', false), false);
    assert.equal(argument('string', ''), '');
  });

  for (const name of ['__proto__', 'constructor', 'prototype']) {
    it(`is not run with an argument named ${name}`, () => {
      const flat = call([...LIST, { name, dataType: 'object', value: { polluted: true } }]).arguments;
      assert(flat instanceof AgentError);
      assert.equal(flat.code, 'frame.forbidden-key');
      assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    });
  }

  it('is not run with half an argument when a part of it had to be taken away', () => {
    const events = connection().decode(
      '{"type":"tool_call","data":{"toolCallId":"1","toolName":"a",' +
        '"arguments":[{"name":"b","value":{"c":1,"__proto__":{"d":2}}}]}}',
    );
    const [error, event] = events;
    assert(error?.type === 'error' && event?.type === 'tool.call');
    assert.equal(event.id, '1');
    assert(event.arguments instanceof AgentError);
    assert.equal(event.arguments.code, 'frame.forbidden-key');
  });
});

describe('The value of an argument', () => {
  it('comes in all five data types', () => {
    assert.equal(argument('string', 'Oslo'), 'Oslo');
    assert.equal(argument('number', 21.5), 21.5);
    assert.equal(argument('boolean', true), true);
    assert.deepEqual(argument('object', { a: [1] }), { a: [1] });
    assert.deepEqual(argument('array', ['a', 1]), ['a', 1]);
  });

  const BROUGHT: [string, unknown, unknown][] = [
    ['number', '21', 21],
    ['number', ' -0.5 ', -0.5],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['object', '{"room":"kitchen"}', { room: 'kitchen' }],
    ['array', '["a","b"]', ['a', 'b']],
    ['array', '[]', []],
    ['string', 21, '21'],
    ['string', 0.1, '0.1'],
    ['string', false, 'false'],
  ];
  for (const [dataType, value, expected] of BROUGHT) {
    it(`${JSON.stringify(value)} becomes ${JSON.stringify(expected)} where a ${dataType} was announced`, () => {
      assert.deepEqual(argument(dataType, value), expected);
    });
  }

  const LEFT: [unknown, unknown][] = [
    ['number', 'twenty'],
    ['number', '007'],
    ['number', ''],
    ['number', '12345678901234567890'],
    ['number', true],
    ['boolean', 'on'],
    ['boolean', 1],
    ['object', '["a"]'],
    ['object', '{"a":1,"__proto__":{}}'],
    ['array', '{"a":1}'],
    ['array', '[1],"value":[2]'],
    ['array', 'kitchen'],
    ['array', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['string', { a: 1 }],
    ['string', 2 ** 60],
    ['date', '2026-01-01'],
    ['constructor', 'x'],
    [undefined, '21'],
    [5, '21'],
  ];
  for (const [dataType, value] of LEFT) {
    it(`${JSON.stringify(value).slice(0, 40)} is left as it is where ${String(dataType)} was announced`, () => {
      assert.deepEqual(argument(dataType, value), value);
    });
  }

  it('is the same after a detour through text, for every number that text can hold', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()),
        (value) => {
          const positive = Object.is(value, -0) ? 0 : value;
          assert.equal(argument('number', String(positive)), positive);
        },
      ),
    );
  });
});
