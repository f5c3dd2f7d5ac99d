// Owns the tests of the figures of tools.

import assert from 'node:assert/strict';
import { Figures, type Ended } from '../../../nodes/lib/nodered/figures.js';
import { MAX_COUNTED_TOOLS, MAX_DURATIONS } from '../../../nodes/lib/shared/limits.js';
import type { ToolFigures } from '../../../nodes/lib/shared/timeline.js';

const OF = { tool: 'set_light', agent: 'Home' };

function ended(ms: number, more: Partial<Ended> = {}): Ended {
  return { ending: 'answered', outcome: 'success', ran: true, ms, limitMs: 1000, ...more };
}

function after(calls: readonly Ended[]): ToolFigures {
  const figures = new Figures();
  for (const call of calls) figures.add('id', OF, call);
  const found = figures.of('id');
  assert(found);
  return found;
}

describe('The figures of a tool', () => {
  it('say how long half and 95 of 100 of its calls took at most', () => {
    const { p50, p95, count } = after(Array.from({ length: 100 }, (_, index) => ended(index + 1)));
    assert.deepEqual([p50, p95, count], [50, 95, 100]);
  });

  it('of a single call are that call', () => {
    const { p50, p95 } = after([ended(7)]);
    assert.deepEqual([p50, p95], [7, 7]);
  });

  it('count errors and calls without an answer apart', () => {
    const { count, errors, timeouts } = after([
      ended(1),
      ended(1, { outcome: 'error' }),
      ended(1000, { ending: 'expired', outcome: 'error' }),
    ]);
    assert.deepEqual([count, errors, timeouts], [3, 1, 1]);
  });

  it('leave out how long it took until a call was broken off', () => {
    const { p50, count } = after([
      ended(5),
      ended(900, { ending: 'cancelled' }),
      ended(900, { ending: 'lost' }),
    ]);
    assert.deepEqual([p50, count], [5, 3]);
    const none = after([ended(900, { ending: 'lost', outcome: undefined })]);
    assert.deepEqual([none.p50, none.p95, none.slow], [undefined, undefined, false]);
  });

  it('count a call that was refused before it ran, but not how long that took', () => {
    const { p50, count, errors } = after([ended(5), ended(0, { outcome: 'error', ran: false })]);
    assert.deepEqual([p50, count, errors], [5, 2, 1]);
  });

  it('warn once 95 of 100 take more than half of the limit, and not before', () => {
    assert.equal(after([ended(500)]).slow, false);
    assert.equal(after([ended(501)]).slow, true);
    assert.equal(after([ended(501, { limitMs: 0 })]).slow, false);
  });

  it('are about the latest calls: what was slow once is forgotten', () => {
    const slow = Array.from({ length: MAX_DURATIONS }, () => ended(900));
    const fast = Array.from({ length: MAX_DURATIONS }, () => ended(10));
    const { p95, count, slow: warned } = after([...slow, ...fast]);
    assert.deepEqual([p95, count, warned], [10, 2 * MAX_DURATIONS, false]);
  });

  it('are kept of so many tools; the one that nobody has called for longest makes room', () => {
    const figures = new Figures();
    figures.add('first', OF, ended(1));
    for (let count = 1; count < MAX_COUNTED_TOOLS; count++) figures.add(`tool-${count}`, OF, ended(1));
    figures.add('first', OF, ended(1));
    figures.add('new', OF, ended(1));
    assert.equal(figures.all().length, MAX_COUNTED_TOOLS);
    assert.equal(figures.of('tool-1'), undefined);
    assert.equal(figures.of('first')?.count, 2);
  });
});
