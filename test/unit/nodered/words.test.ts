// Owns the tests of turning keys and errors into words.

import assert from 'node:assert/strict';
import { AgentError, ERROR_CODES, type ErrorCode } from '../../../nodes/lib/errors.js';
import { briefOf, causeOf, spoken, wordsOf } from '../../../nodes/lib/nodered/words.js';
import { stubRed } from './stub.js';

describe('The words of a key', () => {
  it('are those of the language that Node-RED runs in', () => {
    const words = wordsOf(stubRed((key) => (key.endsWith(':said.done') ? 'Erledigt.' : key)));
    assert.equal(words('said.done'), 'Erledigt.');
  });

  it('are English where that language has none', () => {
    assert.equal(wordsOf(stubRed())('said.done'), 'Done.');
    assert.equal(wordsOf(stubRed((key) => key.replace(/^.*:/, '')))('said.done'), 'Done.');
  });

  it('have their parameters put in, and a gap where one is missing', () => {
    const words = wordsOf(stubRed());
    assert.equal(words('status.reply.sent', { tool: 'light' }), 'answered light');
    assert.equal(words('status.reply.sent'), 'answered ');
  });

  it('do not read what a parameter says as a parameter or a pattern', () => {
    const words = wordsOf(stubRed());
    assert.equal(words('status.reply.sent', { tool: '__tool__ $& $1' }), 'answered __tool__ $& $1');
  });

  it('are the key itself where nobody has any', () => {
    for (const key of ['said.nothing', 'said', '', 'constructor', 'said.done.more']) {
      assert.equal(wordsOf(stubRed())(key), key);
    }
  });
});

describe('An error in words', () => {
  const words = wordsOf(stubRed());

  function brief(code: ErrorCode, params = {}): string {
    return briefOf(new AgentError(code, params), words);
  }

  it('says what happened and what to do, and keeps its code', () => {
    const error = spoken(new AgentError('session.unknown', { key: 'porch' }), words);
    assert.equal(error.code, 'session.unknown');
    assert.match(error.message, /^No open session is called "porch"\. Leave msg\.session out/);
    assert.equal(String(error), error.message);
  });

  it('says only what happened where there is little room', () => {
    const error = new AgentError('session.unknown', { key: 'porch' });
    assert.equal(causeOf(error, words), 'No open session is called "porch".');
  });

  it('has a few words of its own for a badge, which fit into it', () => {
    const key = 'the kitchen';
    const room = { key, host: 'api.example.com', limit: 100, row: 12, setting: 'variables', seconds: 20 };
    // A frame that cannot be read is on no badge: the session goes on. What is wrong with tools at a provider a form says.
    const shown = ERROR_CODES.filter((code) => !/^(?:frame|tools)\./.test(code));
    const long = shown.filter((code) => brief(code, room).length > 60);
    assert.deepEqual(long, []);
    assert.equal(brief('session.not-open', room), 'not sent: the kitchen is not open');
    assert.equal(brief('session.none'), 'No session is open.');
  });

  it('stays one line without holes, whatever its parameters are', () => {
    const text = causeOf(new AgentError('provider.quota', { reason: 'used\n  up' }), words);
    assert.equal(text, 'The account at the provider is used up. used up.');
  });

  it('says why in words where the reason has a short name of ours', () => {
    const twice = { row: 2, name: 'room', reason: 'twice' };
    assert.equal(
      causeOf(new AgentError('tool.parameters', twice), words),
      'Parameter 2 ("room") cannot be used: another one has this name.',
    );
    const async = new AgentError('tool.schema', { reason: 'async' });
    assert.match(causeOf(async, words), /cannot be used: \$async is not possible here\.$/);
    const foreign = new AgentError('provider.quota', { reason: 'empty' });
    assert.match(causeOf(foreign, words), /used up\. empty\.$/);
  });

  it('ends in one stop, whatever somebody else says at its end', () => {
    const ends = ['no room', 'no room.', 'no room!', 'no "room".', 'no room...'].map((detail) =>
      spoken(new AgentError('dial.proxy', { detail }), words).message.replace(/^.*through: /, ''),
    );
    const next = 'Check HTTPS_PROXY and NO_PROXY. It is tried again by itself.';
    assert.deepEqual(
      ends,
      ['no room.', 'no room.', 'no room!', 'no "room".', 'no room...'].map((detail) => `${detail} ${next}`),
    );
  });

  it('has no second stop where somebody else brings one', () => {
    const params = { tool: 'light', reason: 'The lamp is broken.', place: 'It was there.' };
    const text = causeOf(new AgentError('tool.failed', params), words);
    assert.equal(text, '"light" failed: The lamp is broken. It was there.');
  });

  it('is a fault of ours when it is not one of our errors', () => {
    for (const thrown of [new TypeError('oh'), 'oh', undefined]) {
      assert.equal(spoken(thrown, words).code, 'internal.fault');
    }
  });
});
