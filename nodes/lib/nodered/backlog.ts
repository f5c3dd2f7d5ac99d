// Owns what happens in sessions while no node is there to tell it: in order, bounded. Does not tell it itself.

import type { Session, SessionEvent } from '../session/session.js';
import { MAX_BACKLOG, MAX_PENDING_BYTES } from '../shared/limits.js';

export class Backlog {
  #happened: [Session, SessionEvent][] = [];
  #bytes = 0;

  /** The oldest makes room. */
  add(session: Session, event: SessionEvent): void {
    this.#happened.push([session, event]);
    this.#bytes += sizeOf(event);
    while (this.#happened.length > MAX_BACKLOG || this.#bytes > MAX_PENDING_BYTES) {
      const [oldest] = this.#happened.splice(0, 1);
      if (!oldest) return;
      this.#bytes -= sizeOf(oldest[1]);
    }
  }

  /** Hands everything over, oldest first. */
  flush(told: (session: Session, event: SessionEvent) => void): void {
    const happened = this.#happened;
    this.#happened = [];
    this.#bytes = 0;
    for (const [session, event] of happened) told(session, event);
  }
}

/** Bytes; only sound is large in number. */
function sizeOf(event: SessionEvent): number {
  return event.type === 'provider' && event.event.type === 'audio' ? event.event.data.length : 0;
}
