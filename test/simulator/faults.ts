// Owns which of the coming requests are spoilt, and how. Does not answer any.

import type { RequestFault, RequestKind } from './script.js';

export interface Faults {
  add(...faults: RequestFault[]): void;
  /** The fault for the request at hand, counted as used. */
  take(kind: RequestKind): RequestFault | undefined;
}

export function faults(): Faults {
  const queue: { fault: RequestFault; left: number }[] = [];
  return {
    add: (...more) => queue.push(...more.map((fault) => ({ fault, left: fault.times ?? 1 }))),
    take: (kind) => {
      const entry = queue.find(({ fault, left }) => left > 0 && concerns(fault, kind));
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
  };
}

function concerns(fault: RequestFault, kind: RequestKind): boolean {
  const at = fault.at ?? (fault.fault === 'slow-handshake' ? 'upgrade' : kind);
  return at === kind;
}
