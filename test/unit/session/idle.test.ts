// Owns the tests of noticing that nothing is said in a session for a while.

import assert from 'node:assert/strict';
import { Idle } from '../../../nodes/lib/session/idle.js';
import type { Session } from '../../../nodes/lib/session/session.js';
import { partner } from './echo.js';
import { life, type Life } from './life.js';

const MINUTE = 60_000;

interface Watched extends Life {
  /** The sessions that were silent for too long. */
  over: Session[];
  idle: Idle;
  atWork: { busy: boolean };
  /** Tells it what has happened meanwhile. */
  catchUp: () => void;
}

/** An open session that may be silent for a minute. */
async function watched(): Promise<Watched> {
  const over: Session[] = [];
  const atWork = { busy: false };
  const living = life(partner().provider);
  const { session, clock, next, told } = living;
  const idle = new Idle(
    clock,
    () => atWork.busy,
    (silent) => over.push(silent),
  );
  let seen = 0;
  const catchUp = () => {
    while (seen < told.length) {
      const event = told[seen];
      if (event) idle.happened(session, event, MINUTE);
      seen += 1;
    }
  };
  session.start();
  await next('open');
  catchUp();
  return { ...living, over, idle, atWork, catchUp };
}

describe('A session with a bound on silence', () => {
  it('is over when nothing was said since it opened', async () => {
    const { session, clock, over } = await watched();
    clock.advance(MINUTE - 1);
    assert.deepEqual(over, []);
    clock.advance(1);
    assert.deepEqual(over, [session]);
  });

  it('goes on for another while after each thing that is said', async () => {
    const { clock, over, idle, session } = await watched();
    for (const text of ['one', 'two', 'three']) {
      clock.advance(MINUTE - 1);
      const said = { type: 'transcript', role: 'agent', text, final: true } as const;
      idle.happened(session, { type: 'provider', event: said }, MINUTE);
    }
    assert.deepEqual(over, []);
    clock.advance(MINUTE);
    assert.equal(over.length, 1);
  });

  it('is not kept alive by notes of the provider', async () => {
    const { clock, over, idle, session } = await watched();
    clock.advance(MINUTE - 1);
    const event = { type: 'notice', name: 'ping', details: {} } as const;
    idle.happened(session, { type: 'provider', event }, MINUTE);
    clock.advance(1);
    assert.equal(over.length, 1);
  });

  it('is not over while a call is at work', async () => {
    const { clock, over, atWork } = await watched();
    atWork.busy = true;
    clock.advance(3 * MINUTE);
    assert.deepEqual(over, []);
    atWork.busy = false;
    clock.advance(MINUTE);
    assert.equal(over.length, 1);
  });

  it('has another bound at once when that is changed, and none where it is taken away', async () => {
    const { clock, over, idle, session } = await watched();
    idle.change([session], undefined);
    clock.advance(10 * MINUTE);
    assert.deepEqual(over, []);
    idle.change([session], 1000);
    clock.advance(1000);
    assert.equal(over.length, 1);
  });

  it('leaves no alarm behind when it ends', async () => {
    const { clock, session, over, phase, catchUp } = await watched();
    void session.stop('asked');
    await phase('idle');
    catchUp();
    clock.advance(10 * MINUTE);
    assert.deepEqual([over, clock.armed], [[], 0]);
  });
});
