// Owns how long to wait before a connection is tried again. Owns no timer.

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * Milliseconds before try number `tries` (1 for the first retry): doubling, with half of it left to chance so that
 * many flows do not come back in the same instant. `random` is from 0 to 1.
 */
export function retryDelay(tries: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 10));
  return Math.round(full / 2 + (full / 2) * random);
}
