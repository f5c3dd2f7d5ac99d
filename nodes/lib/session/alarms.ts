// Owns the alarms of one session, one of a name. Does not know what they are for.

import type { Clock } from '../clock.js';

export class Alarms<Name extends string> {
  readonly #disarm = new Map<Name, () => void>();

  constructor(private readonly clock: Clock) {}

  /** Rings once, after `ms` milliseconds; an earlier alarm of that name does not ring any more. */
  arm(name: Name, ms: number, ring: () => void): void {
    this.disarm(name);
    this.#disarm.set(name, this.clock.after(ms, ring));
  }

  disarm(name: Name): void {
    this.#disarm.get(name)?.();
    this.#disarm.delete(name);
  }
}
