// Calls to which several things happen at once: acknowledged, queued or merged, and then a deploy, an interruption, a lost
// line or the end of a session. In the real Node-RED, against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, Simulator } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, redeploy, run } from '../support/helper.js';
import { inbox, type Inbox, type Message } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { agentAt, codeOf, SET_LIGHT, wired } from '../support/wired.js';
import { ELSEWHERE, soon } from './talk.js';

const KITCHEN = { room: 'kitchen', on: true };
const BEDROOM = { room: 'bedroom', on: true };
const ACKNOWLEDGED = { acknowledgeAfter: '0.1', acknowledgement: 'On my way.' };

interface Scene {
  service: Simulator;
  flow: FlowBuilder;
  conversation: Conversation;
  calls: Inbox;
  brokenOff: Inbox;
  caught: Inbox;
}

async function service(toolTimeoutSeconds = 20): Promise<Simulator> {
  const made = await startElevenLabs({ tools: [SET_LIGHT], toolTimeoutSeconds });
  atEnd(() => made.close());
  return made;
}

/** The flow does nothing: the test replies when it wants. */
async function scene(
  tool: Record<string, unknown>,
  { patience, change }: { patience?: number; change?: (flow: FlowBuilder) => void } = {},
): Promise<Scene> {
  const eleven = await service(patience);
  const both = { cancelled: true, outputs: 2, ...tool };
  const flow = wired({ ...agentAt(eleven, 'elevenlabs'), code: ELSEWHERE, tool: both });
  flow.node('helper', 'broken-off');
  flow.wire(['tool', 1], 'broken-off');
  change?.(flow);
  await run(flow);
  return { service: eleven, flow, conversation: await eleven.conversation(), ...inboxes() };
}

function inboxes(): Pick<Scene, 'calls' | 'brokenOff' | 'caught'> {
  return { calls: inbox(node('calls')), brokenOff: inbox(node('broken-off')), caught: inbox(node('caught')) };
}

function reply(message: Message, payload: string): void {
  node('reply').receive({ ...message, payload });
}

/** What left, by the id of its call, with the reason. */
function reasons({ all }: Inbox): [id: unknown, reason: unknown][] {
  return all.map((message) => [at(message, 'toolCall.id'), message['reason']]);
}

/** The answer to a ping: what was sent before it has arrived. */
async function arrived(conversation: Conversation): Promise<void> {
  const event_id = 4000 + conversation.sent.length;
  conversation.send({ type: 'ping', ping_event: { event_id } });
  await conversation.frame((frame) => frame['event_id'] === event_id);
}

async function acknowledged({ conversation, calls }: Scene): Promise<Message> {
  assert.equal((await conversation.answer(conversation.call('set_light', KITCHEN))).text, 'On my way.');
  return calls.next();
}

describe('A call that was acknowledged', () => {
  for (const type of ['full', 'nodes'] as const)
    it(`is told to be broken off by a deploy (${type}); a late reply is reported and told nobody`, async () => {
      const { flow, conversation, ...rest } = await scene(ACKNOWLEDGED);
      const message = await acknowledged({ flow, conversation, ...rest });
      flow.change('work', { func: 'return undefined;' });
      await redeploy(flow, type);
      const { brokenOff, caught } = inboxes();
      const { text } = await conversation.frame('contextual_update');
      assert.match(String(text), /What came of the tool "set_light".*the flow was restarted/);
      assert.equal((await brokenOff.next())['reason'], 'restarted');
      assert.equal(codeOf(await caught.nextWithTopic('error')), 'tool.restarted');
      reply(message, 'late');
      assert.equal(codeOf(await caught.next()), 'reply.duplicate');
      await arrived(conversation);
      const kinds = conversation.received.map((frame) => frame['type']);
      assert.equal(kinds.filter((kind) => kind === 'contextual_update').length, 1);
      assert.deepEqual([conversation.results.length, conversation.violations], [1, []]);
    });

  it('ends with its line: the next conversation hears nothing of it', async () => {
    const all = await scene(ACKNOWLEDGED);
    const message = await acknowledged(all);
    all.conversation.drop();
    assert.equal((await all.brokenOff.next())['reason'], 'session-over');
    const next = await all.service.conversation(1);
    reply(message, 'late');
    assert.equal(codeOf(await all.caught.next()), 'reply.late');
    await arrived(next);
    const kinds = next.received.map((frame) => frame['type']);
    assert.deepEqual(new Set(kinds), new Set(['conversation_initiation_client_data', 'pong']));
  });

  it('is not acknowledged where its agent wants no answer', async () => {
    const { conversation, calls, brokenOff, caught } = await scene({ ...ACKNOWLEDGED, timeout: '0.3' });
    const events = inbox(node('events'));
    conversation.call('set_light', KITCHEN, { expectsResponse: false });
    const first = await calls.next();
    assert.equal(at(await events.nextWithTopic('tool.settled'), 'payload.ending'), 'answered');
    assert.deepEqual(reasons(brokenOff), [[at(first, 'toolCall.id'), 'deadline']]);
    conversation.call('set_light', BEDROOM, { expectsResponse: false });
    reply(await calls.next(), 'fine');
    await events.nextWithTopic('tool.settled');
    await arrived(conversation);
    assert.deepEqual([conversation.results, brokenOff.all.length, caught.all.length], [[], 1, 0]);
  });
});

describe('Calls that run one after the other', () => {
  it('go on behind those that their agent gave up, and after a deploy', async () => {
    const { flow, conversation, calls, brokenOff } = await scene({ order: 'queue' }, { patience: 1 });
    const given = [conversation.call('set_light', KITCHEN), conversation.call('set_light', BEDROOM)];
    await Promise.all(given.map((id) => assert.rejects(conversation.answer(id), /timed-out/)));
    // The second one may have run as soon as the first was given up, for a moment.
    await arrived(conversation);
    const left = reasons(brokenOff);
    assert.deepEqual(
      left,
      given.slice(0, left.length).map((id) => [id, 'timed-out']),
    );
    const [third, fourth] = [
      conversation.call('set_light', KITCHEN),
      conversation.call('set_light', BEDROOM),
    ];
    for (let message = await calls.next(); at(message, 'toolCall.id') !== third;)
      message = await calls.next();
    await arrived(conversation);
    flow.change('work', { func: 'return undefined;' });
    await redeploy(flow, 'nodes');
    const after = inboxes();
    assert.match((await soon(conversation.answer(third))).text, /interrupted.*the flow was restarted/);
    const next = await after.calls.next();
    assert.equal(at(next, 'toolCall.id'), fourth);
    reply(next, 'the fourth');
    assert.equal((await soon(conversation.answer(fourth))).text, 'the fourth');
    assert.deepEqual(reasons(after.brokenOff), [[third, 'restarted']]);
  });

  it('are all broken off by the user, and those that waited never run', async () => {
    const { conversation, calls, brokenOff } = await scene({ order: 'queue', interruptible: true });
    const ids = [KITCHEN, BEDROOM, KITCHEN].map((values) => conversation.call('set_light', values));
    await calls.next();
    await arrived(conversation);
    conversation.send({ type: 'interruption', interruption_event: { event_id: 1 } });
    const texts = await Promise.all(ids.map(async (id) => (await soon(conversation.answer(id))).text));
    assert.match(texts[0] ?? '', /was broken off, because the user interrupted/);
    for (const text of texts.slice(1)) assert.match(text, /was not run, because the user interrupted/);
    assert.deepEqual([calls.all.length, reasons(brokenOff)], [1, [[ids[0], 'interrupted']]]);
    const next = conversation.call('set_light', KITCHEN);
    reply(await calls.next(), 'runs again');
    assert.equal((await soon(conversation.answer(next))).text, 'runs again');
  });

  it('of a tool for all agents: that of one agent runs when the session of another one ends', async () => {
    const other = await service();
    const { agent, key } = agentAt(other, 'elevenlabs');
    const { conversation, calls } = await scene(
      { order: 'queue', everyAgent: true, agent: '' },
      {
        change: (flow) => {
          flow.config('agent-config', 'second', { name: 'Second', ...agent }, { apiKey: key ?? '' });
          flow.node('agent-session', 'session-2', { agent: 'second', start: 'deploy', name: 'second' });
        },
      },
    );
    const second = await other.conversation();
    conversation.call('set_light', KITCHEN);
    assert.equal(at(await calls.next(), 'session.agent'), 'Home');
    const id = second.call('set_light', BEDROOM);
    await arrived(second);
    assert.equal(calls.all.length, 1);
    conversation.close(1000);
    const message = await calls.next();
    assert.equal(at(message, 'session.agent'), 'Second');
    reply(message, 'its turn');
    assert.equal((await soon(second.answer(id))).text, 'its turn');
  });
});

describe('The same call at the same time', () => {
  it('is not shared by two sessions, and the end of one leaves that of the other alone', async () => {
    const { service: eleven, conversation: anna, calls, brokenOff, caught } = await scene({ order: 'merge' });
    node('session').receive({ action: 'start', session: 'ben' });
    const ben = await eleven.conversation(1);
    const ids = [anna.call('set_light', KITCHEN), anna.call('set_light', KITCHEN)];
    const id = ben.call('set_light', KITCHEN);
    const messages = [await calls.next(), await calls.next()];
    await Promise.all([arrived(anna), arrived(ben)]);
    assert.equal(calls.all.length, 2, 'one of each session');
    anna.close(1000);
    assert.equal((await brokenOff.next())['reason'], 'session-over');
    for (const message of messages) reply(message, 'lit');
    assert.equal((await soon(ben.answer(id))).text, 'lit');
    assert.equal(codeOf(await caught.next()), 'reply.late');
    for (const each of ids) await assert.rejects(anna.answer(each));
  });
});

describe('A reply in the moment in which the time is over', () => {
  it('is the answer or is reported as late, and never both', async () => {
    const eleven = await service();
    const code = 'setTimeout(() => node.send(msg), 200); return null;';
    await run(wired({ ...agentAt(eleven, 'elevenlabs'), code, tool: { timeout: '0.2' } }));
    const conversation = await eleven.conversation();
    const [events, caught] = [inbox(node('events')), inbox(node('caught'))];
    const ids = Array.from({ length: 10 }, () => conversation.call('set_light', KITCHEN));
    await within(2000, 'All are answered', Promise.all(ids.map((id) => conversation.answer(id))));
    const endings: unknown[] = [];
    for (const _ of ids) endings.push(at(await events.nextWithTopic('tool.settled'), 'payload.ending'));
    const late = endings.filter((ending) => ending === 'expired').length;
    // Of each that was too late, the time is told, and the reply.
    for (let told = 0; told < 2 * late; told += 1) await caught.next();
    await arrived(conversation);
    assert.deepEqual([conversation.results.length, caught.all.length], [10, 2 * late]);
    assert.deepEqual(conversation.violations, []);
  });
});
