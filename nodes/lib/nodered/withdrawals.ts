// Owns the second output of a tool node: calls that ended without the answer of their flow, so that what is still moving
// can be stopped. Does not decide that a call has ended.

import type { Node } from 'node-red';
import type { OpenCall } from '../tools/ledger.js';
import type { CallMessage } from './message.js';

export class Withdrawals {
  /** What left at the first output, as it was then: the flow may change its own. */
  readonly #open = new Map<string, CallMessage>();

  constructor(private readonly node: Node) {}

  delivered(message: CallMessage): void {
    this.#open.set(message.toolCall.ref, structuredClone(message));
  }

  settled({ ref, reason }: OpenCall): void {
    const message = this.#open.get(ref);
    this.#open.delete(ref);
    if (message && reason) this.node.send([null, { ...message, reason }]);
  }
}
