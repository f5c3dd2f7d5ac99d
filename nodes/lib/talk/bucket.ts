// Owns how much one visitor may send: so many bytes a second, and a store of them for a hurry. Closes nothing itself.

import type { Clock } from '../clock.js';
import { MAX_VISITOR_BURST, MAX_VISITOR_RATE } from '../shared/limits.js';

/** Even an empty frame is work. */
const LEAST = 1024;

/** Sound may come a little faster than it was spoken: after a break of the network, these seconds at once. */
const HASTE = 1.1;
const LATE_SECONDS = 5;

export class Bucket {
  #left: number;
  #at: number;

  constructor(
    private readonly clock: Clock,
    /** Bytes. */
    private readonly perSecond = MAX_VISITOR_RATE,
    private readonly most = MAX_VISITOR_BURST,
  ) {
    this.#left = most;
    this.#at = clock.now();
  }

  /** For sound of so many bytes a second, as fast as anybody speaks. */
  static ofSpeech(clock: Clock, perSecond: number): Bucket {
    return new Bucket(clock, perSecond * HASTE, perSecond * LATE_SECONDS);
  }

  /** False where that was too much. */
  take(bytes: number, least = LEAST): boolean {
    const now = this.clock.now();
    this.#left = Math.min(this.most, this.#left + ((now - this.#at) * this.perSecond) / 1000);
    this.#at = now;
    this.#left -= Math.max(bytes, least);
    if (this.#left >= 0) return true;
    // What is refused is not owed.
    this.#left += Math.max(bytes, least);
    return false;
  }
}
