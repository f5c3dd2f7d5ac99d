// Owns the tests that drive a session's machine with made-up orders of events, in a world that keeps count of its lines.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AgentError } from '../../../nodes/lib/errors.js';
import {
  INITIAL,
  step,
  type Effect,
  type MachineEvent,
  type Phase,
  type State,
  type TimerName,
} from '../../../nodes/lib/session/machine.js';

const ADDRESS = { kind: 'socket', url: 'ws://127.0.0.1', headers: {} } as const;
const TIMERS: readonly TimerName[] = ['opening', 'closing', 'retry', 'stable'];
const REST: ReadonlySet<Phase> = new Set(['idle', 'failed']);
const ERRORS = [new AgentError('line.lost'), new AgentError('provider.quota'), undefined];

/** Something that may happen to a session; what cannot happen in the world's present state is passed over. */
type Act =
  | { kind: 'start' | 'stop' | 'restart' | 'dialed' | 'ready' }
  | { kind: 'timer'; name: TimerName }
  | { kind: 'dial-failed' | 'doomed' | 'closed' | 'stale'; error: AgentError | undefined };

/** What surrounds the machine: at most one dial, at most one line, alarms. Complains when it is asked for a second. */
class World {
  state: State = INITIAL;
  readonly armed = new Set<TimerName>();
  #dialing: number | undefined;
  #line: number | undefined;
  /** Ended by us: nothing is heard on it any more, and its close is certain. */
  #terminated = false;

  act(act: Act): void {
    const event = this.#eventOf(act);
    if (event) this.#happens(event);
  }

  /** Lets the line go, as a network always does in the end. */
  settle(): void {
    if (this.#line !== undefined) this.act({ kind: 'closed', error: undefined });
  }

  get isQuiet(): boolean {
    return this.#dialing === undefined && this.#line === undefined && this.armed.size === 0;
  }

  /** The line on which something can still come. */
  get #heard(): number | undefined {
    return this.#terminated ? undefined : this.#line;
  }

  #happens(event: MachineEvent): void {
    const next = step(this.state, event);
    this.state = next.state;
    for (const effect of next.effects) this.#run(effect);
    if (REST.has(this.state.phase)) assert(this.isQuiet, `${this.state.phase} with something still going on`);
    if (this.state.phase === 'waiting') assert.deepEqual([...this.armed], ['retry']);
    const { phase } = this.state;
    if (this.#terminated || (phase !== 'closing' && phase !== 'opening')) return;
    assert(this.armed.has(phase), `${phase} without an end in sight`);
  }

  #run(effect: Effect): void {
    switch (effect.type) {
      case 'dial':
        assert.equal(this.#line, undefined, 'dials while a line is open');
        assert.equal(this.#dialing, undefined, 'dials while it dials');
        this.#dialing = effect.line;
        return;
      case 'open':
        assert.equal(this.#line, undefined, 'opens a second line');
        assert.equal(this.#dialing, effect.line, 'opens what it has not asked for');
        [this.#dialing, this.#line, this.#terminated] = [undefined, effect.line, false];
        return;
      case 'close':
        // As the session does: without a line there is nobody to wait for.
        if (this.#line !== undefined) return;
        this.#dialing = undefined;
        return this.#happens({ type: 'closed', line: this.state.line, error: undefined });
      case 'terminate':
        this.#terminated = true;
        return;
      case 'arm':
        this.armed.add(effect.name);
        return;
      case 'retry':
        this.armed.add('retry');
        return;
      case 'disarm':
        this.armed.delete(effect.name);
        return;
    }
  }

  #eventOf(act: Act): MachineEvent | undefined {
    switch (act.kind) {
      case 'start':
      case 'restart':
        return { type: act.kind };
      case 'stop':
        return { type: 'stop', reason: 'asked' };
      case 'timer':
        return this.armed.delete(act.name) ? { type: 'timer', name: act.name } : undefined;
      case 'dialed':
        return this.#dialing === undefined
          ? undefined
          : { type: 'dialed', line: this.#dialing, address: ADDRESS };
      case 'dial-failed':
        return this.#dialFailed(act.error);
      case 'ready':
        return this.#heard === undefined ? undefined : { type: 'ready', line: this.#heard };
      case 'doomed':
        return this.#heard === undefined
          ? undefined
          : { type: 'doomed', line: this.#heard, error: act.error, reason: 'said' };
      case 'closed':
        return this.#closed(act.error);
      case 'stale':
        return { type: 'closed', line: this.state.line - 1, error: act.error };
    }
  }

  #dialFailed(error: AgentError | undefined): MachineEvent | undefined {
    if (this.#dialing === undefined) return undefined;
    const line = this.#dialing;
    this.#dialing = undefined;
    return { type: 'dial-failed', line, error: error ?? new AgentError('dial.timeout') };
  }

  #closed(error: AgentError | undefined): MachineEvent | undefined {
    if (this.#line === undefined) return undefined;
    const line = this.#line;
    this.#line = undefined;
    return { type: 'closed', line, error };
  }
}

const error = fc.constantFrom(...ERRORS);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>({ kind: 'start' }, { kind: 'restart' }, { kind: 'stop' }),
  fc.constantFrom<Act>({ kind: 'dialed' }, { kind: 'ready' }),
  fc.constantFrom(...TIMERS).map((name): Act => ({ kind: 'timer', name })),
  fc.record({ kind: fc.constantFrom('dial-failed', 'doomed', 'closed', 'stale'), error }),
);
const acts = fc.array(act, { maxLength: 60, size: 'max' });

describe('A session, whatever happens in whatever order,', () => {
  it('never has two lines, never dials while one is open, and leaves no alarm behind at rest', () => {
    fc.assert(
      fc.property(acts, (order) => {
        const world = new World();
        for (const one of order) world.act(one);
      }),
      { numRuns: 2000 },
    );
  });

  it('is idle after a stop, as soon as its line is gone, unless somebody starts it again', () => {
    fc.assert(
      fc.property(acts, acts, (order, later) => {
        const world = new World();
        for (const one of order) world.act(one);
        world.act({ kind: 'stop' });
        for (const one of later) if (one.kind !== 'start' && one.kind !== 'restart') world.act(one);
        world.settle();
        assert.deepEqual([world.state.phase, world.state.error], ['idle', undefined]);
        assert(world.isQuiet);
      }),
      { numRuns: 2000 },
    );
  });

  it('tries again by itself only where that can heal', () => {
    fc.assert(
      fc.property(acts, (order) => {
        const world = new World();
        for (const one of order) {
          world.act(one);
          const { phase, error: cause } = world.state;
          if (phase === 'waiting') assert(cause?.again);
          if (phase === 'failed') assert(cause && !cause.again);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is ready again after a start, a dial and the provider, from wherever it was', () => {
    fc.assert(
      fc.property(acts, (order) => {
        const world = new World();
        for (const one of order) world.act(one);
        world.act({ kind: 'restart' });
        world.settle();
        for (const kind of ['dialed', 'ready'] as const) world.act({ kind });
        assert.equal(world.state.phase, 'ready');
      }),
      { numRuns: 500 },
    );
  });
});
