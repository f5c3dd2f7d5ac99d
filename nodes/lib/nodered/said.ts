// Owns what a message says to a session: text, audio or an order. Does not send it.

import { isUint8Array } from 'node:util/types';
import { AgentError } from '../errors.js';
import type { Command } from '../providers/provider.js';
import type { SendAction } from '../shared/settings.js';
import { formatIn, type SoundFormat } from '../sound/format.js';

/** What goes with a value on its message, and tells how it is meant. */
interface Beside {
  /** With a context: a newer one with the same key takes its place. */
  key?: string;
  /** `msg.audio`: how the sound is written. */
  audio?: unknown;
}

/** What arrives at a session's input. Throws `message.empty`, `message.not-text`, `sound.format`. */
export function saidBy(value: unknown, audio?: unknown): Command {
  return saidAs(isUint8Array(value) ? 'audio' : 'user_message', value, { audio });
}

/** What `agent-send` is to say. Throws `message.empty`, `message.not-text`, `message.not-audio`, `sound.format`. */
export function saidAs(
  action: Exclude<SendAction, 'end'>,
  value: unknown,
  { key, audio }: Beside = {},
): Command {
  if (action === 'activity') return { type: 'activity' };
  if (action === 'audio') {
    if (isUint8Array(value)) return audioOf(value, formatIn(audio));
    throw new AgentError('message.not-audio', { type: kind(value) });
  }
  const text = textOf(value);
  if (action === 'context') return { type: 'context', text, ...(key === undefined ? {} : { key }) };
  return { type: 'user.text', text };
}

function audioOf(bytes: Uint8Array, format: SoundFormat | AgentError | undefined): Command {
  if (bytes.length === 0) throw new AgentError('message.empty');
  if (format instanceof AgentError) throw format;
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { type: 'audio', data, ...(format ? { format } : {}) };
}

function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new AgentError('message.not-text', { type: kind(value) });
  if (value.trim() === '') throw new AgentError('message.empty');
  return value;
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : isUint8Array(value) ? 'Buffer' : typeof value;
}
