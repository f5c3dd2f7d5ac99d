// Owns which calls wait for which: one after the other, or for the answer that another one with the same arguments gets.
// Starts nothing and answers nothing: whoever asks is told what is due.

import { isDeepStrictEqual } from 'node:util';
import { MAX_QUEUED } from '../shared/limits.js';
import type { Caller, OpenCall } from './ledger.js';

/** What a tool does with calls that come while one is open. `lane` names what must not run twice: the node. */
export type Order = { kind: 'parallel' } | { kind: 'queue' | 'merge'; lane: string };

/** A call whose arguments are checked. */
export interface Checked<C extends Caller> {
  readonly caller: C;
  readonly call: OpenCall;
  readonly payload: Record<string, unknown>;
}

interface Lane<C extends Caller> {
  readonly kind: 'queue' | 'merge';
  readonly name: string;
  /** The connection and the arguments that those who share an answer have in common. */
  readonly line: string;
  readonly payload: Record<string, unknown>;
  /** Missing while what ran is over and nothing has taken its place. */
  running: OpenCall | undefined;
  waiting: Checked<C>[];
}

export class Lanes<C extends Caller> {
  readonly #lanes = new Set<Lane<C>>();
  readonly #laneOf = new Map<OpenCall, Lane<C>>();

  /** `runs`: start it. `waits`: it becomes due when others are over. `full`: too many wait already. */
  enter(order: Order, checked: Checked<C>): 'runs' | 'waits' | 'full' {
    if (order.kind === 'parallel') return 'runs';
    const lane = [...this.#lanes].find((known) => belongs(checked, order.lane, known));
    if (lane && lane.waiting.length >= MAX_QUEUED) return 'full';
    if (lane) {
      lane.waiting.push(checked);
      this.#laneOf.set(checked.call, lane);
      return 'waits';
    }
    const { caller, call } = checked;
    // The flow may change its own payload while others are still compared with it.
    const payload = order.kind === 'merge' ? structuredClone(checked.payload) : {};
    const made = {
      kind: order.kind,
      name: order.lane,
      line: caller.line,
      payload,
      running: call,
      waiting: [],
    };
    this.#lanes.add(made);
    this.#laneOf.set(call, made);
    return 'runs';
  }

  isWaiting(call: OpenCall): boolean {
    const lane = this.#laneOf.get(call);
    return lane !== undefined && lane.running !== call;
  }

  /** The call is over. Gives those that asked the same and get the same answer, if there is one. */
  leave(call: OpenCall): readonly Checked<C>[] {
    const lane = this.#laneOf.get(call);
    if (!lane) return [];
    this.#laneOf.delete(call);
    lane.waiting = lane.waiting.filter((waiting) => waiting.call !== call);
    if (lane.running === call) lane.running = undefined;
    if (!lane.running && lane.waiting.length === 0) this.#lanes.delete(lane);
    return lane.kind === 'merge' && !lane.running ? [...lane.waiting] : [];
  }

  /** The next of every lane in which nothing runs any more: they run from now on. One whose time is over does not. */
  due(now: number): Checked<C>[] {
    return [...this.#lanes].flatMap((lane) => {
      const late = (lane.waiting[0]?.call.deadline ?? 0) <= now;
      const next = lane.running || late ? undefined : lane.waiting.shift();
      if (next) lane.running = next.call;
      return next ? [next] : [];
    });
  }
}

function belongs<C extends Caller>({ caller, payload }: Checked<C>, name: string, lane: Lane<C>): boolean {
  if (lane.name !== name) return false;
  return lane.kind === 'queue' || (lane.line === caller.line && isDeepStrictEqual(lane.payload, payload));
}
