// Owns the tests of a session's opening: what is sent when, and what is told in which order.

import assert from 'node:assert/strict';
import { notice, partner, READY, TEXT_ONLY } from './echo.js';
import { life } from './life.js';

describe('Opening a session', () => {
  it('goes through its phases in order and then says that it is open', async () => {
    const { session, told, phases, next } = life(partner().provider);
    session.start();
    await next('open');
    assert.deepEqual(phases(), ['dialing', 'opening', 'ready']);
    assert.deepEqual(told.at(-1), { type: 'open', id: 'conversation' });
    assert.deepEqual(session.name, { id: 'conversation', key: 'key', agent: 'agent', provider: 'echo' });
  });

  it('begins with the opening, before anything that was said meanwhile', async () => {
    const { provider, heard } = partner();
    const { session, next } = life(provider, { ...TEXT_ONLY, firstMessage: 'Hello' });
    session.start();
    void session.send({ type: 'user.text', text: 'one' });
    await next('provider');
    assert.deepEqual(heard, [
      { type: 'greeting', ...TEXT_ONLY, firstMessage: 'Hello' },
      { type: 'user.text', text: 'one' },
    ]);
  });

  it('gives a conversation that the provider does not name a name of our own', async () => {
    const { provider } = partner({ ready: [{ type: 'ready', conversationId: '' }] });
    const { session, next } = life(provider);
    session.start();
    const { id } = await next('open');
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(session.id, id);
  });

  it('is told once, however often the provider says that it is ready', async () => {
    const { provider } = partner({ ready: [READY, READY, notice('last')] });
    const { session, told, next } = life(provider);
    session.start();
    await next('provider');
    assert.equal(told.filter(({ type }) => type === 'open').length, 1);
  });

  it('knows how the sound arrives once the provider has said it', async () => {
    const audioOut = { encoding: 'pcm_s16le', sampleRate: 16_000, channels: 1 } as const;
    const { provider } = partner({ ready: [{ type: 'ready', conversationId: 'a', audioOut }] });
    const { session, next } = life(provider);
    session.start();
    await next('open');
    assert.deepEqual(session.audioOut, audioOut);
  });

  it('answers a frame that the protocol itself asks an answer to', async () => {
    const pong = '{"type":"user.text","text":"pong"}';
    const { provider, types } = partner({ ready: [READY, { type: 'send', frame: pong }] });
    const { session, next } = life(provider);
    session.start();
    const { event } = await next('provider');
    assert.deepEqual([event, types()], [notice('pong'), ['greeting', 'user.text']]);
  });

  it('changes nothing when it is asked for twice', async () => {
    const { provider, types } = partner();
    const { session, next, phases } = life(provider);
    session.start();
    session.start();
    await next('open');
    session.start();
    assert.deepEqual([phases(), types()], [['dialing', 'opening', 'ready'], ['greeting']]);
  });
});
