// The PIN of a talk page: right, wrong, too often wrong.

import { strict as assert } from 'node:assert';
import { Pin } from '../../../nodes/lib/talk/pin.js';
import { testClock } from '../../support/clock.js';

const MINUTE = 60_000;

describe('The PIN of a talk page', () => {
  it('is not asked for where there is none', () => {
    const pin = new Pin('', testClock());
    assert.equal(pin.isAsked, false);
    assert.deepEqual(pin.try('anything', 'a'), { right: true });
  });

  it('is right or wrong, whatever its length', () => {
    const pin = new Pin('2468', testClock());
    assert.deepEqual(pin.try('2468', 'a'), { right: true });
    for (const wrong of ['', '2', '24680', 'é'.repeat(1000)])
      assert.equal(pin.try(wrong, `from ${wrong.length}`).right, false);
  });

  it('makes an address wait after five wrong ones, each time twice as long, an hour at most', () => {
    const clock = testClock();
    const pin = new Pin('2468', clock);
    const tryWrong = () => pin.try('0', 'a');
    for (let time = 1; time < 5; time += 1) assert.deepEqual(tryWrong(), { right: false, waitSeconds: 0 });
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      assert.deepEqual(tryWrong(), { right: false, waitSeconds: minutes * 60 });
      assert.equal(pin.try('2468', 'a').right, false, 'even the right one has to wait');
      assert.deepEqual(pin.try('2468', 'b'), { right: true }, 'others do not');
      clock.advance(minutes * MINUTE);
    }
    assert.deepEqual(pin.try('2468', 'a'), { right: true });
    assert.deepEqual(tryWrong(), { right: false, waitSeconds: 0 }, 'and all is forgotten');
  });

  it('makes everybody wait when it is guessed from everywhere', () => {
    const clock = testClock();
    const pin = new Pin('2468', clock);
    for (let address = 0; address < 100; address += 1) pin.try('0', String(address));
    assert.deepEqual(pin.try('2468', 'home'), { right: false, waitSeconds: 60 });
    clock.advance(MINUTE);
    assert.deepEqual(pin.try('2468', 'home'), { right: true });
  });
});
