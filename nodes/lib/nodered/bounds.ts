// Owns how many conversations a session node may have at once, and how long one may be silent. Does not end any.

import { AgentError } from '../errors.js';
import { IDLE_MAX_MINUTES, IDLE_MIN_MINUTES, MAX_SESSIONS } from '../shared/limits.js';
import type { AgentSessionSettings } from '../shared/settings.js';
import { textSettings } from './settings.js';

export interface Bounds {
  sessions: number;
  /** Milliseconds after which a conversation in which nothing happens is over; `undefined` for never. */
  idleMs: number | undefined;
}

/** Errors: `config.env-missing`, `session.limit-value`, `session.idle-value`. */
export function readBounds(stored: Partial<AgentSessionSettings>): Bounds | AgentError {
  const texts = textSettings({ ...stored }, ['maxSessions', 'idleMinutes']);
  if (texts instanceof AgentError) return texts;
  const { maxSessions, idleMinutes } = texts;
  const sessions = maxSessions === '' ? MAX_SESSIONS : Number(maxSessions);
  if (!Number.isInteger(sessions) || sessions < 1 || sessions > MAX_SESSIONS)
    return new AgentError('session.limit-value', { value: maxSessions, limit: MAX_SESSIONS });
  if (idleMinutes === '') return { sessions, idleMs: undefined };
  const minutes = Number(idleMinutes);
  if (minutes >= IDLE_MIN_MINUTES && minutes <= IDLE_MAX_MINUTES)
    return { sessions, idleMs: minutes * 60_000 };
  return new AgentError('session.idle-value', {
    value: idleMinutes,
    min: IDLE_MIN_MINUTES,
    max: IDLE_MAX_MINUTES,
  });
}
