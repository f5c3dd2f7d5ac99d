// Owns the calls that come while tools go and come back. Runs none of them.

import type { ToolCall } from '../providers/provider.js';
import { MAX_HELD } from '../shared/limits.js';
import type { CallingAgent } from './caller.js';
import type { Entry, OpenCall } from './ledger.js';

/** A call that is not looked at yet. */
export interface Unseen extends Entry<CallingAgent> {
  readonly given: ToolCall['arguments'];
}

export class Held {
  /** Undefined while nothing is held back. */
  #calls: Unseen[] | undefined;

  get holds(): boolean {
    return this.#calls !== undefined;
  }

  begin(): void {
    this.#calls ??= [];
  }

  has(call: OpenCall): boolean {
    return this.#calls?.some((held) => held.call === call) === true;
  }

  /** False where no more can wait. */
  add(unseen: Unseen): boolean {
    if (!this.#calls || this.#calls.length >= MAX_HELD) return false;
    this.#calls.push(unseen);
    return true;
  }

  /** Gives what was held back, in the order in which it came. */
  end(): Unseen[] {
    const calls = this.#calls ?? [];
    this.#calls = undefined;
    return calls;
  }
}
