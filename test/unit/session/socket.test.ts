// Owns the tests of a session over a real WebSocket: what goes through, and what the end of it means.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { AgentError } from '../../../nodes/lib/errors.js';
import { MAX_FRAME_BYTES } from '../../../nodes/lib/shared/limits.js';
import { openDoor, openGate } from './door.js';
import { call, echo, notice, READY } from './echo.js';
import { life } from './life.js';

const READY_NOW = [READY];

describe('A session over a WebSocket', () => {
  it('greets, hears, speaks, and closes as it should', async () => {
    const door = await openDoor();
    const { session, next } = life(echo(door.dial));
    session.start();
    void session.send({ type: 'user.text', text: 'hello' });
    const visitor = await door.visitor();
    await once(visitor.socket, 'message');
    visitor.say(READY);
    await next('open');
    await once(visitor.socket, 'message');
    assert.deepEqual(
      visitor.heard.map(({ type }) => type),
      ['greeting', 'user.text'],
    );
    await session.stop('asked');
    assert.equal(await visitor.gone, 1000);
  });

  it('hears what comes in the very moment in which the line opens', async () => {
    const door = await openDoor([READY, call('1', 'light')]);
    const { session, wire, next } = life(echo(door.dial));
    wire('light', () => 'on');
    session.start();
    const visitor = await door.visitor();
    await next('call');
    while (visitor.heard.length < 2) await once(visitor.socket, 'message');
    assert.deepEqual(visitor.heard[1], {
      type: 'tool.result',
      id: '1',
      name: 'light',
      text: 'on',
      outcome: 'success',
    });
  });

  it('does not lose a call that comes in the same packet as the opening', async () => {
    const door = await openDoor();
    const { session, wire, delivered, next } = life(echo(door.dial));
    wire('light', () => 'on');
    session.start();
    const visitor = await door.visitor();
    visitor.say(READY);
    visitor.say(call('1', 'light'), call('2', 'light'));
    visitor.say(call('3', 'light'));
    for (const _ of ['1', '2', '3']) await next('call');
    assert.equal(delivered.length, 3);
  });

  it('reads a frame by what is in it, also when it came as bytes', async () => {
    const door = await openDoor();
    const { session, next } = life(echo(door.dial));
    session.start();
    const { socket } = await door.visitor();
    socket.send(Buffer.from(JSON.stringify([READY])));
    assert.equal((await next('open')).id, 'conversation');
  });

  it('lets a provider have bytes as bytes', async () => {
    const door = await openDoor(READY_NOW);
    const provider = echo(door.dial);
    const { session, next } = life({
      ...provider,
      codec: (opening) => ({
        ...provider.codec(opening),
        decodeBytes: (data) => [{ type: 'audio', data, final: false }],
      }),
    });
    session.start();
    const { socket } = await door.visitor();
    socket.send(Buffer.from([1, 2, 3]));
    const { event } = await next('provider');
    assert.deepEqual(event, { type: 'audio', data: Buffer.from([1, 2, 3]), final: false });
  });

  it('is not shaken by a frame that is no JSON', async () => {
    const door = await openDoor(READY_NOW);
    const { session, next } = life(echo(door.dial));
    session.start();
    const visitor = await door.visitor();
    visitor.socket.send('{');
    await next('error');
    visitor.say(notice('after'));
    assert.deepEqual((await next('provider')).event, notice('after'));
  });
});

describe('The end of a WebSocket', () => {
  it('in the middle of a conversation is told as a loss, and a new one is begun', async () => {
    const door = await openDoor(READY_NOW);
    const { session, next, phase, clock } = life(echo(door.dial));
    session.start();
    (await door.visitor()).socket.terminate();
    await next('open');
    const { error, willRetry } = await next('closed');
    assert.deepEqual([error?.code, willRetry], ['line.lost', true]);
    await phase('waiting');
    clock.advance(1000);
    await next('open');
  });

  it('means what the provider says by its code and reason', async () => {
    const door = await openDoor(READY_NOW);
    const { session, next, phase } = life(echo(door.dial));
    session.start();
    (await door.visitor()).socket.close(1008, 'provider.quota');
    await phase('failed');
    assert.equal((await next('error')).error.code, 'provider.quota');
  });

  it('is ordinary with the code 1000', async () => {
    const door = await openDoor(READY_NOW);
    const { session, next, phase } = life(echo(door.dial));
    session.start();
    (await door.visitor()).socket.close(1000);
    await phase('idle');
    assert.equal((await next('closed')).reason, 'agent');
  });

  it('comes for a frame of more than 16 MiB, and such a session is not begun again by itself', async () => {
    const door = await openDoor(READY_NOW);
    const { session, next, phase } = life(echo(door.dial));
    session.start();
    const { socket } = await door.visitor();
    await next('open');
    socket.send('x'.repeat(MAX_FRAME_BYTES + 1));
    await phase('failed');
    assert.equal((await next('error')).error.code, 'line.frame-too-large');
  });
});

describe('A WebSocket that cannot be opened', () => {
  it('because the service answers with a status is told in the words of the provider', async () => {
    const url = await openGate((_request, socket) => {
      socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 3\r\n\r\nno!');
    });
    const { session, next, phase } = life(echo(() => ({ kind: 'socket', url, headers: {} })));
    session.start();
    await phase('failed');
    const { error } = await next('error');
    assert.deepEqual([error.code, error.params], ['dial.refused', { status: 401, detail: 'no!' }]);
  });

  it('is told in words even if the answer never ends, and not more of it is kept than can be read', async () => {
    const url = await openGate((_request, socket) => {
      socket.end(`HTTP/1.1 500 Oh\r\ncontent-length: 9000000\r\n\r\n${'x'.repeat(500_000)}`);
    });
    const { session, next } = life(echo(() => ({ kind: 'socket', url, headers: {} })));
    session.start();
    const { error } = await next('error');
    assert.equal(error.params['status'], 500);
    assert.equal(String(error.params['detail']).length, 10_000);
  });

  it('because a proxy wants a login is not blamed on the provider', async () => {
    const url = await openGate((_request, socket) => {
      socket.end('HTTP/1.1 407 Who are you\r\ncontent-length: 0\r\n\r\n');
    });
    const { session, phase } = life(echo(() => ({ kind: 'socket', url, headers: {} })));
    session.start();
    await phase('waiting');
    assert.deepEqual(
      [session.state.error?.code, session.state.error?.params],
      ['dial.proxy', { detail: 407 }],
    );
  });

  it('because nobody listens there is tried again', async () => {
    const url = await openGate(() => undefined);
    const { session, phase } = life(
      echo(() => ({ kind: 'socket', url: url.replace(/\d+$/, '1'), headers: {} })),
    );
    session.start();
    await phase('waiting');
    assert.equal(session.state.error?.code, 'dial.unreachable');
  });

  it('because its address is none does not show the address: it may hold a token', async () => {
    for (const url of ['wss://host:99999/?token=secret', 'nonsense?token=secret', 'ftp://host/secret', '']) {
      const { session, phase, next } = life(echo(() => ({ kind: 'socket', url, headers: {} })));
      session.start();
      await phase('failed');
      const { error } = await next('error');
      assert.equal(error.code, 'dial.answer');
      assert(!JSON.stringify(error.params).includes('secret'));
    }
  });

  it('because a header cannot be sent does not show the header', async () => {
    const { url } = await openDoor();
    const { session, phase, next } = life(
      echo(() => ({ kind: 'socket', url, headers: { 'x-key': 'secret\nsecret' } })),
    );
    session.start();
    await phase('failed');
    const { error } = await next('error');
    assert(error instanceof AgentError);
    assert(!JSON.stringify([error.message, error.params]).includes('secret'));
  });
});
