// Owns the tests of what Vatel's messages mean, in every shape that its official clients accept. Tool calls: see
// arguments.test.

import assert from 'node:assert/strict';
import { connection, heard, one } from './frames.js';

const SIGNAL_SHAPES: [string, string][] = [
  ['without data', ''],
  ['with null', ',"data":null'],
  ['with an empty object', ',"data":{}'],
  ['with a list, which nobody promised', ',"data":[1]'],
];

function signal(type: string, shape: string) {
  return connection().decode(`{"type":"${type}"${shape}}`);
}

describe('What Vatel says', () => {
  it('begins with the id of the call, and 24 kHz audio both ways', () => {
    const format = { encoding: 'pcm_s16le', sampleRate: 24_000, channels: 1 };
    assert.deepEqual(heard('session_started', { id: 'call_1' }), [
      { type: 'ready', conversationId: 'call_1', audioIn: format, audioOut: format },
    ]);
  });

  for (const [how, shape] of SIGNAL_SHAPES) {
    it(`comes ${how} and means the same`, () => {
      assert.equal(one(signal('session_started', shape), 'ready').conversationId, '');
      assert.deepEqual(signal('interruption', shape), [{ type: 'interruption' }]);
      assert.deepEqual(signal('session_ended', shape), [{ type: 'ended', reason: '' }]);
      for (const name of ['speech_started', 'speech_stopped']) {
        assert.deepEqual(signal(name, shape), [{ type: 'notice', name, details: {} }]);
      }
    });
  }

  it('opens a conversation once, even when it says so twice', () => {
    const line = connection();
    const started = '{"type":"session_started","data":{"id":"1"}}';
    assert.equal(one(line.decode(started), 'ready').conversationId, '1');
    assert.equal(one(line.decode(started), 'raw').name, 'session_started');
  });

  it('is heard as audio, with its turn', () => {
    const base64 = Buffer.from([1, 2, 3, 4]).toString('base64');
    assert.deepEqual(heard('response_audio', { turn_id: 't1', audio: base64, is_final: false }), [
      { type: 'audio', data: Buffer.from([1, 2, 3, 4]), turn: 't1', final: false },
    ]);
  });

  it('is not heard any more once the user has interrupted it, until another turn begins', () => {
    const line = connection();
    const audio = (turn: string | undefined) => {
      const data = { ...(turn ? { turn_id: turn } : {}), audio: 'AAAA', is_final: false };
      return line.decode(JSON.stringify({ type: 'response_audio', data })).length;
    };
    const interruption = () => line.decode('{"type":"interruption"}');
    assert.deepEqual([audio('t1'), audio('t2'), audio('t2')], [1, 1, 1]);
    assert.deepEqual(interruption(), [{ type: 'interruption', turn: 't2' }]);
    assert.deepEqual([audio('t2'), audio('t1'), audio('t3'), audio('t2')], [0, 0, 1, 0]);
    assert.deepEqual(interruption(), [{ type: 'interruption', turn: 't3' }]);
    assert.deepEqual([audio('t3'), audio('t1'), audio('t4'), audio(undefined)], [0, 0, 1, 1]);
  });

  it('may end its audio with a chunk that holds none', () => {
    const event = one(heard('response_audio', { turn_id: 't1', audio: '', is_final: true }), 'audio');
    assert.equal(event.data.length, 0);
    assert.equal(event.final, true);
  });

  it('is read as text that is refined until it is final', () => {
    const line = connection();
    const said = [
      { turn_id: 't1', text: 'The light', is_final: false },
      { turn_id: 't1', text: 'The light is on.', is_final: true },
      { turn_id: 't1', text: 'Anything else?', is_final: true },
    ].flatMap((data) => line.decode(JSON.stringify({ type: 'response_text', data })));
    assert.deepEqual(said, [
      { type: 'transcript', role: 'agent', text: 'The light', final: false, turn: 't1' },
      { type: 'transcript', role: 'agent', text: 'The light is on.', final: true, turn: 't1' },
      { type: 'transcript', role: 'agent', text: 'Anything else?', final: true, turn: 't1' },
    ]);
  });

  it('repeats what the user said, with or without a turn', () => {
    assert.deepEqual(heard('input_audio_transcript', { transcript: 'lights on', is_final: true }), [
      { type: 'transcript', role: 'user', text: 'lights on', final: true },
    ]);
    const event = one(
      heard('input_audio_transcript', { transcript: 'li', is_final: false, turn_id: 7 }),
      'transcript',
    );
    assert.equal(event.final, false);
    assert.equal(event.turn, '7');
  });

  it('counts as final when an older server does not say whether it is', () => {
    assert.equal(one(heard('response_audio', { turn_id: 't', audio: '' }), 'audio').final, true);
    assert.equal(one(heard('response_text', { text: 'a', is_final: null }), 'transcript').final, true);
    assert.equal(one(heard('input_audio_transcript', { transcript: 'a' }), 'transcript').final, true);
  });

  it('tells a start of speech that was only made up for the pipeline', () => {
    assert.deepEqual(one(heard('speech_started', { emulated: true }), 'notice').details, { emulated: true });
  });

  it('may give a reason for the end', () => {
    assert.equal(
      one(heard('session_ended', { reason: 'agent hung up', more: 1 }), 'ended').reason,
      'agent hung up',
    );
  });

  for (const name of ['metrics', '', 'constructor', '__proto__', 'toString']) {
    it(`is passed on as it came when nobody knows it: "${name}"`, () => {
      const frame = { type: name, data: { a: 1 }, extra: [2] };
      assert.deepEqual(connection().decode(JSON.stringify(frame)), [{ type: 'raw', name, frame }]);
    });
  }
});

describe('A broken frame from Vatel', () => {
  const BROKEN: [string, string, string][] = [
    ['is not JSON', '{"type":', 'frame.not-json'],
    ['is empty', '', 'frame.not-json'],
    ['is a list', '[]', 'frame.not-object'],
    ['is null', 'null', 'frame.not-object'],
    ['has no type', '{"data":{}}', 'frame.shape'],
    ['has a number as type', '{"type":1}', 'frame.shape'],
    ['is audio without audio', '{"type":"response_audio","data":{"turn_id":"t"}}', 'frame.shape'],
    ['is audio that is not base64', '{"type":"response_audio","data":{"audio":"%%%"}}', 'frame.shape'],
    ['is a text without text', '{"type":"response_text","data":null}', 'frame.shape'],
    [
      'is a transcript without text',
      '{"type":"input_audio_transcript","data":{"transcript":{}}}',
      'frame.shape',
    ],
    ['is a call without an id', '{"type":"tool_call","data":{"toolName":"a"}}', 'frame.shape'],
    [
      'is a call with an empty id',
      '{"type":"tool_call","data":{"toolCallId":"","toolName":"a"}}',
      'frame.shape',
    ],
    ['is nested a million times', `${'['.repeat(1e6)}${']'.repeat(1e6)}`, 'frame.not-object'],
  ];
  for (const [how, frame, code] of BROKEN) {
    it(`${how}: one error, and the session goes on`, () => {
      const line = connection();
      const event = one(line.decode(frame), 'error');
      assert.equal(event.error.code, code);
      assert.equal(event.final, false);
      assert.equal(
        one(line.decode('{"type":"session_started","data":{"id":"1"}}'), 'ready').conversationId,
        '1',
      );
    });
  }

  it('that is a call without a name still reaches whoever answers it', () => {
    const call = one(connection().decode('{"type":"tool_call","data":{"toolCallId":"a"}}'), 'tool.call');
    assert.deepEqual([call.id, call.name], ['a', '']);
  });

  it('that reaches for a prototype loses that part, and the rest counts', () => {
    const [error, event] = connection().decode(
      '{"type":"response_text","data":{"text":"hi","__proto__":{"a":1}}}',
    );
    assert(error?.type === 'error');
    assert.equal(error.error.code, 'frame.forbidden-key');
    assert(event?.type === 'transcript');
    assert.equal(event.text, 'hi');
  });

  it('of 16 MB is read like any other', () => {
    const event = one(heard('response_audio', { audio: 'AAAA'.repeat(4 * 1024 * 1024) }), 'audio');
    assert.equal(event.data.length, 12 * 1024 * 1024);
  });
});
