// Owns the tests of how a conversation begins.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { readOpening } from '../../../nodes/lib/nodered/opening.js';
import type { AgentSessionSettings, SessionVariable } from '../../../nodes/lib/shared/settings.js';
import { stubNode, stubRed } from './stub.js';

function opening(stored: Partial<AgentSessionSettings>, message = {}) {
  return readOpening(stubRed(), stubNode().node, stored, { _msgid: 'm', ...message });
}

const variable = (name: string, value: string, valueType: SessionVariable['valueType'] = 'str') => ({
  name,
  value,
  valueType,
});

describe('The opening of a conversation', () => {
  it('says nothing that was not set', async () => {
    assert.deepEqual(await opening({}), { textOnly: false, variables: {} });
    assert.deepEqual(await opening({ prompt: ' ', language: '' }), { textOnly: false, variables: {} });
  });

  it('says what was set', async () => {
    const stored = { textOnly: true, firstMessage: 'Hello', prompt: 'Be short', language: 'de', voice: 'v' };
    assert.deepEqual(await opening(stored), { ...stored, variables: {} });
  });

  it('takes its variables from wherever they are', async () => {
    const variables = [
      variable('name', 'Ada'),
      variable('floor', '2', 'num'),
      variable('guest', 'false', 'bool'),
      variable('room', 'payload', 'msg'),
      variable('', 'an empty row'),
    ];
    assert.deepEqual((await opening({ variables }, { payload: 'hall' })).variables, {
      name: 'Ada',
      floor: 2,
      guest: false,
      room: 'hall',
    });
  });

  it('takes its texts from wherever they are', async () => {
    const stored = {
      firstMessage: '"Hello " & payload.name',
      firstMessageType: 'jsonata',
      prompt: 'payload.prompt',
      promptType: 'msg',
      language: 'de',
      languageType: 'str',
      voice: 'payload.voice',
      voiceType: 'msg',
      userId: 'payload.number',
      userIdType: 'msg',
    } as const;
    const payload = { name: 'Ada', prompt: 'Be\nbrief', number: 7 };
    assert.deepEqual(await opening(stored, { payload }), {
      textOnly: false,
      variables: {},
      firstMessage: 'Hello Ada',
      prompt: 'Be\nbrief',
      language: 'de',
      userId: '7',
    });
  });

  it('is refused when a text would be an object', async () => {
    await assert.rejects(opening({ voice: 'payload', voiceType: 'msg' }, { payload: {} }), {
      code: 'message.setting',
      params: { setting: 'voice', type: 'object' },
    });
  });

  it('is refused when a variable has no value, or one that no provider takes', async () => {
    const params = (payload: unknown, path = 'payload') =>
      opening({ variables: [variable('room', path, 'msg')] }, { payload }).then(
        () => assert.fail('It is refused'),
        (thrown: unknown) => {
          assert(thrown instanceof AgentError);
          assert.equal(thrown.code, 'message.variable');
          return thrown.params;
        },
      );
    assert.deepEqual(await params({}), { name: 'room', type: 'object' });
    for (const payload of [undefined, null])
      assert.deepEqual(await params(payload), { name: 'room', which: 'message', field: 'payload' });
    const missing = { name: 'room', which: 'message', field: 'payload.guest.room' };
    assert.deepEqual(await params({}, 'msg.payload.guest.room'), missing);
  });

  it('leaves a text as it is at the agent when nothing of its way is there', async () => {
    const stored = { prompt: 'hi.text', promptType: 'msg', voice: 'payload.a.b', voiceType: 'msg' } as const;
    assert.deepEqual(await opening(stored), { textOnly: false, variables: {} });
  });

  it('is refused when the environment does not hold what it names', async () => {
    await assert.rejects(opening({ prompt: '${PROMPT}' }), {
      code: 'config.env-missing',
      params: { variable: 'PROMPT' },
    });
  });
});
