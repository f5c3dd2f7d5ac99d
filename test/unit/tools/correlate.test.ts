// Owns the tests of finding the call that a message answers.

import assert from 'node:assert/strict';
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

  it('by the stronger of the two, when they name different calls', () => {
    const { first, second, found } = book();
    assert.deepEqual(found({ _msgid: second, toolCall: { ref: first } }), ['1', 'ref']);
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
