// Owns which sessions one agent has, and finding the one that is meant. Does not open or close lines itself.

import { AgentError } from '../errors.js';
import { isObject } from '../shared/json.js';
import { MAX_SESSIONS } from '../shared/limits.js';
import type { Session } from './session.js';

export class Pool {
  readonly #byKey = new Map<string, Session>();

  /** Errors: `session.key-taken`, `session.too-many`. */
  add(key: string, make: () => Session): Session | AgentError {
    const known = this.#byKey.get(key);
    // One that was just made and has not dialed yet counts as well.
    if (known && (known.isOpen || known.state.line === 0))
      return new AgentError('session.key-taken', { key });
    if (this.open().length >= MAX_SESSIONS)
      return new AgentError('session.too-many', { limit: MAX_SESSIONS });
    const session = make();
    this.#byKey.set(key, session);
    return session;
  }

  remove(session: Session): void {
    if (this.#byKey.get(session.key) === session) this.#byKey.delete(session.key);
  }

  open(): Session[] {
    return [...this.#byKey.values()].filter((session) => session.isOpen);
  }
}

/**
 * The session that `address` (a key, or an object with `key` or `id`, or nothing) names among those that are open.
 * Errors: `session.none`, `session.several`, `session.unknown`, `session.address`.
 */
export function findSession(sessions: readonly Session[], address: unknown): Session | AgentError {
  const wanted = keyOrId(address);
  if (wanted instanceof AgentError) return wanted;
  if (wanted) {
    const found = sessions.find(
      (session) => session.key === wanted.key || (wanted.id !== undefined && session.id === wanted.id),
    );
    return found ?? new AgentError('session.unknown', { key: wanted.key ?? wanted.id ?? '' });
  }
  const [only, ...others] = sessions;
  if (!only) return new AgentError('session.none');
  if (others.length === 0) return only;
  return new AgentError('session.several', { keys: sessions.map((session) => session.key).join(', ') });
}

/**
 * What `msg.session` names; `undefined` where it names nothing. What cannot be read is not nothing: it must not be said to
 * whoever happens to be there. Errors: `session.address`.
 */
export function keyOrId(address: unknown): { key?: string; id?: string } | undefined | AgentError {
  if (address === undefined || address === null || address === '') return undefined;
  const key = nameIn(isObject(address) ? address['key'] : address);
  if (key !== undefined) return { key };
  const id = isObject(address) ? nameIn(address['id']) : undefined;
  return id === undefined ? new AgentError('session.address') : { id };
}

/** Numbers are names as well: a flow may count its sessions. */
function nameIn(value: unknown): string | undefined {
  if (Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
