// Owns the tests of the practice agent's line: what it cannot do, broken frames from either end.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { practice } from '../../../nodes/lib/providers/practice/index.js';
import { callsIn, errorsIn, OPENING, talk } from './talk.js';

describe('The practice agent', () => {
  it('states what it can do as plain data', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(practice.capabilities)), {
      account: { key: 'none', agentId: false },
      origin: '',
      language: 'en-US',
      textIn: true,
      echoesText: false,
      contextIn: true,
      activityIn: true,
      audioIn: false,
      textOnly: true,
      opening: {
        variables: true,
        firstMessage: true,
        prompt: false,
        language: false,
        voice: false,
        userId: false,
      },
      errorFlag: true,
      errorsHidden: false,
      laterResults: true,
      toolSource: 'client',
      toolRules: { ownTools: [], ownParameters: [], described: false, textChoices: false },
      continuation: 'explicit',
    });
  });

  it('cannot hear', () => {
    const refused = practice.codec(OPENING).encode({ type: 'audio', data: Buffer.alloc(2) });
    assert(refused instanceof AgentError);
    assert.equal(refused.code, 'capability.audio');
  });

  it('takes note of a context without speaking, and of activity not at all', () => {
    const { tell } = talk();
    assert.deepEqual(tell({ type: 'context', text: 'Somebody is at the door.', key: 'door' }), [
      { type: 'notice', name: 'context', details: { text: 'Somebody is at the door.', key: 'door' } },
    ]);
    assert.deepEqual(tell({ type: 'activity' }), []);
  });

  it('says what came of a tool after its call was answered', () => {
    const { tell } = talk();
    const later = { type: 'tool.later', id: 'call-1', name: 'light', outcome: 'success' } as const;
    assert.deepEqual(tell({ ...later, text: 'The light is on.' }), [
      { type: 'transcript', role: 'agent', text: 'The light is on.', final: true, turn: '1' },
    ]);
  });

  it('ends as it should when the line is closed, and is lost otherwise', () => {
    const codec = practice.codec(OPENING);
    assert.equal(codec.closed(1000, ''), undefined);
    assert.equal(codec.closed(1006, '')?.code, 'line.lost');
    assert.equal(codec.refused({ status: 500, body: '' }).code, 'line.handshake');
  });
});

describe('A broken frame to the practice agent', () => {
  const table: [string, string][] = [
    ['that is not JSON', '{'],
    ['that is no object', '[1]'],
    ['of an unknown type', '{"type":"dance"}'],
    ['whose type is no text', '{"type":{"toString":1}}'],
    ['with no text in a sentence', '{"type":"user","text":{}}'],
    ['with tools that are no list', '{"type":"tools","tools":{}}'],
    ['with a tool that has no name', '{"type":"tools","tools":[{}]}'],
    ['with a result nobody waits for', '{"type":"result","id":"x","text":"","outcome":"success"}'],
    ['with a result that has no outcome', '{"type":"result","id":"x","text":""}'],
    ['that goes on with nothing', '{"type":"continue","batch":"x"}'],
    ['that greets twice', '{"type":"hello","variables":{}}'],
    ['with a forbidden key', '{"type":"activity","__proto__":{}}'],
  ];
  for (const [title, frame] of table) {
    it(`${title} is answered as an error`, () => {
      const conversation = talk();
      assert.deepEqual(
        errorsIn(conversation.hear(frame)).map(({ code }) => code),
        ['frame.shape'],
      );
      assert.equal(callsIn(conversation.ask('turn on the kitchen light')).length, 1);
    });
  }
});

describe('A frame from the practice agent', () => {
  const decode = (value: unknown) => practice.codec(OPENING).decode(JSON.stringify(value));

  it('that nobody knows is passed on as it came', () => {
    const frame = { type: 'mood', value: 'good' };
    assert.deepEqual(decode(frame), [{ type: 'raw', name: 'mood', frame }]);
  });

  it('that is ready a second time is not ready again', () => {
    const codec = practice.codec(OPENING);
    const frame = '{"type":"ready","conversation":"c"}';
    const types = [codec.decode(frame), codec.decode(frame)].flat().map(({ type }) => type);
    assert.deepEqual(types, ['ready', 'raw']);
  });

  it('whose call has a forbidden argument runs no tool on what is left', () => {
    const [flaw, call] = talk().ask('call set_light {"room":"kitchen","__proto__":{"on":true}}');
    assert(flaw?.type === 'error' && call?.type === 'tool.call' && call.arguments instanceof AgentError);
    assert.equal(call.arguments.code, 'frame.forbidden-key');
  });

  const broken = [
    { type: 1 },
    { type: 'ready' },
    { type: 'say' },
    { type: 'calls' },
    { type: 'calls', batch: 'b', calls: {} },
    { type: 'calls', batch: 'b', calls: [1] },
    { type: 'calls', batch: 'b', calls: [{ name: 'x' }] },
    { type: 'calls', batch: 'b', calls: [{ id: 'x' }] },
  ];
  for (const frame of broken) {
    it(`is an error when it is ${JSON.stringify(frame)}`, () => {
      assert.deepEqual(
        errorsIn(decode(frame)).map(({ code }) => code),
        ['frame.shape'],
      );
    });
  }

  it('whose call has no arguments still owes its answer', () => {
    const [call] = decode({ type: 'calls', batch: 'b', calls: [{ id: 'i', name: 'n' }] });
    assert(call?.type === 'tool.call' && call.arguments instanceof AgentError);
  });
});
