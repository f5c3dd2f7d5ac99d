// Owns what a message says to a session: text, audio or an order. Does not send it.

import { isUint8Array } from 'node:util/types';
import { AgentError } from '../errors.js';
import type { Command } from '../providers/provider.js';
import type { SendAction } from '../shared/settings.js';

/** What arrives at a session's input. Throws `message.empty`, `message.not-text`. */
export function saidBy(value: unknown): Command {
  return saidAs(isUint8Array(value) ? 'audio' : 'user_message', value);
}

/** What `agent-send` is to say. Throws `message.empty`, `message.not-text`, `message.not-audio`. */
export function saidAs(action: Exclude<SendAction, 'end'>, value: unknown, key?: string): Command {
  if (action === 'activity') return { type: 'activity' };
  if (action === 'audio') {
    if (isUint8Array(value)) return audioOf(value);
    throw new AgentError('message.not-audio', { type: kind(value) });
  }
  const text = textOf(value);
  if (action === 'context') return { type: 'context', text, ...(key === undefined ? {} : { key }) };
  return { type: 'user.text', text };
}

function audioOf(bytes: Uint8Array): Command {
  if (bytes.length === 0) throw new AgentError('message.empty');
  return { type: 'audio', data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
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
