// Owns the second output of a tool node: calls that ended without the answer of their flow, so that what is still moving
// can be stopped. Does not decide that a call has ended.

import type { Node } from 'node-red';
import type { OpenCall } from '../tools/ledger.js';
import type { CallMessage } from './message.js';

/** What left at the first output, as it was then: the flow may change its own. A call may outlive the node it left by. */
const delivered = new WeakMap<OpenCall, CallMessage>();

export class Withdrawals {
  constructor(private readonly node: Node) {}

  delivered(call: OpenCall, message: CallMessage): void {
    delivered.set(call, structuredClone(message));
  }

  settled(call: OpenCall): void {
    const { reason } = call;
    const message = delivered.get(call);
    delivered.delete(call);
    if (message && reason) this.node.send([null, { ...message, reason }]);
  }
}
