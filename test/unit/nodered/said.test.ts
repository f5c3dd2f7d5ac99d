// Owns the tests of what a message says to a session.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { saidAs, saidBy } from '../../../nodes/lib/nodered/said.js';

function refusal(say: () => unknown): unknown[] {
  try {
    say();
  } catch (thrown) {
    if (thrown instanceof AgentError) return [thrown.code, thrown.params['type']];
  }
  return assert.fail('it was not refused');
}

describe('What arrives at a session', () => {
  it('is said as text when it is a text, a number, or true or false', () => {
    assert.deepEqual(saidBy(' hello '), { type: 'user.text', text: ' hello ' });
    assert.deepEqual(saidBy(0), { type: 'user.text', text: '0' });
    assert.deepEqual(saidBy(false), { type: 'user.text', text: 'false' });
  });

  it('is sound when it is a Buffer, or any other bytes', () => {
    const data = Buffer.from([1, 2]);
    assert.deepEqual(saidBy(data), { type: 'audio', data });
    assert.deepEqual(saidBy(new Uint8Array([0, 1, 2, 3]).subarray(1, 3)), { type: 'audio', data });
  });

  it('is sound of the format that its message tells, where it tells one', () => {
    const data = Buffer.from([1, 2]);
    const format = { encoding: 'ulaw', sampleRate: 8_000, channels: 1 };
    assert.deepEqual(saidBy(data, { encoding: 'ulaw', sampleRate: 8_000 }), { type: 'audio', data, format });
    assert.deepEqual(saidBy(data, 'of somebody else'), { type: 'audio', data });
    assert.deepEqual(saidBy('hello', { sampleRate: 0 }), { type: 'user.text', text: 'hello' });
    assert.deepEqual(
      refusal(() => saidBy(data, { sampleRate: 0 })),
      ['sound.format', undefined],
    );
  });

  it('is refused when there is nothing to say', () => {
    for (const nothing of ['', ' \n', Buffer.alloc(0)]) {
      assert.deepEqual(
        refusal(() => saidBy(nothing)),
        ['message.empty', undefined],
      );
    }
  });

  for (const [value, type] of [
    [undefined, 'undefined'],
    [null, 'null'],
    [{ text: 'hello' }, 'object'],
    [['hello'], 'array'],
    [1n, 'bigint'],
  ] as const) {
    it(`is refused when it is of type ${type}`, () => {
      assert.deepEqual(
        refusal(() => saidBy(value)),
        ['message.not-text', type],
      );
    });
  }
});

describe('What agent-send says', () => {
  it('is a text, a context with or without a key, sound, or activity', () => {
    const data = Buffer.from([1]);
    assert.deepEqual(saidAs('user_message', 'hello'), { type: 'user.text', text: 'hello' });
    assert.deepEqual(saidAs('context', 'it rains'), { type: 'context', text: 'it rains' });
    assert.deepEqual(saidAs('context', 'it rains', { key: 'weather' }), {
      type: 'context',
      text: 'it rains',
      key: 'weather',
    });
    assert.deepEqual(saidAs('audio', data), { type: 'audio', data });
    assert.deepEqual(saidAs('activity', undefined), { type: 'activity' });
  });

  it('has to be sound where sound is meant, and text where text is meant', () => {
    assert.deepEqual(
      refusal(() => saidAs('audio', 'hello')),
      ['message.not-audio', 'string'],
    );
    assert.deepEqual(
      refusal(() => saidAs('user_message', Buffer.from([1]))),
      ['message.not-text', 'Buffer'],
    );
    assert.deepEqual(
      refusal(() => saidAs('context', '')),
      ['message.empty', undefined],
    );
  });
});
