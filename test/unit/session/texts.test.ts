// Owns the tests of what is said to a session: before it is open, while it is, and after.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { Command } from '../../../nodes/lib/providers/provider.js';
import { MAX_PENDING, MAX_PENDING_BYTES } from '../../../nodes/lib/shared/limits.js';
import { echo, partner, type Said } from './echo.js';
import { life } from './life.js';

const text = (words: string): Command => ({ type: 'user.text', text: words });
const audio = (bytes: number): Command => ({ type: 'audio', data: Buffer.alloc(bytes) });

function code(error: AgentError | undefined): string | undefined {
  return error?.code;
}

describe('What is said to a session', () => {
  it('before it is open waits, and is then sent in the order in which it was said', async () => {
    const { provider, heard } = partner();
    const { session, next } = life(provider);
    session.start();
    const sent = ['one', 'two', 'three'].map((words) => session.send(text(words)));
    await next('open');
    assert.deepEqual(await Promise.all(sent), [undefined, undefined, undefined]);
    for (const _ of sent) await next('provider');
    assert.deepEqual(
      heard.slice(1).map(({ text: words }) => words),
      ['one', 'two', 'three'],
    );
  });

  it('while it is open is sent at once', async () => {
    const { session, next } = life(partner().provider);
    session.start();
    await next('open');
    assert.equal(await session.send(text('hello')), undefined);
    assert.deepEqual((await next('provider')).event, { type: 'notice', name: 'hello', details: {} });
  });

  it('is told as said by the user where the provider does not say so itself, once it is sent', async () => {
    const { session, next, told } = life(partner({ capabilities: { echoesText: false } }).provider);
    session.start();
    const sent = session.send(text('hello'));
    assert.equal(told.filter(({ type }) => type === 'provider').length, 0);
    await next('open');
    await sent;
    const said = { type: 'transcript', role: 'user', text: 'hello', final: true };
    assert.deepEqual((await next('provider')).event, said);
    assert.deepEqual((await next('provider')).event, { type: 'notice', name: 'hello', details: {} });
  });

  it('is refused when the session is not open', async () => {
    const { session } = life(partner().provider);
    assert.equal(code(await session.send(text('hello'))), 'session.not-open');
  });

  it('is refused when the provider cannot take it, open or not', async () => {
    const { session } = life(partner({ capabilities: { textIn: false, activityIn: false } }).provider);
    assert.equal(code(await session.send(text('hello'))), 'capability.text');
    assert.equal(code(await session.send({ type: 'activity' })), 'capability.activity');
  });

  it(`is refused when ${MAX_PENDING} others wait already; those are sent all the same`, async () => {
    const { provider, types } = partner();
    const { session, next, phase } = life(provider);
    session.start();
    const sent = Array.from({ length: MAX_PENDING }, (_, at) => session.send(text(String(at))));
    assert.equal(code(await session.send(text('one too many'))), 'session.queue-full');
    await next('open');
    assert((await Promise.all(sent)).every((error) => error === undefined));
    assert.equal(await session.send(text('now there is room')), undefined);
    await session.stop('done');
    await phase('idle');
    assert.equal(types()[0], 'greeting');
  });

  it('is refused when too many bytes wait already', async () => {
    const { session } = life(partner().provider);
    session.start();
    void session.send(audio(MAX_PENDING_BYTES - 1));
    void session.send(audio(1));
    assert.equal(code(await session.send(audio(1))), 'session.queue-full');
    assert.equal(code(await session.send(text('é'))), 'session.queue-full');
  });

  it('is told that it was not sent when the session is stopped before it opens', async () => {
    const { session } = life(partner().provider);
    session.start();
    const sent = session.send(text('hello'));
    await session.stop('asked');
    assert.equal(code(await sent), 'session.not-open');
  });

  it('is told why it was not sent when the session cannot open', async () => {
    const { session } = life(echo(() => new AgentError('dial.unauthorized')));
    session.start();
    assert.equal(code(await session.send(text('hello'))), 'dial.unauthorized');
  });

  it('waits through a retry, except for sound: by then nobody wants to hear it', async () => {
    let tries = 0;
    const here = partner();
    const provider = echo((opening) => {
      tries += 1;
      return tries === 1
        ? new AgentError('dial.server')
        : here.provider.dial({ agentId: '', apiKey: '', baseUrl: '', origin: '' }, opening);
    });
    const { session, clock, phase, next } = life(provider);
    session.start();
    await phase('waiting');
    assert.equal(code(await session.send(audio(10))), 'session.not-open');
    const sent = session.send(text('hello'));
    clock.advance(1000);
    await next('open');
    assert.equal(await sent, undefined);
  });

  it('during a restart waits for the new conversation', async () => {
    const { provider, types } = partner();
    const { session, next } = life(provider);
    session.start();
    await next('open');
    session.restart();
    const sent = session.send(text('hello'));
    await next('open');
    await next('provider');
    assert.equal(await sent, undefined);
    assert.deepEqual(types(), ['greeting', 'greeting', 'user.text']);
  });

  it('while it is being stopped is refused', async () => {
    const { session, next } = life(partner().provider);
    session.start();
    await next('open');
    const stopped = session.stop('asked');
    assert.equal(code(await session.send(text('hello'))), 'session.not-open');
    await stopped;
  });
});

describe('Sound that is said to a session', () => {
  const format = { encoding: 'pcm_s16le', sampleRate: 16_000, channels: 1 } as const;
  const ready: Said = { type: 'ready', conversationId: 'conversation', audioIn: format };

  it('waits until it is open, and then takes as long as it sounds', async () => {
    const { provider, types } = partner({ ready: [ready] });
    const { session, next, clock } = life(provider);
    session.start();
    const sent = session.send({ type: 'audio', data: Buffer.alloc(16_000 * 4) });
    await next('open');
    clock.advance(900);
    // What is said again has come after the sound.
    await session.send(text('How much was that?'));
    await next('provider');
    assert.equal(types().filter((type) => type === 'audio').length, 46);
    clock.advance(1_100);
    assert.equal(await sent, undefined);
  });

  it('is dropped when it is stopped, and that is told before the end is', async () => {
    const { session, next, told } = life(partner({ ready: [ready] }).provider);
    session.start();
    await next('open');
    const sent = session.send({ type: 'audio', data: Buffer.alloc(16_000 * 4) });
    await session.stop('asked');
    assert.equal(code(await sent), 'sound.dropped');
    const types = told.map(({ type }) => type);
    assert.ok(types.indexOf('sound-dropped') < types.indexOf('closed'));
    assert.equal((await next('sound-dropped')).milliseconds, 1_980);
  });

  it('is dropped when the session begins anew, and what comes then is sent', async () => {
    const { session, next } = life(partner({ ready: [ready] }).provider);
    session.start();
    await next('open');
    const sent = session.send({ type: 'audio', data: Buffer.alloc(16_000 * 4) });
    session.restart();
    assert.equal(code(await sent), 'sound.dropped');
    assert.equal(await session.send(audio(320)), undefined);
    await next('open');
  });

  it('goes as it is where the provider does not say how it wants sound; of another kind it is refused', async () => {
    const { provider, heard } = partner();
    const { session, next } = life(provider);
    session.start();
    await next('open');
    assert.equal(await session.send(audio(3)), undefined);
    assert.equal(code(await session.send({ type: 'audio', data: Buffer.alloc(4), format })), 'sound.session');
    await session.send(text('What was that?'));
    await next('provider');
    assert.equal(heard.filter(({ type }) => type === 'audio').length, 1);
  });
});
