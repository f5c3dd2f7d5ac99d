// Owns when an agent is told to go on after its calls are answered. Flows never have to know. Sends nothing itself.

import type { Capabilities } from '../providers/provider.js';

/** One connection's batches: which calls were made together, and which of them still wait. */
export class Turn {
  readonly #waiting = new Map<string | undefined, Set<string>>();

  constructor(private readonly continuation: Capabilities['continuation']) {}

  /** A call that owes an answer came in. */
  opened(id: string, batch: string | undefined): void {
    if (this.continuation === 'auto') return;
    const ids = this.#waiting.get(batch) ?? new Set();
    this.#waiting.set(batch, ids.add(id));
  }

  /** A call of ours is answered (or no longer wanted). Gives the batch that is complete by it, if one is. */
  closed(id: string): { batch: string | undefined } | undefined {
    for (const [batch, ids] of this.#waiting) {
      if (!ids.delete(id)) continue;
      if (ids.size > 0) return undefined;
      this.#waiting.delete(batch);
      return { batch };
    }
    return undefined;
  }
}
