// Owns the tests of how a flow's result becomes text.

import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { AgentError } from '../../../nodes/lib/errors.js';
import { MAX_RESULT_BYTES } from '../../../nodes/lib/shared/limits.js';
import { encodeResult } from '../../../nodes/lib/tools/encode.js';

const circular: Record<string, unknown> = { name: 'me' };
circular['self'] = circular;

function fault(): never {
  throw new Error('a fault');
}

/** A value of another realm, as a Function node makes it. */
function elsewhere(code: string): unknown {
  return runInNewContext(code);
}

describe('What a flow gives as a result', () => {
  const texts: [what: string, value: unknown, text: string][] = [
    ['a text stays as it is', 'It is on.', 'It is on.'],
    ['an empty text stays empty', '', ''],
    ['0 is "0"', 0, '0'],
    ['a number is its digits', 21.5, '21.5'],
    ['a number that is none is said so', Number.NaN, 'NaN'],
    ['a number without end too', [-Infinity, 1], '["-Infinity",1]'],
    ['false is "false"', false, 'false'],
    ['true is "true"', true, 'true'],
    ['an object is JSON', { room: 'hall', on: true }, '{"room":"hall","on":true}'],
    ['a list is JSON', [1, 'two', null], '[1,"two",null]'],
    ['a date is JSON', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['text in a Buffer is that text', Buffer.from('grüße\n'), 'grüße\n'],
    ['an empty Buffer is an empty text', Buffer.alloc(0), ''],
    ['text in bytes of a Function node is that text', elsewhere('new Uint8Array([104, 105])'), 'hi'],
    [
      'text in bytes without a view of them is that text',
      elsewhere('new Uint8Array([104, 105]).buffer'),
      'hi',
    ],
    ['numbers in a row are a list', new Float64Array([1.5, 2]), '[1.5,2]'],
    [
      'and so they are inside of an object',
      { data: elsewhere('new Int16Array([1, -2])') },
      '{"data":[1,-2]}',
    ],
    ['an error is its message', new TypeError('The lamp is gone'), 'The lamp is gone'],
    [
      'an error of a Function node is its message',
      elsewhere('new Error("The lamp is gone")'),
      'The lamp is gone',
    ],
    ['an error inside of an object is its message', { error: new Error('gone') }, '{"error":"gone"}'],
    ['a Map is an object', new Map([['hall', { on: true }]]), '{"hall":{"on":true}}'],
    ['a Set is a list', { rooms: new Set(['hall']) }, '{"rooms":["hall"]}'],
    ['a Map of a Function node is an object', elsewhere('new Map([["hall", 1]])'), '{"hall":1}'],
    ['what has a JSON form of its own uses it', { toJSON: () => ({ a: 1 }) }, '{"a":1}'],
    ['half a character does no harm', '\ud800', '\ud800'],
  ];
  for (const [what, value, text] of texts) it(what, () => assert.equal(encodeResult(value), text));

  it('that is not there has no text of its own', () => {
    assert.equal(encodeResult(undefined), undefined);
    assert.equal(encodeResult(null), undefined);
  });

  const refused: [what: string, value: unknown, code: string][] = [
    ['holds itself', circular, 'reply.unserialisable'],
    ['holds a BigInt', { count: 1n }, 'reply.unserialisable'],
    ['is a BigInt', 1n, 'reply.unserialisable'],
    ['is a function', fault, 'reply.unserialisable'],
    ['is a symbol', Symbol('a'), 'reply.unserialisable'],
    ['cannot be written', { toJSON: fault }, 'reply.unserialisable'],
    ['is written as nothing', { toJSON: () => undefined }, 'reply.unserialisable'],
    [
      'throws when it is read',
      Object.defineProperty({}, 'a', { get: fault, enumerable: true }),
      'reply.unserialisable',
    ],
    [
      'throws whatever is done to it',
      new Proxy({}, { ownKeys: fault, getPrototypeOf: fault }),
      'reply.unserialisable',
    ],
    [
      'throws what is no error',
      { toJSON: () => elsewhere('throw Object.create(null)') },
      'reply.unserialisable',
    ],
    ['is nested deeper than the stack', deep(20_000), 'reply.unserialisable'],
    ['is binary', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'reply.binary'],
    ['is binary that could be read as text', Buffer.from([0, 1, 2]), 'reply.binary'],
    ['is too long', 'x'.repeat(MAX_RESULT_BYTES + 1), 'reply.too-long'],
    ['is too long in bytes', 'é'.repeat(MAX_RESULT_BYTES / 2 + 1), 'reply.too-long'],
    ['is too long as JSON', ['x'.repeat(MAX_RESULT_BYTES)], 'reply.too-long'],
    ['is binary without a view of it', new Uint8Array([0, 1]).buffer, 'reply.binary'],
  ];
  for (const [what, value, code] of refused) {
    it(`that ${what} is refused in words`, () => {
      const found = encodeResult(value);
      assert(found instanceof AgentError);
      assert.equal(found.code, code);
    });
  }

  it('says in one line why it cannot be text', () => {
    const found = encodeResult(circular);
    assert(found instanceof AgentError);
    assert.equal(found.params['reason'], 'Converting circular structure to JSON');
  });

  it('is not written out where it is sure to be too long', () => {
    let read = 0;
    const last = { toJSON: () => (read += 1) };
    const picture = Buffer.alloc(MAX_RESULT_BYTES);
    for (const value of [[Array(MAX_RESULT_BYTES), last], { picture, last }, ['x'.repeat(2e6), last]]) {
      const found = encodeResult(value);
      assert(found instanceof AgentError);
      assert.equal(found.code, 'reply.too-long');
    }
    assert.equal(read, 0);
  });

  it('may be as long as is allowed as JSON, too', () => {
    for (const value of [Array(MAX_RESULT_BYTES / 2 - 1).fill(1), ['x'.repeat(MAX_RESULT_BYTES - 4)]])
      assert.equal(typeof encodeResult(value), 'string');
  });

  it('may be as long as is allowed', () => {
    assert.equal(encodeResult('x'.repeat(MAX_RESULT_BYTES)), 'x'.repeat(MAX_RESULT_BYTES));
  });
});

function deep(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}
