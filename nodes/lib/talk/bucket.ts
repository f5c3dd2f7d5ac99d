// Owns how much one visitor may send: so many bytes a second, and a store of them for a hurry. Closes nothing itself.

import type { Clock } from '../clock.js';
import { MAX_VISITOR_BURST, MAX_VISITOR_RATE } from '../shared/limits.js';

/** Even an empty frame is work. */
const LEAST = 1024;

export class Bucket {
  #left = MAX_VISITOR_BURST;
  #at: number;

  constructor(private readonly clock: Clock) {
    this.#at = clock.now();
  }

  /** False where that was too much. */
  take(bytes: number): boolean {
    const now = this.clock.now();
    this.#left = Math.min(MAX_VISITOR_BURST, this.#left + ((now - this.#at) * MAX_VISITOR_RATE) / 1000);
    this.#at = now;
    this.#left -= Math.max(bytes, LEAST);
    return this.#left >= 0;
  }
}
