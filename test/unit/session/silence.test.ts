// Owns the tests of another end that says nothing: half-open lines, closes without an answer, upgrades without an end.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { stopTimeouts } from '../../support/clock.js';
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

describe('Another end that says goodbye and stays on the line', () => {
  const ACCEPT = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const GOODBYE = Buffer.from([0x88, 2, 0x03, 0xe8]);

  /** Answers the greeting with goodbye, hears ours, and does nothing more. */
  async function lingering(): Promise<{ url: string; answered: Promise<void> }> {
    let heard: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (heard = resolve));
    const url = await openGate(({ headers }, socket) => {
      const key = createHash('sha1').update(`${headers['sec-websocket-key']}${ACCEPT}`).digest('base64');
      socket.write(
        `HTTP/1.1 101 Yes\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${key}\r\n\r\n`,
      );
      socket.once('data', () => {
        socket.write(GOODBYE);
        socket.once('data', heard);
      });
    });
    return { url, answered };
  }

  it('is left after two seconds', async () => {
    const timeouts = stopTimeouts();
    const { url, answered } = await lingering();
    const { session, phase, phases } = life(echo(() => ({ kind: 'socket', url, headers: {} })));
    session.start();
    await answered;
    timeouts.advance(1999);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(phases().at(-1), 'opening');
    timeouts.advance(1);
    await phase('idle');
    assert.deepEqual(phases(), ['dialing', 'opening', 'idle']);
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
