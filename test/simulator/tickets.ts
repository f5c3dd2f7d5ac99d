// Owns permissions to connect that are handed out beforehand: signed URLs and session tokens, and how often each is good.
// Does not own what they look like.

import type { TicketRule } from './simulator.js';

export interface Tickets<T> {
  issue: (ticket: string, grant: T) => void;
  /** What the ticket stands for, or why it is not good. */
  redeem: (ticket: string) => { grant: T } | { why: 'unknown' | 'used' | 'expired' };
}

export function tickets<T>(rule: TicketRule): Tickets<T> {
  const issued = new Map<string, { grant: T; used: boolean }>();
  return {
    issue: (ticket, grant) => void issued.set(ticket, { grant, used: false }),
    redeem: (ticket) => {
      const found = issued.get(ticket);
      if (!found) return { why: 'unknown' };
      if (rule === 'expired') return { why: 'expired' };
      if (rule === 'once' && found.used) return { why: 'used' };
      found.used = true;
      return { grant: found.grant };
    },
  };
}
