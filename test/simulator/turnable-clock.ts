// Owns a clock that stands still until a test turns it.

import type { Clock } from '../../nodes/lib/clock.js';

export interface TurnableClock {
  readonly clock: Clock;
  /** Lets so much time pass; alarms ring on the way. */
  turn: (ms: number) => void;
}

export function turnableClock(): TurnableClock {
  let now = 0;
  const alarms = new Set<{ at: number; ring: () => void }>();
  return {
    clock: {
      now: () => now,
      after: (ms, ring) => {
        const alarm = { at: now + ms, ring };
        alarms.add(alarm);
        return () => void alarms.delete(alarm);
      },
    },
    turn: (ms) => {
      now += ms;
      for (const alarm of alarms) {
        if (alarm.at > now) continue;
        alarms.delete(alarm);
        alarm.ring();
      }
    },
  };
}
