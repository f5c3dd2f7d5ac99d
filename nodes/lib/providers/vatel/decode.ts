// Owns what each of Vatel's nine messages means. Does not remember anything: what belongs to a connection is in codec.

import { AgentError } from '../../errors.js';
import { objectAt, textAt, type JsonObject } from '../frame.js';
import type { AudioFormat, ProviderEvent } from '../provider.js';
import { flatten } from './arguments.js';
import { declared } from './declared.js';
import { SAMPLE_RATE, type ServerMessage } from './wire.js';

const AUDIO: AudioFormat = { encoding: 'pcm_s16le', sampleRate: SAMPLE_RATE, channels: 1 };
const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

type MessageType = ServerMessage['type'];

const MEANINGS: Readonly<Record<MessageType, (data: JsonObject) => ProviderEvent>> = {
  session_started: (data) => ({
    type: 'ready',
    conversationId: textAt(data, 'id') ?? '',
    audioIn: AUDIO,
    audioOut: AUDIO,
  }),
  response_audio: audio,
  response_text: (data) => transcript('response_text', 'agent', data, 'text'),
  input_audio_transcript: (data) => transcript('input_audio_transcript', 'user', data, 'transcript'),
  speech_started: (data) => ({ type: 'notice', name: 'speech_started', details: data }),
  speech_stopped: (data) => ({ type: 'notice', name: 'speech_stopped', details: data }),
  interruption: () => ({ type: 'interruption' }),
  session_ended: (data) => ({ type: 'ended', reason: textAt(data, 'reason') ?? '' }),
  tool_call: toolCall,
};

/** The one event that a message stands for. `data` may be absent, null or no object: all count as empty. */
export function meaning(message: JsonObject): ProviderEvent {
  const type = message['type'];
  if (typeof type !== 'string') return broken('', 'type');
  if (!isKnown(type)) return { type: 'raw', name: type, frame: message };
  return MEANINGS[type](objectAt(message, 'data'));
}

function isKnown(type: string): type is MessageType {
  return Object.hasOwn(MEANINGS, type);
}

function audio(data: JsonObject): ProviderEvent {
  const base64 = data['audio'];
  if (typeof base64 !== 'string' || NOT_BASE64.test(base64)) return broken('response_audio', 'audio');
  return { type: 'audio', data: Buffer.from(base64, 'base64'), ...turnOf(data), final: isFinal(data) };
}

/**
 * A text is a whole segment, never a fragment: until it is final it repeats and refines the one before it. What comes
 * in the same turn after a final one is a segment of its own; joining them would say a repeated final text twice.
 */
function transcript(type: MessageType, role: 'user' | 'agent', data: JsonObject, key: string): ProviderEvent {
  const text = data[key];
  if (typeof text !== 'string') return broken(type, key);
  return { type: 'transcript', role, text, final: isFinal(data), ...turnOf(data) };
}

function toolCall(data: JsonObject): ProviderEvent {
  const id = textAt(data, 'toolCallId') || textAt(data, 'tool_call_id');
  // Without a name nothing can run, but the agent waits all the same: it is told that there is no such tool.
  const name = textAt(data, 'toolName') || textAt(data, 'tool_name') || '';
  if (!id) return broken('tool_call', 'toolCallId');
  const raw = data['arguments'] ?? [];
  // Every call waits for its answer, and none is made on trial.
  const always = { expectsResponse: true, speculative: false };
  return { type: 'tool.call', id, name, raw, arguments: flatten(raw), declared: declared(raw), ...always };
}

/** Older servers do not send `is_final`, and only whole pieces. */
function isFinal(data: JsonObject): boolean {
  return data['is_final'] !== false;
}

function turnOf(data: JsonObject): { turn?: string } {
  const turn = textAt(data, 'turn_id');
  return turn === undefined ? {} : { turn };
}

function broken(frame: string, field: string): ProviderEvent {
  return {
    type: 'error',
    error: new AgentError('frame.shape', { provider: 'vatel', frame, field }),
    final: false,
  };
}
