// Owns tickets: what a page that was let in over HTTP shows at the socket, where no login is asked for. Each is good once
// and for a moment.

import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';

const GOOD_FOR_MS = 30_000;
const MAX_TICKETS = 1000;

export class Tickets<About> {
  readonly #given = new Map<string, { until: number; about: About }>();

  constructor(private readonly clock: Clock) {}

  give(about: About): string {
    const now = this.clock.now();
    for (const [ticket, { until }] of this.#given) {
      // They stand in the order of their age.
      if (until > now && this.#given.size < MAX_TICKETS) break;
      this.#given.delete(ticket);
    }
    const ticket = randomBytes(32).toString('base64url');
    this.#given.set(ticket, { until: now + GOOD_FOR_MS, about });
    return ticket;
  }

  /** What the ticket was given for; `undefined` where it is not ours, used up or too old. */
  take(ticket: string): About | undefined {
    const found = this.#given.get(ticket);
    this.#given.delete(ticket);
    return found && found.until > this.clock.now() ? found.about : undefined;
  }
}
