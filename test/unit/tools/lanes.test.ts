// Owns the tests of which calls wait for which, and whose turn it is.

import assert from 'node:assert/strict';
import { MAX_QUEUED } from '../../../nodes/lib/shared/limits.js';
import { Lanes, type Checked, type Order } from '../../../nodes/lib/tools/lanes.js';
import { Ledger, type Caller } from '../../../nodes/lib/tools/ledger.js';

const session = { id: 'c', key: 'k', agent: 'a', provider: 'p' };
const one: Caller = { line: 'one', session };
const other: Caller = { line: 'other', session };
const QUEUE: Order = { kind: 'queue', lane: 'node' };
const MERGE: Order = { kind: 'merge', lane: 'node' };

const ledger = new Ledger<Caller>();
let made = 0;

function checked(
  payload: Record<string, unknown> = {},
  caller: Caller = one,
  deadline = 1000,
): Checked<Caller> {
  const call = { name: 'light', raw: {}, expectsResponse: true, speculative: false, receivedAt: 0, deadline };
  made += 1;
  return { caller, payload, call: ledger.open(caller, { ...call, id: String(made) }).entry.call };
}

/** Some that have entered a lane, with what each was told. */
function entered(order: Order, ...those: Checked<Caller>[]) {
  const lanes = new Lanes<Caller>();
  const told = those.map((each) => lanes.enter(order, each));
  return { lanes, told };
}

describe('Calls of a tool that runs them side by side', () => {
  it('all run, and leave nothing behind', () => {
    const calls = [checked(), checked()];
    const { lanes, told } = entered({ kind: 'parallel' }, ...calls);
    assert.deepEqual([told, lanes.size], [['runs', 'runs'], 0]);
    for (const { call } of calls) assert.deepEqual(lanes.leave(call, true), []);
  });
});

describe('Calls of a tool that runs one at a time', () => {
  it('run one after the other, in the order in which they came, from whichever session', () => {
    const calls = [checked(), checked({}, other), checked()];
    const { lanes, told } = entered(QUEUE, ...calls);
    assert.deepEqual(told, ['runs', 'waits', 'waits']);
    for (const [at, each] of calls.entries()) {
      assert.equal(lanes.next(0), undefined);
      assert(!lanes.isWaiting(each.call));
      assert.deepEqual(lanes.leave(each.call, true), []);
      const next = lanes.next(0);
      assert.equal(next, calls[at + 1]);
      if (next) assert.equal(lanes.enter(QUEUE, next), 'runs');
    }
    assert.equal(lanes.size, 0);
  });

  it('do not wait for those of another node', () => {
    const { lanes } = entered(QUEUE, checked());
    assert.equal(lanes.enter({ kind: 'queue', lane: 'other node' }, checked()), 'runs');
    assert.equal(lanes.size, 2);
  });

  it('are turned away where too many wait, and have a place again once one has run', () => {
    const first = checked();
    const { lanes, told } = entered(QUEUE, first, ...Array.from({ length: MAX_QUEUED }, () => checked()));
    assert.equal(told.at(-1), 'waits');
    const late = checked();
    assert.equal(lanes.enter(QUEUE, late), 'full');
    assert(!lanes.isWaiting(late.call));
    lanes.leave(first.call, true);
    const next = lanes.next(0);
    assert(next);
    assert.equal(lanes.enter(QUEUE, next), 'runs');
    assert.equal(lanes.enter(QUEUE, late), 'waits');
  });

  it('that end while they wait are passed over', () => {
    const [first, second, third] = [checked(), checked(), checked()];
    const { lanes } = entered(QUEUE, first, second, third);
    assert.deepEqual(lanes.leave(second.call, true), []);
    lanes.leave(first.call, true);
    assert.equal(lanes.next(0), third);
  });

  it('are named before the one that runs, whatever the order in which they are given', () => {
    const [first, second, third] = [checked(), checked(), checked()];
    const { lanes } = entered(QUEUE, first, second, third);
    assert.deepEqual(lanes.waitingFirst([first, second, third]), [second, third, first]);
  });

  it('whose time is over in this moment are not started any more, and keep no other from it', () => {
    const [first, late, patient] = [checked({}, one, 1000), checked({}, one, 1001), checked({}, one, 2000)];
    const { lanes } = entered(QUEUE, first, late, patient);
    lanes.leave(first.call, true);
    assert.equal(lanes.next(1000), patient);
    assert.equal(lanes.next(1000), undefined);
    assert(lanes.isWaiting(late.call));
    lanes.leave(late.call, true);
    assert.equal(lanes.size, 0);
  });
});

describe('Calls of a tool that merges equal ones', () => {
  it('wait for the one that asked the same, and get its answer', () => {
    const [first, same] = [checked({ room: 'hall' }), checked({ room: 'hall' })];
    const { lanes, told } = entered(MERGE, first, same, checked({ room: 'attic' }));
    assert.deepEqual(told, ['runs', 'waits', 'runs']);
    assert.deepEqual(lanes.leave(first.call, true), [same]);
  });

  it('of another session are not the same', () => {
    const { told } = entered(MERGE, checked({ room: 'hall' }), checked({ room: 'hall' }, other));
    assert.deepEqual(told, ['runs', 'runs']);
  });

  it('are compared with what was asked, whatever the flow has made of its payload', () => {
    const first = checked({ room: { name: 'hall' } });
    const { lanes } = entered(MERGE, first);
    Object.assign(first.payload['room'] ?? {}, { name: 'changed' });
    assert.equal(lanes.enter(MERGE, checked({ room: { name: 'hall' } })), 'waits');
  });

  it('run themselves where the one before them got no answer', () => {
    const [first, same] = [checked(), checked()];
    const { lanes } = entered(MERGE, first, same);
    lanes.leave(first.call, false);
    assert.equal(lanes.next(0), same);
    assert.equal(lanes.size, 0);
  });

  it('do not get the end of one that has only waited', () => {
    const [first, same, third] = [checked(), checked(), checked()];
    const { lanes } = entered(MERGE, first, same, third);
    assert.deepEqual(lanes.leave(same.call, true), []);
    assert.deepEqual(lanes.leave(first.call, true), [third]);
  });

  it('do not join a queue of the same node, which was set up otherwise when that one came', () => {
    const { lanes } = entered(QUEUE, checked());
    assert.equal(lanes.enter(MERGE, checked()), 'runs');
  });
});
