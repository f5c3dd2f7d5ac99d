// Owns the PIN of a talk page: comparing it, and how often it may be wrong. Does not own how it is asked for.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';

/** Wrong ones in a row from one address before it has to wait; each further one doubles the wait. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;
/** Wrong ones from everywhere together before everybody has to wait; then each one costs a minute. */
const FREE_TRIES_OF_ALL = 100;
const MAX_ADDRESSES = 1000;

interface Tries {
  wrong: number;
  until: number;
}

export type PinAnswer = { right: true } | { right: false; waitSeconds: number };

export class Pin {
  readonly #byAddress = new Map<string, Tries>();
  readonly #all: Tries = { wrong: 0, until: 0 };

  constructor(
    private readonly pin: string,
    private readonly clock: Clock,
  ) {}

  /** Nobody is asked for an empty one. */
  get isAsked(): boolean {
    return this.pin !== '';
  }

  /** Whoever is asked for it needs no letters. */
  get isNumber(): boolean {
    return /^\d+$/.test(this.pin);
  }

  /** While an address has to wait, even the right PIN is not looked at. */
  try(given: string, address: string): PinAnswer {
    if (!this.isAsked) return { right: true };
    const now = this.clock.now();
    const tries = this.#byAddress.get(address) ?? { wrong: 0, until: 0 };
    const until = Math.max(tries.until, this.#all.until);
    if (until > now) return { right: false, waitSeconds: Math.ceil((until - now) / 1000) };
    if (isSame(given, this.pin)) {
      this.#byAddress.delete(address);
      return { right: true };
    }
    tries.wrong += 1;
    this.#all.wrong += 1;
    const extra = tries.wrong - FREE_TRIES;
    if (extra >= 0) tries.until = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(extra, 10));
    if (this.#all.wrong >= FREE_TRIES_OF_ALL) this.#all.until = now + FIRST_WAIT_MS;
    this.#remember(address, tries);
    return { right: false, waitSeconds: Math.max(0, Math.ceil((tries.until - now) / 1000)) };
  }

  #remember(address: string, tries: Tries): void {
    this.#byAddress.delete(address);
    this.#byAddress.set(address, tries);
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size > MAX_ADDRESSES && oldest !== undefined) this.#byAddress.delete(oldest);
  }
}

/** In a time that tells nothing about either, their lengths included. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
