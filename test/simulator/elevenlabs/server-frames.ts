// Owns the messages that the simulated ElevenLabs sends, checked at compile time against the service's published types.
// Where the contract of June 2026 has more fields than those types, they are added beside them.

import type {
  AgentChatResponsePartClientEvent,
  AgentResponseClientEvent,
  AgentToolRequestClientEvent,
  AgentToolResponseClientEvent,
  AudioClientEvent,
  ClientToolCallClientEvent,
  ConversationMetadata,
  ErrorClientEvent,
  ErrorEventErrorType,
  Ping,
  UserTranscriptionClientEvent,
} from '@elevenlabs/types';
import type { AgentCall } from '../mouth.js';
import type { ElevenLabsOptions } from '../simulator.js';

export type ErrorType = ErrorEventErrorType;

export const SOUND = 'pcm_16000';

export function metadata(conversationId: string, sound: NonNullable<ElevenLabsOptions['sound']> = SOUND) {
  return {
    type: 'conversation_initiation_metadata',
    conversation_initiation_metadata_event: {
      conversation_id: conversationId,
      agent_output_audio_format: sound,
      user_input_audio_format: sound,
    },
  } satisfies ConversationMetadata;
}

export function ping(eventId: number, pingMs: number | undefined) {
  const event = { event_id: eventId, ...(pingMs === undefined ? {} : { ping_ms: pingMs }) };
  return { type: 'ping', ping_event: event } satisfies Ping;
}

/** The notice that goes before every tool call. It has no parameters, and nothing may run because of it. */
export function toolRequest(call: AgentCall, eventId: number, patienceSeconds: number) {
  const more = {
    expects_response: call.expectsResponse,
    disable_interruptions: false,
    response_timeout_secs: patienceSeconds,
    execution_mode: 'immediate',
  };
  return {
    type: 'agent_tool_request',
    agent_tool_request: {
      tool_name: call.tool,
      tool_call_id: call.id,
      tool_type: 'client',
      event_id: eventId,
      ...more,
    },
  } satisfies AgentToolRequestClientEvent;
}

export function toolCall(call: AgentCall, eventId: number) {
  const more = { expects_response: call.expectsResponse };
  return {
    type: 'client_tool_call',
    client_tool_call: {
      tool_name: call.tool,
      tool_call_id: call.id,
      parameters: call.values,
      event_id: eventId,
      ...more,
    },
  } satisfies ClientToolCallClientEvent;
}

export interface ToolEnding {
  tool: string;
  id: string;
  type: 'client' | 'system';
  isError: boolean;
  isCalled: boolean;
}

export function toolResponse(ending: ToolEnding, eventId: number) {
  const more = { is_blocked: false };
  return {
    type: 'agent_tool_response',
    agent_tool_response: {
      tool_name: ending.tool,
      tool_call_id: ending.id,
      tool_type: ending.type,
      is_error: ending.isError,
      is_called: ending.isCalled,
      event_id: eventId,
      ...more,
    },
  } satisfies AgentToolResponseClientEvent;
}

export function agentResponse(text: string, eventId: number) {
  return {
    type: 'agent_response',
    agent_response_event: { agent_response: text, event_id: eventId },
  } satisfies AgentResponseClientEvent;
}

/** The same text in pieces, as it comes before the whole in a conversation without audio. */
export function textParts(text: string, eventId: number) {
  const middle = Math.ceil(text.length / 2);
  const part = (type: 'start' | 'delta' | 'stop', piece: string) =>
    ({
      type: 'agent_chat_response_part',
      text_response_part: { type, text: piece, event_id: eventId },
    }) satisfies AgentChatResponsePartClientEvent;
  return [
    part('start', ''),
    part('delta', text.slice(0, middle)),
    part('delta', text.slice(middle)),
    part('stop', ''),
  ];
}

export function audio(pcm: Buffer, eventId: number) {
  return {
    type: 'audio',
    audio_event: { audio_base_64: pcm.toString('base64'), event_id: eventId },
  } satisfies AudioClientEvent;
}

export function userTranscript(text: string, eventId: number) {
  return {
    type: 'user_transcript',
    user_transcription_event: { user_transcript: text, event_id: eventId },
  } satisfies UserTranscriptionClientEvent;
}

export function error(type: ErrorType, message: string) {
  return {
    type: 'error',
    error_event: { code: 1008, error_type: type, message, reason: message },
  } satisfies ErrorClientEvent;
}
