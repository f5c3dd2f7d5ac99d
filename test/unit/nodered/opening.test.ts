// Owns the tests of how a conversation begins.

import assert from 'node:assert/strict';
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
    for (const [payload, type] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [{}, 'object'],
    ] as const) {
      await assert.rejects(opening({ variables: [variable('room', 'payload', 'msg')] }, { payload }), {
        code: 'message.variable',
        params: { name: 'room', type },
      });
    }
  });

  it('is refused when the environment does not hold what it names', async () => {
    await assert.rejects(opening({ prompt: '${PROMPT}' }), {
      code: 'config.env-missing',
      params: { variable: 'PROMPT' },
    });
  });
});
