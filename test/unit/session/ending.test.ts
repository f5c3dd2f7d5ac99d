// Owns the tests of how a session ends: by us, by the provider, by both at once.

import assert from 'node:assert/strict';
import { notice, partner, READY, type Said } from './echo.js';
import { life } from './life.js';

const GOODBYE: Record<string, Said[]> = {
  end_call: [{ type: 'ended', reason: 'end_call' }],
  quota: [{ type: 'error', code: 'provider.quota', final: true }],
  busy: [{ type: 'error', code: 'provider.busy', final: true }],
  'not serious': [{ type: 'error', code: 'frame.shape', final: false }],
};

/** A provider that says goodbye by what it is told. */
function leaving() {
  return partner({ answer: ({ text }) => GOODBYE[String(text)] });
}

describe('Stopping a session', () => {
  it('is over when the line is gone, and says why it was closed', async () => {
    const { session, next, phases, told, clock } = life(leaving().provider);
    session.start();
    await next('open');
    await session.stop('asked');
    assert.equal(session.state.phase, 'idle');
    assert.deepEqual(phases(), ['dialing', 'opening', 'ready', 'closing', 'idle']);
    const closed = told.find((event) => event.type === 'closed');
    assert.deepEqual(closed, { type: 'closed', reason: 'asked', error: undefined, willRetry: false });
    assert.equal(clock.armed, 0);
  });

  it('is over at once when nothing is open', async () => {
    const { session, told } = life(leaving().provider);
    await session.stop('asked');
    assert.deepEqual(told, []);
  });

  it('while it dials gives up the dial; no conversation was opened, so none is told to be closed', async () => {
    const { session, told, phases } = life(leaving().provider);
    session.start();
    await session.stop('asked');
    assert.equal(session.state.phase, 'idle');
    assert.deepEqual(phases().at(-1), 'idle');
    assert(!told.some(({ type }) => type === 'closed' || type === 'open'));
  });

  it('twice is over for both who asked', async () => {
    const { session, next } = life(leaving().provider);
    session.start();
    await next('open');
    await Promise.all([session.stop('one'), session.stop('two')]);
    assert.equal(session.state.phase, 'idle');
  });

  it('is over for whoever asked, even if somebody else starts the session again meanwhile', async () => {
    const { session, next } = life(leaving().provider);
    session.start();
    await next('open');
    const stopped = session.stop('asked');
    session.start();
    await stopped;
    await next('open');
    assert.equal(session.state.phase, 'ready');
  });

  it('is no failure, whatever the provider says in its last moment', async () => {
    const { session, next, told } = life(leaving().provider);
    session.start();
    await next('open');
    await session.send({ type: 'user.text', text: 'busy' });
    await session.stop('asked');
    assert.equal(session.state.phase, 'idle');
    assert(!told.some(({ type }) => type === 'error'));
  });
});

describe('A conversation that the provider ends', () => {
  it('is closed by us when the provider said so and did not do it within five seconds', async () => {
    const { session, next, clock, phase } = life(leaving().provider);
    session.start();
    await next('open');
    await session.send({ type: 'user.text', text: 'end_call' });
    await next('provider');
    clock.advance(4999);
    assert.equal(session.state.phase, 'ready');
    clock.advance(1);
    await phase('idle');
    const { reason, error, willRetry } = await next('closed');
    assert.deepEqual([reason, error, willRetry], ['end_call', undefined, false]);
  });

  it('for a reason that needs a person has failed, and says why once', async () => {
    const { session, clock, phase, next, told } = life(
      partner({ ready: [READY, ...(GOODBYE['quota'] ?? [])] }).provider,
    );
    session.start();
    await next('open');
    clock.advance(5000);
    await phase('failed');
    const errors = told.flatMap((event) => (event.type === 'error' ? [event.error.code] : []));
    assert.deepEqual(errors, ['provider.quota']);
    assert.equal(clock.armed, 0);
  });

  it('for a reason that heals is begun anew', async () => {
    const { session, clock, phase, next } = life(leaving().provider);
    session.start();
    await next('open');
    await session.send({ type: 'user.text', text: 'busy' });
    await session.send({ type: 'user.text', text: 'heard' });
    await next('provider');
    clock.advance(5000);
    await phase('waiting');
    const { error, willRetry } = await next('closed');
    assert.deepEqual([error?.code, willRetry], ['provider.busy', true]);
    clock.advance(1000);
    await next('open');
  });

  it('goes on after an error that is not final', async () => {
    const { session, next } = life(leaving().provider);
    session.start();
    await next('open');
    await session.send({ type: 'user.text', text: 'not serious' });
    const { error } = await next('error');
    assert.equal(error.code, 'frame.shape');
    await session.send({ type: 'user.text', text: 'still here' });
    assert.deepEqual((await next('provider')).event, notice('still here'));
  });
});
