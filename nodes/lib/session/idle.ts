// Owns noticing that nothing has been said or called in a session for a while. Does not end it: whoever asks does.

import type { Clock } from '../clock.js';
import type { Session, SessionEvent } from './session.js';

export class Idle {
  readonly #alarms = new Map<Session, () => void>();

  /** `busy` sessions have a call at work: nothing is said for good reason. `over` is told once for each silence. */
  constructor(
    private readonly clock: Clock,
    private readonly busy: (session: Session) => boolean,
    private readonly over: (session: Session) => void,
  ) {}

  /** `ms` from now on; `undefined` for never. */
  happened(session: Session, event: SessionEvent, ms: number | undefined): void {
    if (event.type === 'phase' && !session.isOpen) this.forget(session);
    else if (isLife(event)) this.#arm(session, ms);
  }

  /** Another time counts for all: their silence begins anew. */
  change(sessions: readonly Session[], ms: number | undefined): void {
    for (const session of sessions) if (session.id !== '') this.#arm(session, ms);
  }

  forget(session: Session): void {
    this.#alarms.get(session)?.();
    this.#alarms.delete(session);
  }

  #arm(session: Session, ms: number | undefined): void {
    this.forget(session);
    if (ms === undefined) return;
    const ring = () => {
      this.#alarms.delete(session);
      if (this.busy(session)) this.#arm(session, ms);
      else this.over(session);
    };
    this.#alarms.set(session, this.clock.after(ms, ring));
  }
}

/** What somebody says, also as sound, and what is called. News of the line and notes of the provider are none of it. */
function isLife(event: SessionEvent): boolean {
  if (event.type === 'open' || event.type === 'call') return true;
  return event.type === 'provider' && LIVELY.has(event.event.type);
}

const LIVELY: ReadonlySet<string> = new Set(['transcript', 'audio', 'interruption']);
