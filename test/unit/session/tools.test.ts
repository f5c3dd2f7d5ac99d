// Owns the tests of how a session and the calls of its agent go together. The calls themselves are tested in unit/tools.

import assert from 'node:assert/strict';
import { call, notice, partner, READY, type Said } from './echo.js';
import { life } from './life.js';

const CLIENT = { toolSource: 'client' } as const;

describe('The tools of a session', () => {
  it('are declared before anything is said, where the provider learns them from us', async () => {
    const { provider, types, heard } = partner({ capabilities: CLIENT });
    const { session, wire, next } = life(provider);
    wire('light');
    session.start();
    void session.send({ type: 'user.text', text: 'hello' });
    await next('provider');
    assert.deepEqual(types(), ['greeting', 'tools', 'user.text']);
    assert.deepEqual(heard[1]?.['tools'], [{ name: 'light', description: '', schema: { type: 'object' } }]);
  });

  it('are declared again when they change while it is open', async () => {
    const { provider, heard } = partner({ capabilities: CLIENT });
    const { session, wire, next } = life(provider);
    session.start();
    await next('open');
    wire('light');
    await session.send({ type: 'user.text', text: 'hello' });
    await next('provider');
    const declared = heard.filter(({ type }) => type === 'tools').map(({ tools }) => tools);
    assert.deepEqual(declared, [[], [{ name: 'light', description: '', schema: { type: 'object' } }]]);
  });

  it('are not declared where the provider knows them by itself', async () => {
    const { provider, types } = partner();
    const { session, wire, next } = life(provider);
    wire('light');
    session.start();
    void session.send({ type: 'user.text', text: 'hello' });
    await next('provider');
    assert.deepEqual(types(), ['greeting', 'user.text']);
  });
});

describe('A tool call', () => {
  it('in the same frame as the opening of the conversation is not lost', async () => {
    const { provider, heard } = partner({
      ready: [call('1', 'light'), READY],
      answer: ({ type }) => (type === 'tool.result' ? [notice('answered')] : undefined),
    });
    const { session, wire, next } = life(provider);
    wire('light', () => 'on');
    session.start();
    await next('provider');
    assert.deepEqual(heard[1], {
      type: 'tool.result',
      id: '1',
      name: 'light',
      text: 'on',
      outcome: 'success',
    });
  });

  it('carries the name of the conversation that is opened by the same frame', async () => {
    const { provider } = partner({ ready: [call('1', 'light'), READY] });
    const { session, wire, next, delivered } = life(provider);
    wire('light', () => 'on');
    session.start();
    await next('call');
    assert.deepEqual(delivered, [{ id: 'conversation', key: 'key', agent: 'agent', provider: 'echo' }]);
  });

  it('made together with others is answered with all of them before the agent is told to go on', async () => {
    const { provider, types } = partner({
      ready: [READY, call('1', 'light', { batch: 'a' }), call('2', 'light', { batch: 'a' })],
      answer: ({ type }) => (type === 'continue' ? [notice('on')] : undefined),
      capabilities: { continuation: 'explicit' },
    });
    const { session, wire, next } = life(provider);
    wire('light', () => 'on');
    session.start();
    await next('provider');
    assert.deepEqual(types(), ['greeting', 'tool.result', 'tool.result', 'continue']);
  });

  it('that the provider takes back is cancelled: its late answer is not sent', async () => {
    const answers: Record<string, Said[]> = {
      make: [call('1', 'light')],
      take: [{ type: 'tool.cancel', ids: ['1'], reason: 'withdrawn' }],
    };
    const { provider, types } = partner({ answer: ({ text }) => answers[String(text)] });
    const { session, wire, next, calls } = life(provider);
    wire('light');
    session.start();
    await next('open');
    await session.send({ type: 'user.text', text: 'make' });
    await session.send({ type: 'user.text', text: 'take' });
    assert.equal((await next('call')).event.type, 'accepted');
    const { event } = await next('call');
    assert(event.type === 'settled');
    assert.equal(event.ending, 'cancelled');
    const late = calls.answer(event.call.ref, { value: 'on', outcome: 'success' });
    assert(late instanceof Error);
    assert.equal(late.code, 'reply.late');
    await session.send({ type: 'user.text', text: 'after' });
    await next('provider');
    assert(!types().includes('tool.result'));
  });

  it('that is open when the connection goes is lost, and its reply says so', async () => {
    const { provider } = partner({ ready: [READY, call('1', 'light')] });
    const { session, wire, next, calls, clock } = life(provider);
    wire('light');
    session.start();
    await next('open');
    await session.stop('asked');
    assert.equal((await next('call')).event.type, 'accepted');
    const { event } = await next('call');
    assert(event.type === 'settled');
    assert.equal(event.ending, 'lost');
    const late = calls.answer(event.call.ref, { value: 'on', outcome: 'success' });
    assert(late instanceof Error);
    assert.deepEqual([late.code, late.params['ending']], ['reply.late', 'lost']);
    assert.equal(clock.armed, 0);
  });

  it('that was answered by a flow while the line closed tells the flow that it was not sent', async () => {
    const { provider } = partner({ ready: [READY, call('1', 'light')] });
    const { session, wire, next, calls } = life(provider);
    wire('light');
    session.start();
    await next('open');
    const [entry] = calls.ledger.stillOpen();
    assert(entry);
    const stopped = session.stop('asked');
    const result = calls.answer(entry.call.ref, { value: 'on', outcome: 'success' });
    assert(result instanceof Error);
    assert.equal(result.code, 'reply.not-sent');
    await stopped;
  });
});
