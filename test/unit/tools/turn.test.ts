// Owns the tests of when an agent is told to go on.

import assert from 'node:assert/strict';
import { Turn } from '../../../nodes/lib/tools/turn.js';

describe('An agent that has to be told to go on', () => {
  it('is told when the last call of a batch is answered, in whatever order', () => {
    const turn = new Turn('explicit');
    for (const id of ['1', '2', '3']) turn.opened(id, 'a');
    assert.deepEqual(
      ['2', '3', '1'].map((id) => turn.closed(id)),
      [undefined, undefined, { batch: 'a' }],
    );
  });

  it('is told once for each batch', () => {
    const turn = new Turn('explicit');
    turn.opened('1', 'a');
    turn.opened('2', 'b');
    assert.deepEqual(turn.closed('2'), { batch: 'b' });
    assert.deepEqual(turn.closed('1'), { batch: 'a' });
    assert.equal(turn.closed('1'), undefined);
    assert.equal(turn.closed('2'), undefined);
  });

  it('is told for a call that was made alone, too', () => {
    const turn = new Turn('explicit');
    turn.opened('1', undefined);
    assert.deepEqual(turn.closed('1'), { batch: undefined });
  });

  it('is told nothing for a call that owes no answer', () => {
    assert.equal(new Turn('explicit').closed('1'), undefined);
  });

  it('can begin a batch of the same name again', () => {
    const turn = new Turn('explicit');
    for (const _ of ['first', 'second']) {
      turn.opened('1', 'a');
      assert.deepEqual(turn.closed('1'), { batch: 'a' });
    }
  });
});

describe('An agent that goes on by itself', () => {
  it('is never told to', () => {
    const turn = new Turn('auto');
    turn.opened('1', 'a');
    assert.equal(turn.closed('1'), undefined);
  });
});
