// Owns what every kind of message has in common: the turn it belongs to, and the event of one that lacks what it needs.

import { AgentError } from '../../errors.js';
import { textAt, type JsonObject } from '../frame.js';
import type { ProviderEvent } from '../provider.js';
import type { ServerMessageType } from './wire.js';

/** What one kind of message means, given its content. */
export type Meaning = (content: JsonObject) => ProviderEvent[];

export function turnOf(content: JsonObject): { turn?: string } {
  const turn = textAt(content, 'event_id');
  return turn === undefined ? {} : { turn };
}

/** The whole number under `event_id`; `undefined` when there is none. */
export function eventId(content: JsonObject): number | undefined {
  const id = content['event_id'];
  return typeof id === 'number' && Number.isInteger(id) ? id : undefined;
}

export function broken(frame: ServerMessageType | '', field: string): ProviderEvent[] {
  const error = new AgentError('frame.shape', { provider: 'elevenlabs', frame, field });
  return [{ type: 'error', error, final: false }];
}
