// Owns who is heard in a conversation that several visitors share: whoever spoke last. Two microphones mixed piece by
// piece would be understood by nobody.

import type { Clock } from '../clock.js';

/** Root mean square of 16-bit samples above which somebody speaks. */
const LOUD = 200;
/** A pause within a sentence does not give the floor away. */
const HOLD_MS = 1_500;

export class Floor {
  #holder: object | undefined;
  #until = 0;

  constructor(private readonly clock: Clock) {}

  /** Whether this piece of somebody's sound is to be heard. */
  isHeard(speaker: object, pcm: Buffer): boolean {
    const now = this.clock.now();
    const loud = isLoud(pcm);
    const free = this.#holder === undefined || (this.#holder !== speaker && loud && now > this.#until);
    if (free) this.#holder = speaker;
    if (this.#holder !== speaker) return false;
    if (loud) this.#until = now + HOLD_MS;
    return true;
  }

  leave(speaker: object): void {
    if (this.#holder === speaker) this.#holder = undefined;
  }
}

function isLoud(pcm: Buffer): boolean {
  let sum = 0;
  for (let at = 0; at + 1 < pcm.length; at += 2) sum += pcm.readInt16LE(at) ** 2;
  return Math.sqrt((2 * sum) / Math.max(2, pcm.length)) > LOUD;
}
