// Owns sending the timeline to the editors that watch it, and to no other: a few times a second at most, and only while
// there are any. Does not know what is in it.

import { randomUUID } from 'node:crypto';
import type { NodeAPI } from 'node-red';
import { isObject } from '../shared/json.js';
import { TIMELINE_TOPIC, type Batch } from '../shared/timeline.js';
import type { House } from './house.js';

const EVERY_MS = 250;

/** Editors that watch at once; and tickets that are not used yet. */
const MAX_WATCHERS = 50;
const MAX_TICKETS = 50;

export class TimelineComms {
  /** Node-RED's names of the connections. */
  readonly #watchers = new Set<string>();
  readonly #tickets = new Set<string>();
  #disarm: (() => void) | undefined;

  constructor(
    private readonly RED: NodeAPI,
    private readonly house: Pick<House, 'timeline' | 'observer' | 'clock'>,
  ) {
    RED.events.on(`comms:message:${TIMELINE_TOPIC}`, (message: unknown) => this.#asked(message));
    RED.events.on('comms:connection-removed', (message: unknown) => this.#leaves(sessionOf(message)));
  }

  /** Good for one editor, once. Whoever may read the timeline gets one over HTTP, where Node-RED asks who it is. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    const [oldest] = this.#tickets;
    if (oldest !== undefined && this.#tickets.size > MAX_TICKETS) this.#tickets.delete(oldest);
    return ticket;
  }

  #asked(message: unknown): void {
    const session = sessionOf(message);
    const data = isObject(message) ? message['data'] : undefined;
    if (session === undefined || !isObject(data)) return;
    const { ticket } = data;
    if (ticket === undefined) return this.#leaves(session);
    if (typeof ticket !== 'string' || !this.#tickets.delete(ticket)) return;
    if (this.#watchers.size >= MAX_WATCHERS && !this.#watchers.has(session)) return;
    this.#watchers.add(session);
    const { timeline, observer } = this.house;
    timeline.watch(true);
    observer.look();
    // Others are sent in the next batch what this one has whole already.
    this.#send(session, timeline.whole());
    this.#disarm ??= this.#later();
  }

  #leaves(session: string | undefined): void {
    if (session === undefined || !this.#watchers.delete(session) || this.#watchers.size > 0) return;
    this.#disarm?.();
    this.#disarm = undefined;
    this.house.timeline.watch(false);
  }

  #later(): () => void {
    return this.house.clock.after(EVERY_MS, () => {
      this.#disarm = this.#later();
      this.house.observer.look();
      const batch = this.house.timeline.take();
      if (batch) for (const session of this.#watchers) this.#send(session, batch);
    });
  }

  /** As `RED.comms.publish` does it, but to one connection: not everybody who sees the flows may read along. */
  #send(session: string, data: Batch): void {
    this.RED.events.emit('comms', { topic: TIMELINE_TOPIC, data, retain: false, session });
  }
}

function sessionOf(message: unknown): string | undefined {
  const session = isObject(message) ? message['session'] : undefined;
  return typeof session === 'string' ? session : undefined;
}
