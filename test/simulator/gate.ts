// Owns which of the coming requests are spoilt, and how. Does not answer any itself.

import type { Clock } from '../../nodes/lib/clock.js';
import type { HttpFault, RequestFault, RequestKind } from './script.js';

export interface Gate {
  spoil: (...faults: readonly RequestFault[]) => void;
  /** Calls one of the two: at once, later, or, for a request that is held back, never. */
  pass: (kind: RequestKind, refuse: (fault: HttpFault) => void, proceed: () => void) => void;
}

export function gate(clock: Clock): Gate {
  const queue: { fault: RequestFault; left: number }[] = [];
  return {
    spoil: (...faults) => void queue.push(...faults.map((fault) => ({ fault, left: fault.times ?? 1 }))),
    pass: (kind, refuse, proceed) => {
      const entry = queue.find(({ fault, left }) => left > 0 && concerns(fault, kind));
      if (!entry) return proceed();
      entry.left -= 1;
      if (entry.fault.fault === 'http') return refuse(entry.fault);
      if (entry.fault.ms !== undefined) clock.after(entry.fault.ms, proceed);
    },
  };
}

function concerns(fault: RequestFault, kind: RequestKind): boolean {
  const at = fault.at ?? (fault.fault === 'slow-handshake' ? 'upgrade' : kind);
  return at === kind;
}
