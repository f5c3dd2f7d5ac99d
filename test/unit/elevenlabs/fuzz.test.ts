// Owns the tests that throw made-up frames at the ElevenLabs codec: broken ones, nearly right ones, hostile ones.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { Codec, ProviderEvent } from '../../../nodes/lib/providers/provider.js';
import { connection } from './frames.js';

const CONTENTS: Record<string, string> = {
  conversation_initiation_metadata: 'conversation_initiation_metadata_event',
  ping: 'ping_event',
  audio: 'audio_event',
  interruption: 'interruption_event',
  user_transcript: 'user_transcription_event',
  tentative_user_transcript: 'tentative_user_transcription_event',
  agent_response: 'agent_response_event',
  agent_response_correction: 'agent_response_correction_event',
  agent_chat_response_part: 'text_response_part',
  client_tool_call: 'client_tool_call',
  agent_tool_request: 'agent_tool_request',
  agent_tool_response: 'agent_tool_response',
  agent_tool_response_full_payload: 'agent_tool_response_full_payload',
  guardrail_triggered: 'guardrail_triggered_event',
  error: 'error_event',
  client_error: 'error_event',
  other: 'other_event',
};

const FIELDS = [
  'agent_output_audio_format',
  'agent_response',
  'attachments',
  'audio_base_64',
  'code',
  'conversation_id',
  'corrected_agent_response',
  'debug_message',
  'error_name',
  'error_type',
  'event_id',
  'expects_response',
  'is_error',
  'is_final',
  'message',
  'parameters',
  'reason',
  'text',
  'tool_call_id',
  'tool_name',
  'tool_type',
  'type',
  'user_input_audio_format',
  'user_transcript',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
];

/** Any JSON, what the field is meant to hold, and objects that cannot be made text of. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.string(),
  fc.integer(),
  fc.constantFrom(true, false, null, 'AAA=', 'start', 'stop', 'end_call', 'call_1', 1e308, 1008),
  fc.constant({ toString: 1, valueOf: null }),
);
const fields = fc.dictionary(fc.constantFrom(...FIELDS), value);
const message = fc
  .tuple(fc.constantFrom(...Object.keys(CONTENTS)), fc.oneof(fields, fc.jsonValue()), fields)
  .map(([type, content, beside]) =>
    JSON.stringify({ ...beside, type, [CONTENTS[type] ?? 'other_event']: content }),
  );
const frame = fc.oneof({ weight: 6, arbitrary: message }, fc.json(), fc.string());

function check(event: ProviderEvent): void {
  if (event.type === 'tool.call') {
    assert(typeof event.id === 'string' && event.id !== '' && typeof event.name === 'string');
    assert(
      event.arguments instanceof AgentError || Object.getPrototypeOf(event.arguments) === Object.prototype,
    );
  }
  if (event.type === 'transcript') assert.equal(typeof event.text, 'string');
  if (event.type === 'audio') assert(Buffer.isBuffer(event.data));
  if (event.type === 'send') assert.equal(JSON.parse(String(event.frame)).type, 'pong');
  if (event.type === 'error') {
    assert(event.error instanceof AgentError);
    for (const param of Object.values(event.error.params)) assert(String(param).length <= 300);
  }
  if ('turn' in event) assert.equal(typeof event.turn, 'string');
}

function hear(line: Codec, frames: string[]): ProviderEvent[] {
  return frames.flatMap((text) => line.decode(text));
}

describe('Made-up frames from ElevenLabs', () => {
  it('never make the codec throw, nor say what no flow could use', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), (frames) => hear(connection(), frames).forEach(check)),
      { numRuns: 600 },
    );
  });

  it('open a conversation, and end it, at most once', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (frames) => {
        const events = hear(connection(), frames);
        for (const type of ['ready', 'ended']) {
          assert(events.filter((event) => event.type === type).length <= 1);
        }
      }),
    );
  });

  it('leave the prototype of all objects as it was', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(message, (text) => {
        hear(connection(), [text]);
        assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
      }),
    );
  });

  it('followed by any close and any refusal still give an error of ours, or none', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 3 }), fc.integer(), fc.string(), (frames, code, reason) => {
        const line = connection();
        hear(line, frames);
        const error = line.closed(code, reason);
        assert(error === undefined || error instanceof AgentError);
        assert(line.refused({ status: code, body: reason }) instanceof AgentError);
      }),
    );
  });
});
