// Owns what is said on one connection, by whom, as text and as sound, and what an interruption makes of it.

import { textAt, type JsonObject } from '../frame.js';
import type { ProviderEvent } from '../provider.js';
import { broken, eventId, turnOf, type Meaning } from './shape.js';
import type { ServerMessageType } from './wire.js';

const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

/** Turns that are written at the same time, and how long each may grow: a server that never stops must not fill the memory. */
const MAX_TURNS = 8;
const MAX_TEXT = 1024 * 1024;

export interface Speech {
  readonly audio: Meaning;
  readonly interruption: Meaning;
  readonly part: Meaning;
  readonly response: Meaning;
}

export function speech(): Speech {
  /** Numbers of events: the newest sound that was heard, and the newest that is not to be heard any more. */
  let newest = -1;
  let silenced = -1;
  /** What the agent has written so far, by turn. */
  const written = new Map<string, string>();

  function audio(content: JsonObject): ProviderEvent[] {
    const base64 = content['audio_base_64'];
    if (typeof base64 !== 'string' || NOT_BASE64.test(base64)) return broken('audio', 'audio_base_64');
    // Was on its way when the user began to speak.
    const id = eventId(content);
    if (id !== undefined && id <= silenced) return [];
    newest = Math.max(newest, id ?? newest);
    const data = Buffer.from(base64, 'base64');
    return [{ type: 'audio', data, ...turnOf(content), final: content['is_final'] === true }];
  }

  function interruption(content: JsonObject): ProviderEvent[] {
    const id = eventId(content);
    // The answer to what interrupted may carry the number of the interruption itself: that number is only over where
    // something was heard under it before.
    if (id !== undefined) silenced = Math.max(silenced, newest >= id ? id : id - 1);
    return [{ type: 'interruption', ...turnOf(content) }];
  }

  /** Parts are never final: the whole text follows as `agent_response`. */
  function part(content: JsonObject): ProviderEvent[] {
    const turn = textAt(content, 'event_id') ?? '';
    const kind = content['type'];
    if (kind === 'start' || kind === 'stop') written.delete(turn);
    if (kind === 'stop') return [];
    const { text } = content;
    if (kind === 'start' && !text) return [];
    if (typeof text !== 'string') return broken('agent_chat_response_part', 'text');
    const whole = ((written.get(turn) ?? '') + text).slice(0, MAX_TEXT);
    written.set(turn, whole);
    for (const oldest of written.keys()) {
      if (written.size > MAX_TURNS) written.delete(oldest);
    }
    return [{ type: 'transcript', role: 'agent', text: whole, final: false, ...turnOf(content) }];
  }

  function response(content: JsonObject): ProviderEvent[] {
    written.delete(textAt(content, 'event_id') ?? '');
    const { attachments } = content;
    const spoken = said('agent_response', 'agent', content, 'agent_response');
    // A transcript is text alone; what comes with it must not be lost.
    const more = Array.isArray(attachments) && attachments.length > 0;
    return more ? [...spoken, { type: 'notice', name: 'agent_response', details: content }] : spoken;
  }

  return { audio, interruption, part, response };
}

export function heard(content: JsonObject): ProviderEvent[] {
  return said('user_transcript', 'user', content, 'user_transcript');
}

export function guessed(content: JsonObject): ProviderEvent[] {
  return said('tentative_user_transcript', 'user', content, 'user_transcript', { final: false });
}

/** After an interruption: how far the agent came. */
export function corrected(content: JsonObject): ProviderEvent[] {
  const marks = { corrected: true, interrupted: true } as const;
  return said('agent_response_correction', 'agent', content, 'corrected_agent_response', marks);
}

function said(
  frame: ServerMessageType,
  role: 'user' | 'agent',
  content: JsonObject,
  key: string,
  marks: { final?: false; corrected?: true; interrupted?: true } = {},
): ProviderEvent[] {
  const text = content[key];
  if (typeof text !== 'string') return broken(frame, key);
  return [{ type: 'transcript', role, text, final: true, ...turnOf(content), ...marks }];
}
