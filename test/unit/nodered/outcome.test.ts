// Owns the tests of when a reply is an error, and which words the agent then gets.

import assert from 'node:assert/strict';
import { replyOf } from '../../../nodes/lib/nodered/outcome.js';
import { english } from '../tools/english.js';

type Properties = Record<string, unknown>;

function reply(properties: Properties, value: unknown, outcome: 'auto' | 'success' | 'error' = 'auto') {
  return replyOf({ _msgid: 'm', ...properties }, value, outcome, english);
}

const CAUGHT = { message: 'The lamp is gone', source: { id: 'n', type: 'function' } };

describe('A reply', () => {
  it('is a success with the value that was picked', () => {
    assert.deepEqual(reply({}, { on: true }), { value: { on: true }, outcome: 'success' });
  });

  it('is what the node says it is, whatever the message says', () => {
    const failed = { error: CAUGHT, statusCode: 500 };
    assert.deepEqual(reply(failed, 'fine', 'success'), { value: 'fine', outcome: 'success' });
    assert.deepEqual(reply({}, 'wrong', 'error'), { value: 'wrong', outcome: 'error' });
  });
});

describe('A reply that comes through a Catch node', () => {
  it('is an error in the words that somebody wrote for it', () => {
    assert.deepEqual(reply({ error: CAUGHT }, 'Sorry, the lamp does not answer.'), {
      value: 'Sorry, the lamp does not answer.',
      outcome: 'error',
      complete: true,
    });
  });

  it('is an error in the words of the fault where the value is just what the flow was working on', () => {
    for (const value of [{ room: 'hall' }, undefined, 7]) {
      assert.deepEqual(reply({ error: CAUGHT }, value), { value: 'The lamp is gone', outcome: 'error' });
    }
  });

  it('does not read the class of an error aloud', () => {
    const error = { ...CAUGHT, message: 'TypeError: The lamp is gone' };
    assert.equal(reply({ error }, undefined).value, 'The lamp is gone');
  });

  it('is one bounded line', () => {
    const long = reply({ error: { message: `Error: ${'x'.repeat(3_000_000)}` } }, undefined).value;
    assert.equal(typeof long === 'string' && long.length <= 2000, true);
    assert.equal(reply({ error: 'Error: Error: one\ntwo' }, undefined).value, 'one');
    assert.deepEqual(reply({ error: { message: 'Error' } }, undefined), { value: '', outcome: 'error' });
  });

  it('may carry the fault as a text or as an object of any kind', () => {
    assert.equal(reply({ error: 'gone' }, undefined).value, 'gone');
    assert.equal(reply({ error: { code: 7 } }, undefined).value, '{"code":7}');
    assert.equal(reply({ error: new Error('gone') }, undefined).value, 'gone');
  });

  it('is none when msg.error says nothing', () => {
    for (const error of ['', null, undefined, false, 0, []]) {
      assert.equal(reply({ error }, 'on').outcome, 'success');
    }
  });
});

describe('A reply that comes from an http request', () => {
  it('is an error from status 400 on, and says what the service answered', () => {
    assert.deepEqual(reply({ statusCode: 404 }, 'no such room'), {
      value: 'The request failed (404). no such room',
      outcome: 'error',
      complete: true,
    });
  });

  it('is an error when there is an error code in place of a status', () => {
    assert.equal(reply({ statusCode: 'ECONNREFUSED' }, {}).value, 'The request failed (ECONNREFUSED).');
    assert.equal(reply({ statusCode: '503' }, {}).outcome, 'error');
  });

  it('does not read aloud where it asked: the address may hold a key', () => {
    const text = 'RequestError: connect ECONNREFUSED 127.0.0.1:9 : http://127.0.0.1:9/x?key=SECRET';
    const { value } = reply({ statusCode: 'ECONNREFUSED' }, text);
    assert.equal(value, 'The request failed (ECONNREFUSED).');
  });

  it('says what the service answered in one line', () => {
    const { value } = reply({ statusCode: 500 }, '\n<html>\n  broken\n</html>');
    assert.equal(value, 'The request failed (500). <html> broken </html>');
  });

  it('is a success below, or where there is no status', () => {
    for (const statusCode of [200, 204, 301, '200', '', undefined, null]) {
      assert.equal(reply({ statusCode }, 'ok').outcome, 'success');
    }
  });

  it('does not read a whole page to the agent', () => {
    const { value } = reply({ statusCode: 500 }, 'x'.repeat(10_000));
    assert.equal(typeof value === 'string' && value.length < 600, true);
  });
});

describe('A reply that comes from a command', () => {
  it('is an error where the command says so, with what it wrote', () => {
    assert.deepEqual(reply({ rc: { code: 2 } }, 'no such lamp\n'), {
      value: 'The command failed (2). no such lamp',
      outcome: 'error',
      complete: true,
    });
    assert.equal(reply({ rc: { code: 'ENOENT' } }, undefined).value, 'The command failed (ENOENT).');
  });

  it('is a success where it says nothing of the kind', () => {
    for (const rc of [{ code: 0 }, {}, 1, undefined, null, { code: null }])
      assert.equal(reply({ rc }, 'on').outcome, 'success');
  });
});
