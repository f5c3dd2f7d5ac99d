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
 * Errors: `session.none`, `session.several`, `session.unknown`.
 */
export function findSession(sessions: readonly Session[], address: unknown): Session | AgentError {
  const wanted = keyOrId(address);
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

/** What `msg.session` names; `undefined` where it names nothing. */
export function keyOrId(address: unknown): { key?: string; id?: string } | undefined {
  if (typeof address === 'number') return { key: String(address) };
  if (typeof address === 'string') return address === '' ? undefined : { key: address };
  if (!isObject(address)) return undefined;
  const { key, id } = address;
  if (typeof key === 'string' && key !== '') return { key };
  return typeof id === 'string' && id !== '' ? { id } : undefined;
}
