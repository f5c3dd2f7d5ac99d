// Owns the tests of finding the call that a message answers.

import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AgentError } from '../../../nodes/lib/errors.js';
import { correlate } from '../../../nodes/lib/tools/correlate.js';
import { Ledger, type Caller } from '../../../nodes/lib/tools/ledger.js';

const caller: Caller = { line: 'one', session: { id: 'c', key: 'k', agent: 'a', provider: 'p' } };

/** A book with two open calls, and what the words of a message find in it. */
function book() {
  const ledger = new Ledger<Caller>();
  const [first, second] = ['1', '2'].map(
    (id) =>
      ledger.open(caller, {
        id,
        name: 'light',
        raw: {},
        expectsResponse: true,
        speculative: false,
        receivedAt: 0,
        deadline: 5000,
      }).entry.call.ref,
  );
  const found = (message: Record<string, unknown>) => {
    const match = correlate(ledger, message);
    return match instanceof AgentError ? match.code : [match.entry.call.id, match.key];
  };
  return { ledger, first, second, found };
}

describe('A reply finds its call', () => {
  it('by the reference in msg.toolCall', () => {
    const { first, found } = book();
    assert.deepEqual(found({ toolCall: { ref: first }, _msgid: 'changed' }), ['1', 'ref']);
  });

  it('by msg._msgid, when a Function node returned a new message', () => {
    const { second, found } = book();
    assert.deepEqual(found({ _msgid: second, payload: 'on' }), ['2', 'msgid']);
    assert.deepEqual(found({ _msgid: second, toolCall: { name: 'light' } }), ['2', 'msgid']);
  });

  it('by the correlation data of MQTT v5: as bytes, as text, and as bytes that were JSON', () => {
    const { second, found } = book();
    const bytes = Buffer.from(String(second));
    for (const correlationData of [bytes, new Uint8Array(bytes), second, bytes.toJSON()])
      assert.deepEqual(found({ _msgid: 'new', correlationData }), ['2', 'mqtt']);
  });

  it('by the user property of MQTT v5', () => {
    const { first, found } = book();
    assert.deepEqual(found({ userProperties: { 'agent-tool-call': first, other: 'x' } }), ['1', 'mqtt']);
    assert.deepEqual(found({ userProperties: { 'agent-tool-call': first }, correlationData: 'theirs' }), [
      '1',
      'mqtt',
    ]);
  });

  it('by the strongest of several that agree', () => {
    const { first, found } = book();
    const weak = { correlationData: first, userProperties: { 'agent-tool-call': first } };
    assert.deepEqual(found({ _msgid: first, ...weak }), ['1', 'msgid']);
    assert.deepEqual(found({ toolCall: { ref: first }, _msgid: first, ...weak }), ['1', 'ref']);
  });

  it('by its reference, when correlation data of somebody else stands beside it', () => {
    const { first, found } = book();
    assert.deepEqual(found({ toolCall: { ref: first }, correlationData: 'theirs' }), ['1', 'ref']);
  });

  it('also after it ended, so that a late reply can be told from a strange one', () => {
    const { ledger, first, found } = book();
    ledger.settle(String(first), 'expired', 5000);
    assert.deepEqual(found({ toolCall: { ref: first } }), ['1', 'ref']);
  });
});

describe('A reply that finds no call', () => {
  for (const [what, message] of [
    ['belongs to none', {}],
    ['belongs to another flow', { _msgid: 'abc' }],
    ['has a toolCall that is a text', { toolCall: 'light' }],
    ['has a toolCall that is a list', { toolCall: ['ref'] }],
    ['has an empty reference', { toolCall: { ref: '' } }],
    ['has a reference that is a number', { toolCall: { ref: 7 } }],
    ['has a message id that is no text', { _msgid: 7 }],
  ] as const) {
    it(`because it ${what}, says so and does not guess`, () => {
      assert.equal(book().found(message), 'reply.no-call');
    });
  }

  it('because its reference is strange does not fall back to a weaker sign', () => {
    const { second, found } = book();
    assert.equal(found({ toolCall: { ref: 'strange' }, _msgid: second }), 'reply.unknown');
  });
});

describe('A reply that names two calls', () => {
  it('is refused, whichever keys they stand in', () => {
    const { first, second, found } = book();
    const property = { userProperties: { 'agent-tool-call': second } };
    for (const message of [
      { toolCall: { ref: first }, _msgid: second },
      { toolCall: { ref: first }, correlationData: second },
      { toolCall: { ref: first }, _msgid: first, ...property },
      { _msgid: first, correlationData: Buffer.from(String(second)) },
      { correlationData: first, ...property },
    ])
      assert.equal(found(message), 'reply.ambiguous');
  });

  it('is refused also when one of them is over', () => {
    const { ledger, first, second, found } = book();
    ledger.settle(String(first), 'expired', 5000);
    assert.equal(found({ toolCall: { ref: first }, _msgid: second }), 'reply.ambiguous');
  });

  it('of which one is strange is refused too, unless anybody may write there', () => {
    const { first, found } = book();
    const property = { userProperties: { 'agent-tool-call': 'stale' } };
    assert.equal(found({ _msgid: first, ...property }), 'reply.unknown');
    assert.equal(found({ correlationData: first, ...property }), 'reply.unknown');
    assert.equal(found({ correlationData: 'stale' }), 'reply.unknown');
  });
});

describe('MQTT properties of the wrong shape', () => {
  for (const [what, message] of [
    ['user properties that are a text', { userProperties: 'agent-tool-call' }],
    ['a user property that is a list', { userProperties: { 'agent-tool-call': ['a', 'b'] } }],
    ['user properties without ours', { userProperties: { other: 'x' } }],
    ['correlation data that is a number', { correlationData: 7 }],
    ['correlation data that is an object', { correlationData: { ref: 'x' } }],
    ['correlation data that is empty', { correlationData: Buffer.alloc(0) }],
    [
      'correlation data that says it is a Buffer and holds none',
      { correlationData: { type: 'Buffer', data: {} } },
    ],
  ] as const) {
    it(`name no call: ${what}`, () => {
      assert.equal(book().found(message), 'reply.no-call');
    });
  }

  it('are not read when they are long', () => {
    assert.equal(book().found({ correlationData: Buffer.alloc(1e6, 'x') }), 'reply.unknown');
  });

  it('cannot hide Buffers in Buffers', () => {
    let correlationData: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1)
      correlationData = { type: 'Buffer', data: correlationData };
    assert.equal(book().found({ correlationData }), 'reply.no-call');
  });
});

describe('Replies to nothing', () => {
  it('leave nothing behind, however many and however large they are', () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const { found } = book();
    const flood = (): number => {
      for (let index = 0; index < 10_000; index += 1) {
        const bytes = Buffer.alloc(1000, index);
        found({ _msgid: `m${index}`, correlationData: bytes });
        found({ toolCall: { ref: `${index}`.repeat(100) } });
      }
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = flood();
    assert.ok(flood() - before < 5_000_000);
  });
});
