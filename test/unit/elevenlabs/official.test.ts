// Owns the test that every message of the published types means something to our codec.

import assert from 'node:assert/strict';
import type { ProviderEvent } from '../../../nodes/lib/providers/provider.js';
import type { TheirServerMessage } from '../../contract/elevenlabs-types.js';
import { heard } from './frames.js';

type Samples = { [T in TheirServerMessage['type']]: Extract<TheirServerMessage, { type: T }> };

const TOOL = { tool_name: 'a', tool_call_id: 'c', tool_type: 'client', event_id: 1 };
const MCP = { service_id: 's', tool_call_id: 'c', tool_name: 'a', parameters: {}, timestamp: '' };

const SAMPLES: Samples = {
  conversation_initiation_metadata: {
    type: 'conversation_initiation_metadata',
    conversation_initiation_metadata_event: {
      conversation_id: 'conv_1',
      agent_output_audio_format: 'pcm_44100',
      user_input_audio_format: 'pcm_16000',
    },
  },
  ping: { type: 'ping', ping_event: { event_id: 1, ping_ms: null } },
  audio: {
    type: 'audio',
    audio_event: {
      audio_base_64: 'AAA=',
      event_id: 1,
      alignment: { chars: ['H'], char_start_times_ms: [0], char_durations_ms: [50] },
    },
  },
  interruption: { type: 'interruption', interruption_event: { event_id: 1 } },
  user_transcript: {
    type: 'user_transcript',
    user_transcription_event: { user_transcript: 'u', event_id: 1 },
  },
  tentative_user_transcript: {
    type: 'tentative_user_transcript',
    tentative_user_transcription_event: { user_transcript: 'u', event_id: 1 },
  },
  agent_response: { type: 'agent_response', agent_response_event: { agent_response: 'a', event_id: 1 } },
  agent_response_correction: {
    type: 'agent_response_correction',
    agent_response_correction_event: {
      original_agent_response: 'ab',
      corrected_agent_response: 'a',
      event_id: 1,
    },
  },
  agent_chat_response_part: {
    type: 'agent_chat_response_part',
    text_response_part: { text: 'a', type: 'delta', event_id: 1 },
  },
  agent_reasoning_response_part: {
    type: 'agent_reasoning_response_part',
    reasoning_response_part: { text: 'a', type: 'delta', event_id: 'e' },
  },
  client_tool_call: {
    type: 'client_tool_call',
    client_tool_call: { tool_name: 'a', tool_call_id: 'c', parameters: { city: 'Oslo' }, event_id: 1 },
  },
  agent_tool_request: { type: 'agent_tool_request', agent_tool_request: TOOL },
  agent_tool_response: {
    type: 'agent_tool_response',
    agent_tool_response: { ...TOOL, is_error: false, is_called: true },
  },
  agent_tool_response_full_payload: {
    type: 'agent_tool_response_full_payload',
    agent_tool_response_full_payload: { ...TOOL, is_error: false, is_called: true, full_tool_result: '' },
  },
  mcp_tool_call: { type: 'mcp_tool_call', mcp_tool_call: { ...MCP, state: 'failure', error_message: 'no' } },
  mcp_connection_status: { type: 'mcp_connection_status', mcp_connection_status: { integrations: [] } },
  rich_content: {
    type: 'rich_content',
    rich_content: { rich_content_id: 'r', component: 'card', props: {}, event_id: 1 },
  },
  vad_score: { type: 'vad_score', vad_score_event: { vad_score: 1 } },
  context_usage: {
    type: 'context_usage',
    context_usage_event: { event_id: 1, model: 'm', context_tokens: 1, context_limit_tokens: 2 },
  },
  asr_initiation_metadata: { type: 'asr_initiation_metadata', asr_initiation_metadata_event: {} },
  guardrail_triggered: { type: 'guardrail_triggered' },
  agent_typing: { type: 'agent_typing', agent_typing_event: { is_typing: true } },
  external_agent_connected: { type: 'external_agent_connected' },
  external_agent_disconnected: { type: 'external_agent_disconnected' },
  internal_turn_probability: {
    type: 'internal_turn_probability',
    turn_probability_internal_event: { turn_probability: 1 },
  },
  internal_tentative_agent_response: {
    type: 'internal_tentative_agent_response',
    tentative_agent_response_internal_event: { tentative_agent_response: '' },
  },
  error: { type: 'error', error_event: { code: 1011 } },
};

const MEANS: Partial<Record<TheirServerMessage['type'], ProviderEvent['type']>> = {
  conversation_initiation_metadata: 'ready',
  ping: 'send',
  audio: 'audio',
  interruption: 'interruption',
  user_transcript: 'transcript',
  tentative_user_transcript: 'transcript',
  agent_response: 'transcript',
  agent_response_correction: 'transcript',
  agent_chat_response_part: 'transcript',
  client_tool_call: 'tool.call',
  internal_turn_probability: 'raw',
  internal_tentative_agent_response: 'raw',
  error: 'error',
};

describe('A message as ElevenLabs publishes it', () => {
  for (const sample of Object.values(SAMPLES)) {
    it(`${sample.type} is ${MEANS[sample.type] ?? 'a notice'}`, () => {
      const events = heard(sample).map((event) => event.type);
      assert.deepEqual(events, [MEANS[sample.type] ?? 'notice']);
    });
  }
});
