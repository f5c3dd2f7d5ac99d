// Owns the tests of ElevenLabs messages that are neither speech, nor calls, nor errors, and of frames that are broken.

import assert from 'node:assert/strict';
import { connection, fault, heard, one } from './frames.js';

function metadata(fields: Record<string, unknown> = {}) {
  return {
    type: 'conversation_initiation_metadata',
    conversation_initiation_metadata_event: { conversation_id: 'conv_1', ...fields },
  };
}

const NOTICES: [string, string, Record<string, unknown>][] = [
  ['agent_response_complete', 'agent_response_complete_event', { event_id: 1 }],
  ['agent_response_metadata', 'agent_response_metadata_event', { metadata: { a: 1 }, event_id: 1 }],
  ['agent_reasoning_response_part', 'reasoning_response_part', { text: 'hm', type: 'delta', event_id: 'e1' }],
  ['agent_tool_request', 'agent_tool_request', { tool_name: 'a', response_timeout_secs: 20 }],
  ['agent_tool_response', 'agent_tool_response', { tool_name: 'a', is_error: false }],
  ['mcp_tool_call', 'mcp_tool_call', { tool_name: 'a', state: 'awaiting_approval' }],
  ['mcp_connection_status', 'mcp_connection_status', { integrations: [] }],
  ['vad_score', 'vad_score_event', { vad_score: 0.5 }],
  ['context_usage', 'context_usage_event', { context_tokens: 5 }],
  ['guardrail_triggered', 'guardrail_triggered_event', { guardrail_name: 'g' }],
  ['rich_content', 'rich_content', { component: 'item_card' }],
  ['asr_initiation_metadata', 'asr_initiation_metadata_event', {}],
  ['agent_typing', 'agent_typing_event', { is_typing: true }],
  ['external_agent_connected', 'external_agent_connected_event', {}],
  ['external_agent_disconnected', 'external_agent_disconnected_event', {}],
];

describe('An ElevenLabs conversation', () => {
  it('begins with its id and the audio of both sides', () => {
    const formats = { agent_output_audio_format: 'pcm_24000', user_input_audio_format: 'ulaw_8000' };
    assert.deepEqual(heard(metadata(formats)), [
      {
        type: 'ready',
        conversationId: 'conv_1',
        audioIn: { encoding: 'ulaw', sampleRate: 8000, channels: 1 },
        audioOut: { encoding: 'pcm_s16le', sampleRate: 24_000, channels: 1 },
      },
    ]);
  });

  it('has the audio of every kind that ElevenLabs publishes', () => {
    const formats = [8_000, 16_000, 22_050, 24_000, 44_100, 48_000].map((rate) => `pcm_${rate}`);
    for (const name of [...formats, 'ulaw_8000']) {
      const event = heard(metadata({ agent_output_audio_format: name, user_input_audio_format: name }));
      const { audioIn, audioOut } = one(event, 'ready');
      const [encoding, rate] = name.split('_');
      const format = {
        encoding: encoding === 'pcm' ? 'pcm_s16le' : 'ulaw',
        sampleRate: Number(rate),
        channels: 1,
      };
      assert.deepEqual([audioIn, audioOut], [format, format], name);
    }
  });

  it('listens at 16 kHz when it does not say', () => {
    const { audioIn } = one(heard(metadata()), 'ready');
    assert.deepEqual(audioIn, { encoding: 'pcm_s16le', sampleRate: 16_000, channels: 1 });
  });

  for (const format of ['opus_48000', 'pcm_', '', 7, null, {}, { toString: 1 }]) {
    it(`begins even when its audio is of an unknown kind: ${JSON.stringify(format)}`, () => {
      const event = one(heard(metadata({ agent_output_audio_format: format })), 'ready');
      assert.equal(event.audioOut, undefined);
    });
  }

  it('begins even without an id', () => {
    assert.equal(one(heard({ type: 'conversation_initiation_metadata' }), 'ready').conversationId, '');
  });

  it('begins once, even when it says so twice', () => {
    const line = connection();
    one(heard(metadata(), line), 'ready');
    assert.equal(one(heard(metadata(), line), 'raw').name, 'conversation_initiation_metadata');
  });

  it('has every ping answered with its own number', () => {
    const { frame } = one(heard({ type: 'ping', ping_event: { event_id: 41, ping_ms: 50 } }), 'send');
    assert.deepEqual(JSON.parse(String(frame)), { type: 'pong', event_id: 41 });
    one(heard({ type: 'ping', ping_event: { event_id: 0, ping_ms: null } }), 'send');
  });

  for (const id of [undefined, null, '41', 1.5, {}]) {
    it(`has no ping answered that has no number: ${JSON.stringify(id)}`, () => {
      const event = one(heard({ type: 'ping', ping_event: { event_id: id } }), 'error');
      assert.equal(fault(event.error).code, 'frame.shape');
    });
  }

  for (const [type, key, details] of NOTICES) {
    it(`shows ${type} as it is`, () => {
      assert.deepEqual(heard({ type, [key]: details }), [{ type: 'notice', name: type, details }]);
      assert.deepEqual(heard({ type, [key]: null }), [
        { type: 'notice', name: type, details: { [key]: null } },
      ]);
      assert.deepEqual(heard({ type }), [{ type: 'notice', name: type, details: {} }]);
    });
  }

  for (const type of ['internal_turn_probability', 'dtmf_request', 'not_yet_invented', 'constructor', '']) {
    it(`passes on what is unknown: "${type}"`, () => {
      const frame = { type, anything: { at: ['all'] } };
      assert.deepEqual(heard(frame), [{ type: 'raw', name: type, frame }]);
    });
  }
});

describe('A broken frame from ElevenLabs', () => {
  const BROKEN: [string, string][] = [
    ['', 'frame.not-json'],
    ['{"type":"ping"', 'frame.not-json'],
    ['null', 'frame.not-object'],
    ['[]', 'frame.not-object'],
    ['"ping"', 'frame.not-object'],
    ['{}', 'frame.shape'],
    ['{"type":7}', 'frame.shape'],
    ['{"type":{"toString":1}}', 'frame.shape'],
  ];
  for (const [frame, code] of BROKEN) {
    it(`is an error, and the session goes on: ${frame}`, () => {
      const line = connection();
      const event = one(line.decode(frame), 'error');
      assert.deepEqual([event.error.code, event.final], [code, false]);
      one(heard(metadata(), line), 'ready');
    });
  }

  it('is still read where it is safe', () => {
    const frame = '{"type":"vad_score","vad_score_event":{"vad_score":1,"__proto__":{"x":1}}}';
    const [error, notice] = connection().decode(frame);
    assert(error?.type === 'error' && notice?.type === 'notice');
    assert.equal(error.error.code, 'frame.forbidden-key');
    assert.deepEqual(notice.details, { vad_score: 1 });
  });
});
