// Owns a clock that stands still until a test turns it. Rings alarms in the order of time, and those they set as well.

import type { Clock } from '../../nodes/lib/clock.js';
import { atEnd } from './teardown.js';

export interface TestClock extends Clock {
  /** Lets time pass, in milliseconds. */
  advance(ms: number): void;
  /** How many alarms are set. */
  readonly armed: number;
}

interface Alarm {
  due: number;
  ring: () => void;
}

export function testClock(start = 1_700_000_000_000): TestClock {
  const alarms = new Set<Alarm>();
  let now = start;

  function earliest(until: number): Alarm | undefined {
    const due = [...alarms].filter((alarm) => alarm.due <= until);
    return due.toSorted((one, other) => one.due - other.due)[0];
  }

  return {
    now: () => now,
    after(ms, ring) {
      const alarm = { due: now + ms, ring };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    advance(ms) {
      const until = now + ms;
      for (let alarm = earliest(until); alarm; alarm = earliest(until)) {
        alarms.delete(alarm);
        now = Math.max(now, alarm.due);
        alarm.ring();
      }
      now = until;
    },
    get armed() {
      return alarms.size;
    },
  };
}

/** Puts the timeouts of the system on such a clock until the end of the test, for code that is given no clock. */
export function stopTimeouts(): TestClock {
  const clock = testClock();
  const { setTimeout, clearTimeout } = globalThis;
  atEnd(() => Object.assign(globalThis, { setTimeout, clearTimeout }));
  Object.assign(globalThis, {
    setTimeout: (ring: () => void, ms = 0) => {
      const stop = clock.after(ms, ring);
      return Object.assign(stop, { unref: () => stop });
    },
    clearTimeout: (stop: (() => void) | undefined) => stop?.(),
  });
  return clock;
}
