// Owns the tests that drive a whole session with made-up orders of what its agent, its flows, its line and its person do.
// Its machine alone is in machine-orders.test.ts, its calls alone are in unit/tools.

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { Capabilities } from '../../../nodes/lib/providers/provider.js';
import { seedOf, tellSeed } from '../../support/seed.js';
import { testTool } from '../tools/caller.js';
import { call, partner, type Heard, type Said } from './echo.js';
import { life, type Life } from './life.js';

const RUNS = 5000;
/** More turns of the loop than anything on a local line takes. */
const MANY_TURNS = 12;

type Act =
  | { kind: 'start' | 'stop' | 'restart' | 'dismiss' | 'deploy' | 'deployed' }
  | { kind: 'reply'; at: number }
  | { kind: 'turns'; count: number }
  | { kind: 'pass'; ms: number }
  | Asked;

/** What the other end is asked to do. */
type Asked =
  | { kind: 'lose' | 'end' | 'speak-into' }
  | { kind: 'calls'; ids: number[]; name: string; batched: boolean }
  | { kind: 'cancel'; ids: number[] };

/** A session, its agent at the other end of a line, and the flows behind its tools. */
class Stage {
  readonly life: Life;
  readonly #refs: string[] = [];
  /** How often each call was made, and what was heard as its answer, by line and id. */
  readonly #made = new Map<string, number>();
  readonly #heard = new Map<string, string[]>();
  #line = 0;
  #frames = 0;
  #stopped = false;

  constructor(capabilities: Partial<Capabilities>) {
    const { provider } = partner({ answer: (frame) => this.#hear(frame), capabilities });
    this.life = life(provider);
    const run = ({ ref }: { ref: string }) => void this.#refs.push(ref);
    const acknowledge = { afterMs: 500, speak: false, sentence: () => 'at work' };
    this.life.registry.add(testTool('light', { run, interruptible: true }));
    this.life.registry.add(testTool('blind', { run, acknowledge, order: { kind: 'queue', lane: 'blind' } }));
    const answer = ({ ref }: { ref: string }) =>
      void this.life.calls.answer(ref, { value: 'on', outcome: 'success' });
    this.life.registry.add(testTool('prompt', { run: answer }));
  }

  act(act: Act): unknown {
    const { session, calls, clock } = this.life;
    switch (act.kind) {
      case 'start':
        return session.start();
      case 'restart':
        return session.restart();
      case 'stop':
        return void session.stop('asked');
      case 'dismiss':
        return void session.dismiss();
      case 'turns':
        return turns(act.count);
      case 'deploy':
        return calls.hold();
      case 'deployed':
        return calls.release();
      case 'reply': {
        const ref = this.#refs[act.at % Math.max(1, this.#refs.length)] ?? '';
        return calls.answer(ref, { value: 'done', outcome: 'success' });
      }
      case 'pass':
        return clock.advance(act.ms);
      case 'lose':
      case 'end':
      case 'speak-into':
      case 'calls':
      case 'cancel':
        return void session.send({ type: 'user.text', text: JSON.stringify(act) });
    }
  }

  /** Stops it. No time has to pass for anything to end that belongs to it. */
  async finish(): Promise<void> {
    this.life.calls.release();
    void this.life.session.stop('asked').then(() => (this.#stopped = true));
    await turns(MANY_TURNS);
  }

  check(): void {
    const { session, calls, clock, told } = this.life;
    assert.deepEqual([session.state.phase, this.#stopped], ['idle', true]);
    assert.deepEqual(calls.ledger.stillOpen(), [], 'a call is left open');
    assert.equal(clock.armed, 0, 'an alarm is left');
    assert.equal(calls.lanes.size, 0, 'a lane is left');
    const ended = told.flatMap((event) =>
      event.type === 'call' && event.event.type === 'settled' ? [event.event.call.ref] : [],
    );
    for (const ref of this.#refs)
      assert.equal(ended.filter((one) => one === ref).length, 1, 'a call that ran has no ending, or several');
    const faults = told.flatMap((event) => (event.type === 'error' ? [event.error.code] : []));
    assert(!faults.includes('internal.fault'), 'something was thrown');
    for (const [key, texts] of this.#heard) {
      assert(texts.length <= (this.#made.get(key) ?? 0), `${key} was answered more often than it was made`);
      assert.equal(new Set(texts).size, 1, `${key} was answered in two ways`);
    }
  }

  /** The other end: does what it is asked, and keeps what it hears. */
  #hear(frame: Heard): Said[] | undefined {
    if (frame.type === 'greeting') this.#line += 1;
    if (frame.type === 'tool.result') {
      const key = this.#key(frame['id']);
      this.#heard.set(key, [...(this.#heard.get(key) ?? []), String(frame['text'])]);
    }
    if (frame.type !== 'user.text') return undefined;
    const asked: Asked = JSON.parse(String(frame['text']));
    switch (asked.kind) {
      case 'lose':
        throw new AgentError('line.lost');
      case 'end':
        return [{ type: 'ended', reason: 'over' }];
      case 'speak-into':
        return [{ type: 'interruption' }];
      case 'cancel':
        return [{ type: 'tool.cancel', ids: asked.ids.map(String), reason: 'withdrawn' }];
      case 'calls': {
        this.#frames += 1;
        const batch = asked.batched ? { batch: `frame ${this.#frames}` } : {};
        return asked.ids.map((id) => {
          this.#made.set(this.#key(id), (this.#made.get(this.#key(id)) ?? 0) + 1);
          return call(String(id), asked.name, batch);
        });
      }
    }
  }

  #key(id: unknown): string {
    return `call ${String(id)} on line ${this.#line}`;
  }
}

async function turns(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await turn();
}

const ids = fc.array(fc.nat(5), { minLength: 1, maxLength: 3 });
const just = (...kinds: ('start' | 'stop' | 'restart' | 'dismiss' | 'deploy' | 'deployed')[]) =>
  fc.constantFrom(...kinds).map((kind): Act => ({ kind }));
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 8 }).map((count): Act => ({ kind: 'turns', count })) },
  { weight: 3, arbitrary: just('start', 'start', 'start', 'stop', 'restart', 'dismiss') },
  { weight: 2, arbitrary: just('deploy', 'deployed') },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('calls'),
      ids,
      name: fc.constantFrom('light', 'blind', 'blind', 'prompt', 'oven'),
      batched: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.nat(20).map((at): Act => ({ kind: 'reply', at })) },
  { weight: 3, arbitrary: fc.constantFrom(100, 600, 1000, 5000).map((ms): Act => ({ kind: 'pass', ms })) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), ids }) },
  { weight: 2, arbitrary: fc.constantFrom<Act>({ kind: 'lose' }, { kind: 'end' }, { kind: 'speak-into' }) },
);
const capabilities = fc.record({
  continuation: fc.constantFrom<Capabilities['continuation']>('auto', 'explicit'),
  laterResults: fc.boolean(),
});

describe('A session with calls, whatever happens in whatever order,', function () {
  // As long as it takes: the figure is for a machine that hangs.
  this.timeout(120_000);

  it('comes to an end when it is stopped, with nothing open, nothing set, and no call answered twice', async () => {
    const seed = seedOf();
    tellSeed(RUNS, seed);
    const acts = fc.array(act, { maxLength: 40, size: 'max' });
    const property = fc.asyncProperty(capabilities, acts, async (can, order) => {
      const stage = new Stage(can);
      stage.life.session.start();
      for (const one of order) await stage.act(one);
      await stage.finish();
      stage.check();
    });
    await fc.assert(property, { numRuns: RUNS, seed });
  });
});
