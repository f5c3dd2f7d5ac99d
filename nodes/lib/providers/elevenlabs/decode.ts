// Owns which message means what, and under which key of its frame its content stands.
// Does not know what single messages say: speech, calls and faults do.

import { isObject, textAt, type JsonObject } from '../frame.js';
import type { AudioFormat, ProviderEvent } from '../provider.js';
import type { Calls } from './calls.js';
import { frame } from './encode.js';
import { announced } from './faults.js';
import { broken, eventId, type Meaning } from './shape.js';
import { corrected, guessed, heard, type Speech } from './speech.js';
import type { ServerMessages, ServerMessageType } from './wire.js';

/** What is not for the public stays unknown: it may change any day. */
type Internal = Extract<ServerMessageType, `internal_${string}`>;
type Known = Exclude<ServerMessageType, Internal>;

const CONTENT: { readonly [T in Known]: keyof ServerMessages[T] & string } = {
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
  mcp_tool_call: 'mcp_tool_call',
  mcp_connection_status: 'mcp_connection_status',
  agent_response_complete: 'agent_response_complete_event',
  agent_response_metadata: 'agent_response_metadata_event',
  agent_reasoning_response_part: 'reasoning_response_part',
  rich_content: 'rich_content',
  vad_score: 'vad_score_event',
  context_usage: 'context_usage_event',
  guardrail_triggered: 'guardrail_triggered_event',
  asr_initiation_metadata: 'asr_initiation_metadata_event',
  agent_typing: 'agent_typing_event',
  external_agent_connected: 'external_agent_connected_event',
  external_agent_disconnected: 'external_agent_disconnected_event',
  error: 'error_event',
  client_error: 'error_event',
};

/** Reads the messages of one connection, whose memory the two are. What has no meaning of its own is a notice. */
export function decoder(calls: Calls, speech: Speech): (message: JsonObject) => ProviderEvent[] {
  const meanings: { readonly [T in Known]?: Meaning } = {
    conversation_initiation_metadata: ready,
    ping: pong,
    audio: speech.audio,
    interruption: speech.interruption,
    user_transcript: heard,
    tentative_user_transcript: guessed,
    agent_response: speech.response,
    agent_response_correction: corrected,
    agent_chat_response_part: speech.part,
    client_tool_call: calls.made,
    agent_tool_response: (content) => [notice('agent_tool_response', content), ...calls.done(content)],
    agent_tool_response_full_payload: (content) => [
      notice('agent_tool_response_full_payload', content),
      ...calls.done(content),
    ],
    error: (content) => [{ type: 'error', error: announced(content), final: true }],
    // Nobody says that the server closes after this one, so the session goes on until it does.
    client_error: (content) => [{ type: 'error', error: announced(content), final: false }],
  };

  return (message) => {
    const { type, ...rest } = message;
    if (typeof type !== 'string') return broken('', 'type');
    if (!isKnown(type)) return [{ type: 'raw', name: type, frame: message }];
    const nested = message[CONTENT[type]];
    // Where it is missing, the fields may stand in the frame itself.
    const content = isObject(nested) ? nested : rest;
    return meanings[type]?.(content) ?? [notice(type, content)];
  };
}

function isKnown(type: string): type is Known {
  return Object.hasOwn(CONTENT, type);
}

function notice(name: Known, details: JsonObject): ProviderEvent {
  return { type: 'notice', name, details };
}

function pong(content: JsonObject): ProviderEvent[] {
  const id = eventId(content);
  if (id === undefined) return broken('ping', 'event_id');
  return [{ type: 'send', frame: frame({ type: 'pong', event_id: id }) }];
}

function ready(content: JsonObject): ProviderEvent[] {
  const audioIn = audioFormat(content['user_input_audio_format'] ?? 'pcm_16000');
  const audioOut = audioFormat(content['agent_output_audio_format']);
  const conversationId = textAt(content, 'conversation_id') ?? '';
  const formats = { ...(audioIn ? { audioIn } : {}), ...(audioOut ? { audioOut } : {}) };
  return [{ type: 'ready', conversationId, ...formats }];
}

function audioFormat(name: unknown): AudioFormat | undefined {
  const [, encoding, rate] = typeof name === 'string' ? (/^(pcm|ulaw)_(\d{4,6})$/.exec(name) ?? []) : [];
  if (!encoding) return undefined;
  return { encoding: encoding === 'pcm' ? 'pcm_s16le' : 'ulaw', sampleRate: Number(rate), channels: 1 };
}
