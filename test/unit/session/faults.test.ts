// Owns the tests of faults inside of a provider. It should have none; one must not end Node-RED or leave a session hanging.

import assert from 'node:assert/strict';
import type { Codec, Provider } from '../../../nodes/lib/providers/provider.js';
import { echo, partner } from './echo.js';
import { life } from './life.js';

function fault(): never {
  throw new Error('a fault');
}

/** A provider that works, with a part of its codec replaced. */
function withCodec(part: Partial<Codec>): Provider {
  const { provider } = partner();
  return { ...provider, codec: (opening) => ({ ...provider.codec(opening), ...part }) };
}

describe('A fault inside of a provider', () => {
  for (const [where, provider] of [
    ['it is dialed', echo(fault)],
    ['its codec is made', { ...partner().provider, codec: fault }],
    ['its other end is made', echo(() => ({ kind: 'local', peer: fault }))],
    ['its other end hears', echo(() => ({ kind: 'local', peer: () => ({ hear: fault }) }))],
  ] as const) {
    it(`when ${where} fails the session`, async () => {
      const { session, phase, next, clock } = life(provider);
      session.start();
      await phase('failed');
      const { error } = await next('error');
      assert.deepEqual([error.code, error.params], ['internal.fault', { message: 'a fault' }]);
      assert.equal(clock.armed, 0);
    });
  }

  it('when it greets is told, and the session goes on to wait for the provider', async () => {
    const { session, next, clock, phase } = life(withCodec({ greet: fault }));
    session.start();
    assert.equal((await next('error')).error.code, 'internal.fault');
    assert.equal(session.state.phase, 'opening');
    clock.advance(20_000);
    await phase('waiting');
  });

  it('when it reads a frame is told, and the session goes on', async () => {
    let frames = 0;
    const { provider } = partner();
    const { session, next } = life({
      ...provider,
      codec: (opening) => {
        const codec = provider.codec(opening);
        return { ...codec, decode: (frame) => ((frames += 1) === 2 ? fault() : codec.decode(frame)) };
      },
    });
    session.start();
    await next('open');
    await session.send({ type: 'user.text', text: 'one' });
    assert.equal((await next('error')).error.code, 'internal.fault');
    await session.send({ type: 'user.text', text: 'two' });
    assert.deepEqual((await next('provider')).event, { type: 'notice', name: 'two', details: {} });
  });

  it('when it explains a close still lets the session end', async () => {
    const { session, next } = life(withCodec({ closed: fault }));
    session.start();
    await next('open');
    await session.stop('asked');
    assert.equal(session.state.phase, 'idle');
  });
});
