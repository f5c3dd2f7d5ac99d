// Owns the service's pings: sent at once and then at intervals, each to be returned with its own number.
// Does not end a conversation whose pings stay unreturned: the real service is not known to.

import type { Clock } from '../../../nodes/lib/clock.js';

export interface Pings {
  start: () => void;
  /** A ping that goes out, whoever sends it. */
  sent: (eventId: number) => void;
  /** False for a number that no ping had. */
  returned: (eventId: number) => boolean;
  stop: () => void;
}

/** `send` gets the milliseconds that the last ping took, once there was one. */
export function pings(clock: Clock, seconds: number, send: (pingMs: number | undefined) => void): Pings {
  const under = new Map<number, number>();
  let last: number | undefined;
  let stop: (() => void) | undefined;

  const beat = () => {
    send(last);
    stop = clock.after(seconds * 1000, beat);
  };

  return {
    start: beat,
    sent: (eventId) => void under.set(eventId, clock.now()),
    returned: (eventId) => {
      const since = under.get(eventId);
      if (since === undefined) return false;
      last = clock.now() - since;
      return true;
    },
    stop: () => stop?.(),
  };
}
