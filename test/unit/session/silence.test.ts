// Owns the tests of another end that says nothing: half-open lines, closes without an answer, upgrades without an end.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { openDoor, openGate } from './door.js';
import { echo, notice, READY } from './echo.js';
import { life } from './life.js';

describe('A line on which nothing is heard', () => {
  it('is given up after 40 seconds, when not even a ping was answered, and begun anew', async () => {
    const door = await openDoor([READY], { autoPong: false });
    const { session, clock, next, phase } = life(echo(door.dial));
    session.start();
    const { socket } = await door.visitor();
    await next('open');
    clock.advance(20_000);
    await once(socket, 'ping');
    clock.advance(19_999);
    assert.equal(session.state.phase, 'ready');
    clock.advance(1);
    await phase('waiting');
    const { error } = await next('closed');
    assert.deepEqual([error?.code, error?.params], ['line.silent', { seconds: 40 }]);
    clock.advance(1000);
    await next('open');
  });

  it('is kept as long as pings are answered', async () => {
    const door = await openDoor([READY]);
    const { session, clock, next } = life(echo(door.dial));
    session.start();
    const visitor = await door.visitor();
    await next('open');
    for (const beat of ['1', '2', '3', '4']) {
      clock.advance(20_000);
      // The answer to the ping is on its way before this is said, so it has come when this is heard.
      await once(visitor.socket, 'ping');
      visitor.say(notice(beat));
      await next('provider');
    }
    assert.equal(session.state.phase, 'ready');
  });

  it('is kept as long as something else is heard', async () => {
    const door = await openDoor([READY], { autoPong: false });
    const { session, clock, next } = life(echo(door.dial));
    session.start();
    const visitor = await door.visitor();
    await next('open');
    for (const beat of ['1', '2', '3']) {
      clock.advance(20_000);
      visitor.say(notice(beat));
      await next('provider');
    }
    assert.equal(session.state.phase, 'ready');
  });

  it('sets no alarm any more once it is closed', async () => {
    const door = await openDoor([READY]);
    const { session, clock, next } = life(echo(door.dial));
    session.start();
    await next('open');
    await session.stop('asked');
    assert.equal(clock.armed, 0);
  });
});

describe('A close that the other end does not answer', () => {
  it('takes two seconds, so that a deploy never hangs', async () => {
    const door = await openDoor([READY]);
    const { session, clock, next } = life(echo(door.dial));
    session.start();
    const { socket } = await door.visitor();
    await next('open');
    socket.pause();
    let over = false;
    const stopped = session.stop('deploy').then(() => (over = true));
    clock.advance(1999);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([over, session.state.phase], [false, 'closing']);
    clock.advance(1);
    await stopped;
    assert.equal(session.state.phase, 'idle');
  });
});

describe('An upgrade that is never answered', () => {
  const silent = () => openGate(() => undefined);

  it('is given up after 20 seconds and tried again', async () => {
    const url = await silent();
    const { session, clock, phase } = life(echo(() => ({ kind: 'socket', url, headers: {} })));
    session.start();
    await phase('opening');
    clock.advance(20_000);
    await phase('waiting');
    assert.equal(session.state.error?.code, 'line.timeout');
  });

  it('does not hold up a stop', async () => {
    const url = await silent();
    const { session, phase, told } = life(echo(() => ({ kind: 'socket', url, headers: {} })));
    session.start();
    await phase('opening');
    await session.stop('asked');
    assert.equal(session.state.phase, 'idle');
    assert(!told.some(({ type }) => type === 'error' || type === 'closed'));
  });
});
