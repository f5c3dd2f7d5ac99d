// Owns time: the hour and the alarms. Everything below lib/nodered asks this and never the system, so tests can turn it.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `ring` once, after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, ring: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, ring) => {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};
