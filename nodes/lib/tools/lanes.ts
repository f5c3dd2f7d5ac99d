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

/** Alarms of calls that came together ring together, but not to the millisecond. */
const MOMENT_MS = 20;

export class Lanes<C extends Caller> {
  readonly #lanes = new Set<Lane<C>>();
  readonly #laneOf = new Map<OpenCall, Lane<C>>();

  /** `runs`: start it. `waits`: it becomes due when others are over. `full`: too many wait already. */
  enter(order: Order, checked: Checked<C>): 'runs' | 'waits' | 'full' {
    if (order.kind === 'parallel') return 'runs';
    const lane =
      [...this.#lanes].find((known) => belongs(checked, order, known)) ?? this.#make(order, checked);
    if (lane.running && lane.waiting.length >= MAX_QUEUED) return 'full';
    this.#laneOf.set(checked.call, lane);
    if (lane.running) lane.waiting.push(checked);
    else lane.running = checked.call;
    return lane.running === checked.call ? 'runs' : 'waits';
  }

  /** How many there are: none, once no call of such a tool is open. */
  get size(): number {
    return this.#lanes.size;
  }

  isWaiting(call: OpenCall): boolean {
    const lane = this.#laneOf.get(call);
    return lane !== undefined && lane.running !== call;
  }

  /** Those that wait first, in the order given: the end of one that runs must not start one that is about to end as well. */
  waitingFirst<E extends { readonly call: OpenCall }>(entries: readonly E[]): E[] {
    const waits = ({ call }: E) => this.isWaiting(call);
    return [...entries.filter(waits), ...entries.filter((entry) => !waits(entry))];
  }

  /** The call is over. Where it was answered, takes out and gives those that asked the same and get the same answer. */
  leave(call: OpenCall, answered: boolean): readonly Checked<C>[] {
    const lane = this.#laneOf.get(call);
    if (!lane) return [];
    this.#laneOf.delete(call);
    const ran = lane.running === call;
    if (ran) lane.running = undefined;
    const same = ran && answered && lane.kind === 'merge' ? lane.waiting : [];
    for (const each of same) this.#laneOf.delete(each.call);
    lane.waiting = lane.waiting.filter((waiting) => waiting.call !== call && !same.includes(waiting));
    if (!lane.running && lane.waiting.length === 0) this.#lanes.delete(lane);
    return same;
  }

  /**
   * One whose turn it is, because nothing runs any more where it waited. It is out of its lane, and enters again. Those
   * whose time is over in this moment stay: they must not start.
   */
  next(now: number): Checked<C> | undefined {
    for (const lane of this.#lanes) {
      const at = lane.running ? -1 : lane.waiting.findIndex(({ call }) => call.deadline > now + MOMENT_MS);
      const [next] = at < 0 ? [] : lane.waiting.splice(at, 1);
      if (!next) continue;
      this.#laneOf.delete(next.call);
      if (lane.waiting.length === 0) this.#lanes.delete(lane);
      return next;
    }
    return undefined;
  }

  #make(order: Exclude<Order, { kind: 'parallel' }>, { caller, payload }: Checked<C>): Lane<C> {
    const { kind, lane: name } = order;
    // The flow may change its own payload while others are still compared with it.
    const own = kind === 'merge' ? structuredClone(payload) : {};
    const made: Lane<C> = { kind, name, line: caller.line, payload: own, running: undefined, waiting: [] };
    this.#lanes.add(made);
    return made;
  }
}

function belongs<C extends Caller>({ caller, payload }: Checked<C>, order: Order, lane: Lane<C>): boolean {
  if (order.kind !== lane.kind || order.lane !== lane.name) return false;
  return lane.kind === 'queue' || (lane.line === caller.line && isDeepStrictEqual(lane.payload, payload));
}
