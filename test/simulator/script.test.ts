// Owns the proof that a script in a file is either taken or refused in words that help.

import assert from 'node:assert/strict';
import { parseScript } from './script.js';

describe('A script file', () => {
  it('is a list of steps and of spoilt requests', () => {
    const script = [
      { on: 'open', send: { type: 'x' } },
      {
        on: 'user_message',
        match: 'light',
        call: { tool: 'set_light', arguments: {}, expects_response: false },
      },
      {
        on: 'audio',
        after_ms_of_audio: 500,
        transcript: 'hello',
        call: [{ tool: 'a' }, { tool: 'b', id: '7' }],
      },
      { on: 'result', fault: 'close', code: 1011, reason: 'crash', times: 2 },
      { fault: 'http', status: 503, times: 2, at: 'request' },
      { fault: 'slow-handshake', ms: 100 },
    ];
    assert.deepEqual(parseScript(JSON.stringify(script)), script);
  });

  const wrongs: [string, unknown, RegExp][] = [
    ['an object', {}, /not a list/],
    ['an unknown moment', [{ on: 'opening' }], /^Step 1 .*\/on .*: open, user_message, audio, result\.$/],
    [
      'a misspelt action',
      [{ on: 'open' }, { on: 'open', calls: [] }],
      /^Step 2 .*must not have the key calls/,
    ],
    ['a call without a tool', [{ on: 'open', call: {} }], /^Step 1 .*tool/],
    ['an unknown fault', [{ fault: 'fire' }], /^Step 1/],
    ['a fault without a status', [{ fault: 'http' }], /status/],
    ['a text', ['open'], /^Step 1/],
  ];
  for (const [name, value, why] of wrongs) {
    it(`is refused when it holds ${name}`, () => {
      assert.throws(() => parseScript(JSON.stringify(value)), { message: why });
    });
  }

  it('is refused when it is no JSON', () => {
    assert.throws(() => parseScript('[{'), { message: /^The script is not JSON/ });
  });
});
