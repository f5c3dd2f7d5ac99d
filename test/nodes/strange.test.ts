// Replies that are not right: strange, forged, mixed up, too many. Each is reported with a code, and nothing is sent.

import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, Simulator } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import { logged, node, run } from '../support/helper.js';
import { inbox, type Inbox, type Message } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired } from '../support/wired.js';

interface Scene {
  service: Simulator;
  conversation: Conversation;
  caught: Inbox;
  /** Makes a call; its message, which no flow has answered. */
  call: () => Promise<{ id: string; message: Message }>;
  reply: (message: object) => void;
}

/** A tool whose flow keeps its messages to itself. */
async function scene(timeout = ''): Promise<Scene> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  await run(wired({ ...agentAt(service, 'elevenlabs'), tool: { timeout }, code: 'return null;' }));
  await inbox(node('events')).nextWithTopic('session.open');
  const [conversation, calls] = [await service.conversation(), inbox(node('calls'))];
  return {
    service,
    conversation,
    caught: inbox(node('caught')),
    call: async () => {
      const id = conversation.call('set_light', { room: 'kitchen', on: true });
      return { id, message: await calls.next() };
    },
    reply: (message) => node('reply').receive({ ...message }),
  };
}

describe('A reply that is not right', () => {
  const STRANGE: [string, object, string][] = [
    ['toolCall is a text', { toolCall: 'ref' }, 'reply.no-call'],
    ['toolCall is a list', { toolCall: ['ref'] }, 'reply.no-call'],
    ['toolCall is null', { toolCall: null }, 'reply.no-call'],
    ['its ref is an object', { toolCall: { ref: {} } }, 'reply.no-call'],
    ['its ref is a number', { toolCall: { ref: 1 } }, 'reply.no-call'],
    ['its ref reaches for a prototype', { toolCall: { ref: '__proto__' } }, 'reply.unknown'],
    ['its ref is a megabyte long', { toolCall: { ref: 'x'.repeat(1e6) } }, 'reply.unknown'],
    ['its correlation data is a megabyte', { correlationData: Buffer.alloc(1e6, 'x') }, 'reply.unknown'],
    ['its user property is forged', { userProperties: { 'agent-tool-call': 'guess' } }, 'reply.unknown'],
  ];
  for (const [what, message, code] of STRANGE) {
    it(`because ${what} is refused, and the call stays open: ${code}`, async () => {
      const { conversation, caught, call, reply } = await scene();
      const { id, message: right } = await call();
      reply({ payload: 'wrong', ...message });
      assert.equal(codeOf(await caught.next()), code);
      reply({ ...right, payload: 'right' });
      assert.equal((await conversation.answer(id)).text, 'right');
      assert.equal(conversation.results.length, 1);
    });
  }

  it('with a forged ref is not saved by the id of the message', async () => {
    const { conversation, caught, call, reply } = await scene('0.6');
    const { id, message } = await call();
    reply({ _msgid: message['_msgid'], payload: 'wrong', toolCall: { ref: 'forged' } });
    assert.equal(codeOf(await caught.next()), 'reply.unknown');
    assert.match((await conversation.answer(id)).text, /has not answered in time/);
  });

  it('because it names two calls is refused, and is taken for neither', async () => {
    const { conversation, caught, call, reply } = await scene('0.6');
    const [first, second] = [await call(), await call()];
    reply({ payload: 'whose?', toolCall: first.message['toolCall'], _msgid: second.message['_msgid'] });
    const told = await caught.next();
    assert.equal(codeOf(told), 'reply.ambiguous');
    assert.match(
      String(at(told, 'error.message')),
      /two different tool calls \(one by ref, another by msgid\)/,
    );
    for (const { id } of [first, second])
      assert.match((await conversation.answer(id)).text, /has not answered in time/);
    assert.equal(conversation.results.length, 2);
  });

  it('because another came in the same tick is refused', async () => {
    const { conversation, caught, call, reply } = await scene();
    const { id, message } = await call();
    reply({ ...message, payload: 'first' });
    reply({ ...message, payload: 'second' });
    assert.equal(codeOf(await caught.next()), 'reply.duplicate');
    assert.equal((await conversation.answer(id)).text, 'first');
    assert.equal(conversation.results.length, 1);
  });

  it('is not what an agent gets that makes the same call again after its answer: it hears that again', async () => {
    const { conversation, call, reply } = await scene();
    const { id, message } = await call();
    reply({ ...message, payload: 'on' });
    assert.equal((await conversation.answer(id)).text, 'on');
    conversation.call('set_light', { room: 'kitchen', on: true }, { id });
    const next = await call();
    reply({ ...next.message, payload: 'off' });
    assert.equal((await conversation.answer(next.id)).text, 'off');
    const answers = conversation.received.filter(({ type }) => type === 'client_tool_result');
    assert.deepEqual(
      answers.map(({ tool_call_id: of, result }) => [of, result]),
      [
        [id, 'on'],
        [id, 'on'],
        [next.id, 'off'],
      ],
    );
    assert.deepEqual(conversation.violations, []);
  });

  it('because a Catch brings the fault of a session is no fault of its own: it ends there', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    const flow = wired({ ...agentAt(service, 'elevenlabs'), key: 'wrong', session: { start: 'message' } });
    flow.wire('catch', 'reply');
    await run(flow);
    const caught = inbox(node('caught'));
    const ends = once(node('reply'), 'input');
    node('session').receive({ payload: 'hello' });
    assert.equal(codeOf(await caught.next()), 'dial.unauthorized');
    await ends;
    // What it would say of a message without a call, it says in the same turn.
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(logged('reply'), []);
    assert.equal(caught.all.length, 1);
  });

  it('because a Status node brings our own badge is no fault of its own: it ends there', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    const flow = wired(agentAt(service, 'elevenlabs'));
    flow.node('status', 'badges', { scope: null });
    flow.wire('badges', 'reply', 'session');
    await run(flow);
    const conversation = await service.conversation();
    for (const room of ['kitchen', 'bedroom'])
      await conversation.answer(conversation.call('set_light', { room, on: true }));
    const ends = once(node('reply'), 'input');
    node('tool').status({ text: 'called' });
    await ends;
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([...logged('reply'), ...logged('session')], []);
    assert.equal(inbox(node('caught')).all.length, 0);
  });

  it('because it holds 10 MB is refused, the agent is told, and the session goes on', async () => {
    const { conversation, caught, call, reply } = await scene();
    const { id, message } = await call();
    reply({ ...message, payload: 'x'.repeat(10 * 1024 * 1024) });
    assert.equal(codeOf(await caught.next()), 'reply.too-long');
    assert.match((await conversation.answer(id)).text, /too long to be read/);
    const next = await call();
    reply({ ...next.message, payload: 'short' });
    assert.equal((await conversation.answer(next.id)).text, 'short');
  });

  it('because its session is just reconnecting is told as late, and never reaches the new conversation', async () => {
    const { service, conversation, caught, call, reply } = await scene();
    const { message } = await call();
    conversation.drop();
    const events = inbox(node('events'));
    await events.nextWithTopic('session.reconnecting');
    reply({ ...message, payload: 'between two lines' });
    assert.equal(codeOf(await caught.next()), 'reply.late');
    const next = await service.conversation(1);
    reply({ ...message, payload: 'on the next line' });
    assert.equal(codeOf(await caught.next()), 'reply.late');
    assert.deepEqual([next.results.length, next.violations.length], [0, 0]);
  });

  it('ten thousand times is told ten thousand times, and the next call is answered', async function () {
    this.timeout(20_000);
    const COUNT = 10_000;
    const { conversation, call, reply } = await scene();
    const codes = new Map<unknown, number>();
    const all = new Promise<void>((resolve) => {
      let left = COUNT;
      node('caught').on('input', (message) => {
        const code = codeOf({ ...message });
        codes.set(code, (codes.get(code) ?? 0) + 1);
        if (--left === 0) resolve();
      });
    });
    for (let index = 0; index < COUNT; index += 1)
      reply(index % 2 ? { payload: index } : { payload: index, toolCall: { ref: `guess-${index}` } });
    await all;
    assert.deepEqual(Object.fromEntries(codes), { 'reply.unknown': COUNT / 2, 'reply.no-call': COUNT / 2 });
    assert.equal(conversation.results.length, 0);
    const { id, message } = await call();
    reply({ ...message, payload: 'still here' });
    assert.equal((await conversation.answer(id)).text, 'still here');
  });
});
