// Owns the tests that drive calls with made-up orders of everything that can happen to them, over several connections.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { ToolCall } from '../../../nodes/lib/providers/provider.js';
import { Calls } from '../../../nodes/lib/tools/calls.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { testClock } from '../../support/clock.js';
import { testCaller, testTool, toolCall, type TestCaller } from './caller.js';
import { english } from './english.js';

const TIMEOUT_MS = 5000;
const NAMES = ['light', 'prompt', 'broken', 'unknown'] as const;

/** A call in a frame. Two of the same number on one connection are the same call, delivered twice. */
interface Made {
  number: number;
  name: (typeof NAMES)[number];
  expects: boolean;
  fits: boolean;
}

type Act =
  | { kind: 'frame'; line: number; calls: Made[] }
  | { kind: 'reply'; at: number; value: unknown; failed: boolean }
  | { kind: 'cancel'; line: number; numbers: number[] }
  | { kind: 'pass'; ms: number }
  | { kind: 'lose'; line: number };

/** What has to be true in the end, kept beside the house while it runs. */
class Account {
  readonly clock = testClock();
  readonly calls = new Calls(this.clock, english);
  readonly #registry = new Registry(() => undefined);
  readonly #light = testTool('light', {
    timeoutMs: TIMEOUT_MS,
    schema: { properties: { n: { type: 'integer' } } },
  });
  readonly #lines = new Map<number, TestCaller>();
  readonly all: TestCaller[] = [];
  /** First delivery of each call, by connection and id. */
  readonly made = new Map<TestCaller, Map<string, ToolCall>>();
  /** How often a call came again after it had been answered. */
  readonly again = new Map<ToolCall, number>();
  #frames = 0;

  constructor() {
    const answer = (ref: string) => void this.calls.answer(ref, { value: 'at once', outcome: 'success' });
    this.#registry.add(this.#light);
    this.#registry.add(testTool('prompt', { timeoutMs: TIMEOUT_MS, run: ({ ref }) => answer(ref) }));
    this.#registry.add(testTool('broken', { timeoutMs: TIMEOUT_MS, run: () => assert.fail('a fault') }));
  }

  act(act: Act): void {
    switch (act.kind) {
      case 'frame':
        return this.#receive(this.#caller(act.line), act.calls);
      case 'reply': {
        const { deliveries } = this.#light;
        const delivery = deliveries[act.at % Math.max(1, deliveries.length)];
        const outcome = act.failed ? 'error' : 'success';
        if (delivery) this.calls.answer(delivery.call.ref, { value: act.value, outcome });
        return;
      }
      case 'cancel':
        return this.calls.cancel(this.#caller(act.line), act.numbers.map(String), 'withdrawn');
      case 'pass':
        return this.clock.advance(act.ms);
      case 'lose': {
        const caller = this.#caller(act.line);
        this.#lines.delete(act.line);
        caller.up = false;
        return this.calls.lose(caller);
      }
    }
  }

  #caller(line: number): TestCaller {
    const known = this.#lines.get(line);
    if (known) return known;
    const made = testCaller(this.#registry, { line: `line ${this.all.length}`, continuation: 'explicit' });
    this.#lines.set(line, made);
    this.all.push(made);
    this.made.set(made, new Map());
    return made;
  }

  #receive(caller: TestCaller, makes: readonly Made[]): void {
    const known = this.made.get(caller) ?? new Map<string, ToolCall>();
    this.#frames += 1;
    const batch = `frame ${this.#frames}`;
    const frame = makes.map(({ number, name, expects, fits }) => {
      const id = String(number);
      const given = { n: fits ? '7' : 'x' };
      const call = known.get(id) ?? toolCall(id, name, { expectsResponse: expects, arguments: given, batch });
      if (caller.results(id).length > 0) this.again.set(call, (this.again.get(call) ?? 0) + 1);
      known.set(id, call);
      return call;
    });
    this.calls.receive(caller, frame);
  }
}

function check(account: Account): void {
  account.clock.advance(TIMEOUT_MS);
  assert.equal(account.clock.armed, 0, 'an alarm is left');
  assert.deepEqual(account.calls.ledger.stillOpen(), [], 'a call is left open');
  for (const caller of account.all) {
    const made = account.made.get(caller) ?? new Map<string, ToolCall>();
    for (const call of made.values()) checkCall(account, caller, call);
    checkBatches(caller, [...made.values()]);
  }
}

function checkCall(account: Account, caller: TestCaller, call: ToolCall): void {
  const [ending, ...more] = caller.endings(call.id);
  assert(ending, `call ${call.id} has no ending`);
  assert.deepEqual(more, [], `call ${call.id} has several endings`);
  const texts = caller.results(call.id).map(({ text }) => text);
  const owed = call.expectsResponse && (ending === 'answered' || ending === 'expired');
  const again = account.again.get(call) ?? 0;
  assert.equal(texts.length, owed ? 1 + again : 0, `call ${call.id} (${ending}) was answered so often`);
  assert(new Set(texts).size <= 1, `call ${call.id} was answered in two ways`);
}

function checkBatches(caller: TestCaller, calls: readonly ToolCall[]): void {
  const owing = calls.filter((call) => call.expectsResponse);
  for (const batch of new Set(owing.map((call) => call.batch))) {
    const ids = owing.filter((call) => call.batch === batch).map(({ id }) => id);
    const lost = ids.some((id) => caller.endings(id)[0] === 'lost');
    const told = caller.sent.flatMap((command, at) =>
      command.type === 'continue' && command.batch === batch ? [at] : [],
    );
    assert.equal(told.length, lost ? 0 : 1, `${batch} was told to go on so often`);
    const first = ids.map((id) =>
      caller.sent.findIndex((sent) => sent.type === 'tool.result' && sent.id === id),
    );
    assert(lost || first.every((at) => at < (told[0] ?? 0)), `${batch} went on before it was answered`);
  }
}

const line = fc.integer({ min: 0, max: 2 });
const made: fc.Arbitrary<Made> = fc.record({
  number: fc.integer({ min: 0, max: 12 }),
  name: fc.constantFrom(...NAMES, 'light', 'light'),
  expects: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  fits: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
});
const value = fc.oneof(fc.string(), fc.jsonValue(), fc.constantFrom(undefined, 1n, Buffer.from([0])));
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('frame'),
      line,
      calls: fc.array(made, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('reply'), at: fc.nat(), value, failed: fc.boolean() }),
  },
  fc.record({
    kind: fc.constant('cancel'),
    line,
    numbers: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('pass'), ms: fc.integer({ min: 0, max: 4000 }) }),
  fc.record({ kind: fc.constant('lose'), line }),
);

describe('Calls, whatever happens to them in whatever order,', () => {
  it('have one ending, one answer where one is owed, and leave no alarm behind', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40, size: 'max' }), (order) => {
        const account = new Account();
        for (const one of order) account.act(one);
        check(account);
      }),
      { numRuns: 500 },
    );
  });

  it('never make a reply throw, and tell it what became of it', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const account = new Account();
        account.act({
          kind: 'frame',
          line: 0,
          calls: [{ number: 1, name: 'light', expects: true, fits: true }],
        });
        const ref = account.calls.ledger.stillOpen()[0]?.call.ref ?? '';
        const told = values.map((one) => account.calls.answer(ref, { value: one, outcome: 'success' }));
        const [first, ...others] = told;
        if (first !== undefined) assert(first === 'sent' || first instanceof AgentError);
        for (const other of others) assert(other instanceof AgentError && other.code === 'reply.duplicate');
        check(account);
      }),
    );
  });
});
