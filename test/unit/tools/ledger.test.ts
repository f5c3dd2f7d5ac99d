// Owns the tests of the book of calls.

import assert from 'node:assert/strict';
import { MAX_ENDED_TEXT, MAX_ENDINGS } from '../../../nodes/lib/shared/limits.js';
import { Ledger, type Caller, type NewCall } from '../../../nodes/lib/tools/ledger.js';

const session = { id: 'c', key: 'k', agent: 'a', provider: 'p' };
const one: Caller = { line: 'one', session };
const other: Caller = { line: 'other', session };

function call(id: string): NewCall {
  return {
    id,
    name: 'light',
    raw: { on: true },
    expectsResponse: true,
    speculative: false,
    receivedAt: 0,
    deadline: 5000,
  };
}

describe('The book of calls', () => {
  it('gives each call a reference that nobody can guess', () => {
    const ledger = new Ledger<Caller>();
    const refs = ['1', '2', '3'].map((id) => ledger.open(one, call(id)).entry.call.ref);
    assert.equal(new Set(refs).size, 3);
    for (const ref of refs) assert.match(ref, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('finds a call by its reference, or by its connection and the id there', () => {
    const ledger = new Ledger<Caller>();
    const { entry } = ledger.open(one, call('1'));
    assert.equal(ledger.byRef(entry.call.ref), entry);
    assert.equal(ledger.byId(one, '1'), entry);
    assert.equal(ledger.byId(other, '1'), undefined);
    assert.equal(ledger.byRef('1'), undefined);
  });

  it('knows a call again that the same connection delivers twice', () => {
    const ledger = new Ledger<Caller>();
    const first = ledger.open(one, call('1'));
    const again = ledger.open(one, call('1'));
    assert.deepEqual([first.again, again.again, again.entry === first.entry], [false, true, true]);
    assert.equal(ledger.open(other, call('1')).again, false);
  });

  it('gives a call one ending: the first', () => {
    const ledger = new Ledger<Caller>();
    const { entry } = ledger.open(one, call('1'));
    assert(ledger.settle(entry.call.ref, 'expired', 7, { text: 'late', outcome: 'error' }));
    assert(!ledger.settle(entry.call.ref, 'answered', 8, { text: 'on', outcome: 'success' }));
    const { ending, endedAt, answer } = entry.call;
    assert.deepEqual([ending, endedAt, answer?.text], ['expired', 7, 'late']);
  });

  it('gives no ending to a call that it does not know', () => {
    assert(!new Ledger<Caller>().settle('nobody', 'lost', 0));
  });

  it('lists what is open, of one connection or of all', () => {
    const ledger = new Ledger<Caller>();
    const [first, second, third] = [
      ledger.open(one, call('1')).entry,
      ledger.open(one, call('2')).entry,
      ledger.open(other, call('3')).entry,
    ];
    ledger.settle(first.call.ref, 'answered', 0);
    assert.deepEqual(ledger.stillOpen(one), [second]);
    assert.deepEqual(ledger.stillOpen(), [second, third]);
  });

  it('remembers ended calls for late replies, and forgets the oldest when there are too many', () => {
    const ledger = new Ledger<Caller>();
    const entries = Array.from(
      { length: MAX_ENDINGS + 2 },
      (_, at) => ledger.open(one, call(String(at))).entry,
    );
    for (const { call: open } of entries) ledger.settle(open.ref, 'answered', 0);
    const known = entries.map(({ call: ended }) => ledger.byRef(ended.ref) !== undefined);
    assert.deepEqual(known.slice(0, 3), [false, false, true]);
    assert(known.slice(2).every(Boolean));
    assert.equal(ledger.open(one, call('0')).again, false);
  });

  it('remembers fewer of them where their answers are long, and the latest in any case', () => {
    const ledger = new Ledger<Caller>();
    const text = 'x'.repeat(MAX_ENDED_TEXT / 4);
    const ended = Array.from({ length: 9 }, (_, at) => {
      const { ref } = ledger.open(one, call(String(at))).entry.call;
      ledger.settle(ref, 'answered', 0, { text: at === 8 ? text.repeat(5) : text, outcome: 'success' });
      return ref;
    });
    const known = ended.map((ref) => ledger.byRef(ref) !== undefined);
    assert.deepEqual(known, [...Array<boolean>(8).fill(false), true]);
    const { ref } = ledger.open(one, call('short')).entry.call;
    ledger.settle(ref, 'answered', 0, { text: 'on', outcome: 'success' });
    assert(ledger.byRef(ref), 'and goes on');
  });

  it('keeps nothing of what a call came with once it has ended', () => {
    const ledger = new Ledger<Caller>();
    const { entry } = ledger.open(one, call('1'));
    assert.deepEqual(entry.call.raw, { on: true });
    ledger.settle(entry.call.ref, 'lost', 0);
    assert.equal(entry.call.raw, undefined);
  });

  it('never forgets a call that is open, however many have ended since', () => {
    const ledger = new Ledger<Caller>();
    const { entry } = ledger.open(one, call('patient'));
    for (let at = 0; at < MAX_ENDINGS * 2; at += 1) {
      ledger.settle(ledger.open(other, call(String(at))).entry.call.ref, 'answered', 0);
    }
    assert.equal(ledger.byRef(entry.call.ref), entry);
    assert.deepEqual(ledger.stillOpen(), [entry]);
  });
});
