// Owns the tests of everything that is sent to ElevenLabs: the opening, results, texts, audio.

import assert from 'node:assert/strict';
import type { Opening, ToolResult } from '../../../nodes/lib/providers/provider.js';
import { connection, sent } from './frames.js';

const DATA = 'conversation_initiation_client_data';

function greeting(opening: Partial<Opening>): unknown {
  const frames = connection(opening).greet();
  assert.equal(frames.length, 1);
  return JSON.parse(String(frames[0]));
}

function result(fields: Partial<ToolResult>): unknown {
  const command: ToolResult = {
    type: 'tool.result',
    id: 'call_1',
    name: 'a',
    text: 'ok',
    outcome: 'success',
    ...fields,
  };
  return sent(command)[0];
}

describe('Opening an ElevenLabs conversation', () => {
  it('sends the first frame even when nothing is set', () => {
    assert.deepEqual(greeting({}), { type: DATA });
  });

  it('sends all that is set, each where the agent looks for it', () => {
    const opening: Opening = {
      textOnly: true,
      variables: { user_name: 'Ada', floor: 3, home: true },
      firstMessage: 'Hello',
      prompt: 'Be brief.',
      language: 'de',
      voice: 'voice_1',
      userId: 'user_1',
    };
    assert.deepEqual(greeting(opening), {
      type: DATA,
      conversation_config_override: {
        agent: { prompt: { prompt: 'Be brief.' }, first_message: 'Hello', language: 'de' },
        tts: { voice_id: 'voice_1' },
        conversation: { text_only: true },
      },
      dynamic_variables: { user_name: 'Ada', floor: 3, home: true },
      user_id: 'user_1',
    });
  });

  const ALONE: [string, Partial<Opening>, unknown][] = [
    ['text only', { textOnly: true }, { conversation: { text_only: true } }],
    ['a prompt', { prompt: 'P' }, { agent: { prompt: { prompt: 'P' } } }],
    ['a first message', { firstMessage: 'F' }, { agent: { first_message: 'F' } }],
    ['a language', { language: 'en' }, { agent: { language: 'en' } }],
    ['a voice', { voice: 'V' }, { tts: { voice_id: 'V' } }],
  ];
  for (const [what, opening, override] of ALONE) {
    it(`overrides ${what} and nothing else, because what is not allowed ends the call`, () => {
      assert.deepEqual(greeting(opening), { type: DATA, conversation_config_override: override });
    });
  }

  it('takes an empty field for one that is not set', () => {
    const empty = { firstMessage: '', prompt: '', language: '', voice: '', userId: '' };
    assert.deepEqual(greeting(empty), { type: DATA });
  });
});

describe('A result for ElevenLabs', () => {
  it('is a text with a flag', () => {
    assert.deepEqual(result({ text: '{"celsius":21}' }), {
      type: 'client_tool_result',
      tool_call_id: 'call_1',
      result: '{"celsius":21}',
      is_error: false,
    });
  });

  it('may be empty, and still is a text', () => {
    assert.deepEqual(result({ text: '' }), {
      type: 'client_tool_result',
      tool_call_id: 'call_1',
      result: '',
      is_error: false,
    });
  });

  const ERRORS: [string, ToolResult['errorKind'], object][] = [
    ['that came too late names the timeout', 'timeout', { error_type: 'client_timeout' }],
    ['of a tool that was not run says so', 'refused', { error_type: 'user_rejected' }],
    ['of a failed flow has no category, because none fits', 'flow', {}],
    ['of an unknown reason has no category', undefined, {}],
  ];
  for (const [which, errorKind, category] of ERRORS) {
    it(which, () => {
      assert.deepEqual(result({ text: 'no', outcome: 'error', ...(errorKind ? { errorKind } : {}) }), {
        type: 'client_tool_result',
        tool_call_id: 'call_1',
        result: 'no',
        is_error: true,
        ...category,
      });
    });
  }

  it('that is a success never has a category: it would make an error of it', () => {
    assert.equal(JSON.stringify(result({ errorKind: 'timeout' })).includes('error_type'), false);
  });
});

describe('Speaking to an ElevenLabs agent', () => {
  it('sends a text as the user', () => {
    assert.deepEqual(sent({ type: 'user.text', text: 'Hi "you"\n' }), [
      { type: 'user_message', text: 'Hi "you"\n' },
    ]);
  });

  it('sends context, which replaces an older one of the same key', () => {
    assert.deepEqual(sent({ type: 'context', text: 'It rains.' }), [
      { type: 'contextual_update', text: 'It rains.' },
    ]);
    assert.deepEqual(sent({ type: 'context', text: 'It rains.', key: 'weather' }), [
      { type: 'contextual_update', text: 'It rains.', context_id: 'weather' },
    ]);
  });

  it('tells of a result that comes after its call was answered, and asks to speak of it where that is wanted', () => {
    const later = { type: 'tool.later', id: 'call_1', name: 'light', outcome: 'success' } as const;
    const news = { type: 'contextual_update', text: 'It is on.' };
    assert.deepEqual(sent({ ...later, text: 'It is on.' }), [news]);
    assert.deepEqual(sent({ ...later, text: 'It is on.', prompt: 'And?' }), [
      news,
      { type: 'user_message', text: 'And?' },
    ]);
  });

  it('tells that the user is there', () => {
    assert.deepEqual(sent({ type: 'activity' }), [{ type: 'user_activity' }]);
  });

  it('sends audio as base64, without a type', () => {
    assert.deepEqual(sent({ type: 'audio', data: Buffer.from([1, 2, 3, 4]) }), [
      { user_audio_chunk: 'AQIDBA==' },
    ]);
    assert.deepEqual(sent({ type: 'audio', data: Buffer.alloc(0) }), []);
  });

  it('cuts a long recording into chunks that hold whole samples, and loses none', () => {
    const recording = Buffer.from(Array.from({ length: 20_001 }, (_, at) => at % 251));
    const chunks = sent({ type: 'audio', data: recording }).map((message) => {
      assert(typeof message === 'object' && message !== null && 'user_audio_chunk' in message);
      return Buffer.from(String(message.user_audio_chunk), 'base64');
    });
    assert.deepEqual(Buffer.concat(chunks), recording);
    assert(chunks.slice(0, -1).every((chunk) => chunk.length % 2 === 0));
    assert(chunks.length > 1);
  });

  it('does not tell it about tools, nor when to go on: it knows both', () => {
    assert.deepEqual(sent({ type: 'tools', tools: [{ name: 'a', description: '', schema: {} }] }), []);
    assert.deepEqual(sent({ type: 'continue', batch: undefined }), []);
  });
});
