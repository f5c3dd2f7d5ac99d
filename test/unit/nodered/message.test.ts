// Owns the tests of the messages that leave our nodes. They hold plain data only, so that they survive any transport.

import assert from 'node:assert/strict';
import {
  audioMessage,
  callMessage,
  conversationMessage,
  eventMessage,
  resetMessage,
} from '../../../nodes/lib/nodered/message.js';
import { Ledger, type Caller } from '../../../nodes/lib/tools/ledger.js';

const session = { id: 'conversation', key: 'porch', agent: 'house', provider: 'practice' };
const caller: Caller = { line: 'line', session };

describe('The message of a call', () => {
  const { entry } = new Ledger<Caller>().open(caller, {
    id: '1',
    name: 'light',
    raw: { on: 'on' },
    expectsResponse: true,
    speculative: false,
    receivedAt: 1000,
    deadline: 6000,
  });
  const message = callMessage(entry.call, { on: true }, session);

  it('holds the checked arguments, and all that a reply needs to find the call again', () => {
    const { ref } = entry.call;
    assert.deepEqual(message, {
      _msgid: ref,
      topic: 'light',
      payload: { on: true },
      toolCall: {
        ref,
        id: '1',
        name: 'light',
        arguments: { on: 'on' },
        expectsResponse: true,
        receivedAt: 1000,
        deadline: 6000,
      },
      session,
    });
  });

  it('survives JSON, and so MQTT, HTTP and files', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(message)), message);
    assert.deepEqual(structuredClone(message), message);
  });
});

describe('The message of a call that is answered over MQTT', () => {
  const { entry } = new Ledger<Caller>().open(caller, {
    id: '1',
    name: 'light',
    raw: {},
    expectsResponse: true,
    speculative: false,
    receivedAt: 1000,
    deadline: 6000,
  });
  const message = callMessage(entry.call, {}, session, 'home/answers');

  it('also holds what an mqtt out node sends as properties of MQTT v5', () => {
    const { ref } = entry.call;
    const { correlationData, responseTopic, userProperties } = message;
    assert.deepEqual(
      { correlationData, responseTopic, userProperties },
      {
        correlationData: ref,
        responseTopic: 'home/answers',
        userProperties: { 'agent-tool-call': ref },
      },
    );
    assert.deepEqual(JSON.parse(JSON.stringify(message)), message);
  });
});

describe('The messages of a session', () => {
  it('say who said what, and whether that is all of it', () => {
    assert.deepEqual(
      conversationMessage({ type: 'transcript', role: 'user', text: 'hi', final: false }, session),
      {
        topic: 'user',
        payload: 'hi',
        transcript: { final: false },
        session,
      },
    );
    const said = {
      type: 'transcript',
      role: 'agent',
      text: 'hi',
      final: true,
      turn: '7',
      corrected: true,
    } as const;
    assert.deepEqual(conversationMessage({ ...said, interrupted: true }, session).transcript, {
      final: true,
      turn: '7',
      corrected: true,
      interrupted: true,
    });
  });

  it('say how sound is to be played, where that is known', () => {
    const sound = { type: 'audio', data: Buffer.from([1]), final: false } as const;
    const format = { encoding: 'pcm_s16le', sampleRate: 16_000, channels: 1 } as const;
    assert.deepEqual(audioMessage({ ...sound, turn: '7' }, format, session), {
      topic: 'audio',
      payload: sound.data,
      audio: { ...format, turn: '7', final: false },
      session,
    });
    assert.deepEqual(audioMessage(sound, undefined, session).audio, { final: false });
  });

  it('tell a player to fall silent, and events by their names', () => {
    assert.deepEqual(resetMessage(session), { topic: 'audio', reset: true, session });
    assert.deepEqual(eventMessage('session.open', { id: 'a' }, session), {
      topic: 'session.open',
      payload: { id: 'a' },
      session,
    });
  });
});
