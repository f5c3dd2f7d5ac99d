// Owns the tests of errors that could be about several calls.

import assert from 'node:assert/strict';
import { Doubts } from '../../../nodes/lib/nodered/doubts.js';
import { Journey } from '../../../nodes/lib/nodered/journey.js';

const first = new Journey('first');
const second = new Journey('second');
const third = new Journey('third');

/** By whom they are and what hit them. */
function proven(doubts: Doubts, node = 'lamp'): string[] {
  return doubts.proven(node).map(([{ ref }, text]) => `${ref}: ${text}`);
}

describe('An error of a node that several calls have come to', () => {
  it('is about the only one that is there', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', [first]);
    assert.deepEqual(proven(doubts), ['first: broken']);
    assert.deepEqual(proven(doubts), [], 'and told once');
  });

  it('is about nobody for sure while others could be meant', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', [first, second]);
    assert.deepEqual(proven(doubts), []);
  });

  it('hits all of them once there are as many errors', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', [first, second]);
    doubts.add('lamp', 'still broken', [first, second]);
    assert.deepEqual(proven(doubts), ['first: broken', 'second: still broken']);
  });

  it('is about the one that is left once the other has gone on', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', [first, second]);
    doubts.cleared('lamp', second);
    assert.deepEqual(proven(doubts), ['first: broken']);
  });

  it('may have been about one that has ended since, and is held against no other then', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', [first, second]);
    doubts.over(first);
    assert.deepEqual(proven(doubts), []);
  });

  it('is held against no other where two of three have ended', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', [first, second, third]);
    doubts.add('lamp', 'broken again', [first, second, third]);
    doubts.over(first);
    assert.deepEqual(proven(doubts), []);
    doubts.over(second);
    assert.deepEqual(proven(doubts), []);
  });

  it('says nothing of other nodes', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', [first]);
    doubts.cleared('motor', first);
    assert.deepEqual(proven(doubts, 'motor'), []);
    assert.deepEqual(proven(doubts), ['first: broken']);
  });

  it('is nobody’s where no call is there', () => {
    const doubts = new Doubts();
    doubts.add('lamp', 'broken', []);
    assert.deepEqual(proven(doubts), []);
  });
});
