// Owns the time of calls that are let in: when it is over, and when their agents are told that a flow is still at work.
// Ends nothing and tells nobody: it says when that is due.

import type { Clock } from '../clock.js';
import type { CallingAgent } from './caller.js';
import type { Entry, OpenCall } from './ledger.js';
import type { Tool } from './registry.js';

/** What is due. */
export interface Due {
  over(entry: Entry<CallingAgent>, tool: Tool): void;
  acknowledged(entry: Entry<CallingAgent>, text: string): void;
}

export class Times {
  readonly #alarms = new Map<string, (() => void)[]>();

  constructor(
    private readonly clock: Clock,
    private readonly due: Due,
  ) {}

  runsFor(call: OpenCall): boolean {
    return this.#alarms.has(call.ref);
  }

  /** The agent waits from now on, whether the flow starts now or when it is its turn. */
  start(entry: Entry<CallingAgent>, tool: Tool, payload: Record<string, unknown>): void {
    const { call, caller } = entry;
    const alarms = [this.clock.after(tool.timeoutMs, () => this.due.over(entry, tool))];
    const { acknowledge } = tool;
    if (acknowledge && call.expectsResponse) {
      const said = structuredClone(payload);
      const ring = () => {
        const sentence = acknowledge.sentence(call, said, caller.session);
        if (typeof sentence === 'string') this.due.acknowledged(entry, sentence);
        else void sentence.then((text) => this.due.acknowledged(entry, text));
      };
      alarms.push(this.clock.after(acknowledge.afterMs, ring));
    }
    this.#alarms.set(call.ref, alarms);
  }

  stop(call: OpenCall): void {
    this.#alarms.get(call.ref)?.forEach((disarm) => disarm());
    this.#alarms.delete(call.ref);
  }
}
