// What a deploy and a stop do to open sessions and calls, row by row. In the real Node-RED, against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Node, NodeDef, NodeInitializer } from 'node-red';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, Simulator, ToolAnswer } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, redeploy, run } from '../support/helper.js';
import { inbox, type Message } from '../support/messages.js';
import { installed } from '../support/project.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { agentAt, codeOf, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

type Deploy = Parameters<typeof redeploy>[1];
type Change = (flow: FlowBuilder) => void;

const TYPES: readonly Deploy[] = ['full', 'flows', 'nodes'];

/** A flow whose work is done elsewhere: what the Function gets, the test answers. */
const ELSEWHERE = 'return null;';

interface Talk {
  service: Simulator;
  flow: FlowBuilder;
  conversation: Conversation;
}

async function talk(wishes: Wishes = {}, extra: readonly NodeInitializer[] = []): Promise<Talk> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, 'elevenlabs'), ...wishes });
  if (extra.length > 0) flow.node('slow-to-close', 'slow');
  await run(flow, extra);
  await inbox(node('events')).nextWithTopic('session.open');
  return { service, flow, conversation: await service.conversation() };
}

/** A call that is at work in the flow: what it was told as a message, and the answer still to come. */
async function openCall(
  conversation: Conversation,
): Promise<{ message: Message; answer: Promise<ToolAnswer> }> {
  const calls = inbox(node('calls'));
  const answer = conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
  answer.catch(() => undefined);
  return { message: await calls.next(), answer };
}

/** Long before the 15 s that the tool has. */
function soon(answer: Promise<ToolAnswer>): Promise<ToolAnswer> {
  return within(1000, 'The agent is answered', answer);
}

async function assertTold(answer: Promise<ToolAnswer>): Promise<void> {
  const { text, isError } = await soon(answer);
  assert.match(text, /the flow was restarted/);
  assert.equal(isError, true);
}

function open(service: Simulator): number {
  return service.conversations.filter((conversation) => conversation.open).length;
}

const NOTHING: Change = () => undefined;
const change =
  (id: string, properties: Record<string, unknown>): Change =>
  (flow) =>
    flow.change(id, properties);
const remove =
  (id: string): Change =>
  (flow) =>
    flow.remove(id);

describe('An open session', () => {
  const GO_ON: [string, Change][] = [
    ['nothing changes', NOTHING],
    ['a tool changes', change('tool', { description: 'another' })],
    ['a tool is renamed', change('tool', { tool: 'other' })],
    ['a tool is disabled', change('tool', { d: true })],
    ['a reply changes', change('reply', { outcome: 'success' })],
    ['the session node moves, or opens by message from now on', change('session', { start: 'message' })],
    ['the agent gets another name', change('agent', { name: 'Villa' })],
  ];
  for (const [what, act] of GO_ON) {
    for (const type of TYPES) {
      it(`goes on when ${what} (${type})`, async () => {
        const { service, flow, conversation } = await talk();
        act(flow);
        await redeploy(flow, type);
        const said = inbox(node('said'));
        conversation.say('I am still here.');
        assert.equal((await said.next()).payload, 'I am still here.');
        node('session').receive({ payload: 'So am I.' });
        assert.equal((await conversation.frame('user_message'))['text'], 'So am I.');
        assert.deepEqual([service.upgrades.length, open(service)], [1, 1]);
      });
    }
  }

  it('has its tools again after a deploy', async () => {
    const { flow, conversation } = await talk();
    await redeploy(flow, 'full');
    const { answer } = await openCall(conversation);
    assert.equal((await soon(answer)).text, 'The kitchen light is on.');
  });

  it('is called by the new name of its agent', async () => {
    const { flow, conversation } = await talk();
    flow.change('agent', { name: 'Villa' });
    await redeploy(flow, 'nodes');
    assert.equal(at((await openCall(conversation)).message, 'session.agent'), 'Villa');
  });

  it('under a key of the user goes on as well', async () => {
    const { service, flow } = await talk();
    node('session').receive({ action: 'start', session: 'anna' });
    const anna = await service.conversation(1);
    await redeploy(flow, 'full');
    node('session').receive({ payload: 'hi', session: 'anna' });
    assert.equal((await anna.frame('user_message'))['text'], 'hi');
    assert.deepEqual([service.upgrades.length, open(service)], [2, 2]);
  });

  const BEGIN_ANEW: [string, Change][] = [
    ['it begins otherwise', change('session', { prompt: 'Be short.' })],
    ['its variables change', change('session', { variables: [{ name: 'a', value: 'b', valueType: 'str' }] })],
    ['the session has another name', change('session', { name: 'other' })],
    ['the agent wants another Origin', change('agent', { origin: 'https://example.com' })],
  ];
  for (const [what, act] of BEGIN_ANEW) {
    for (const type of TYPES) {
      it(`ends politely and begins anew when ${what} (${type})`, async () => {
        const { service, flow, conversation } = await talk({ code: ELSEWHERE });
        const { answer } = await openCall(conversation);
        act(flow);
        await redeploy(flow, type);
        await assertTold(answer);
        assert.equal((await within(1000, 'The end', conversation.ended)).code, 1000);
        await within(1000, 'Another one', service.conversation(1));
        assert.equal(open(service), 1);
      });
    }
  }

  it('ends and begins anew when the key changes', async () => {
    const { service, flow, conversation } = await talk({ key: '' });
    const { nodes } = flow;
    await redeploy({ nodes, credentials: { agent: { apiKey: service.apiKey } } }, 'full');
    assert.equal((await within(1000, 'The end', conversation.ended)).code, 1000);
    await within(1000, 'Another one', service.conversation(1));
    assert.equal(service.requests.length, 1);
  });

  const END: [string, Change][] = [
    ['its node is disabled', change('session', { d: true })],
    ['its node is removed', remove('session')],
    ['the agent is disabled', change('agent', { d: true })],
    ['the agent is removed', remove('agent')],
    ['the tab is disabled', change('tab', { disabled: true })],
  ];
  for (const [what, act] of END) {
    for (const type of TYPES) {
      it(`ends politely when ${what}, and an agent that waits is told first (${type})`, async () => {
        const { service, flow, conversation } = await talk({ code: ELSEWHERE });
        const { answer } = await openCall(conversation);
        act(flow);
        await redeploy(flow, type);
        await assertTold(answer);
        assert.equal((await within(1000, 'The end', conversation.ended)).code, 1000);
        assert.equal(service.upgrades.length, 1);
      });
    }
  }
});

describe('An open call', () => {
  const STAYS: [string, Change][] = [
    ['its tool changes', change('tool', { description: 'another' })],
    ['the reply changes', change('reply', { outcome: 'success' })],
    ['the session node changes', change('session', { start: 'message' })],
    ['the agent gets another name', change('agent', { name: 'Villa' })],
    ['a node at the side changes', change('said', { x: 1, name: 'another' })],
    ['nothing changes', NOTHING],
  ];
  for (const [what, act] of STAYS) {
    it(`that lies at a node which stays is answered after the deploy: ${what}`, async () => {
      const { flow, conversation } = await talk({ code: ELSEWHERE });
      const { message, answer } = await openCall(conversation);
      act(flow);
      await redeploy(flow, 'nodes');
      node('reply').receive({ ...message, payload: 'Done after the deploy.' });
      const { text, isError } = await soon(answer);
      assert.deepEqual([text, isError], ['Done after the deploy.', false]);
    });
  }

  const TOLD: [string, Change, Deploy][] = [
    ['the node it lies at is restarted', change('work', { func: 'return msg;' }), 'nodes'],
    ['the node it lies at is restarted', change('work', { func: 'return msg;' }), 'flows'],
    ['the node it lies at is removed', remove('work'), 'nodes'],
    ['everything is restarted', NOTHING, 'full'],
    ['its tool is renamed', change('tool', { tool: 'other' }), 'nodes'],
    ['its tool is disabled', change('tool', { d: true }), 'nodes'],
    ['its tool is removed', remove('tool'), 'nodes'],
    ['its tool is removed', remove('tool'), 'flows'],
    ['its tool is removed', remove('tool'), 'full'],
  ];
  for (const [what, act, type] of TOLD) {
    it(`is answered in words at once when ${what} (${type})`, async () => {
      const { service, flow, conversation } = await talk({ code: ELSEWHERE });
      const { message, answer } = await openCall(conversation);
      act(flow);
      await redeploy(flow, type);
      const caught = inbox(node('caught'));
      await assertTold(answer);
      assert.equal(codeOf(await caught.nextWithTopic('error')), 'tool.restarted');
      // Whatever still comes is reported, and not sent.
      node('reply').receive({ ...message, payload: 'too late' });
      assert.equal(codeOf(await caught.next()), 'reply.duplicate');
      assert.equal(conversation.results.length, 1);
      assert.equal(open(service), 1);
    });
  }

  it('lives on at a node that is still busy with it', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    const flow = wired({
      ...agentAt(service, 'elevenlabs'),
      code: 'setTimeout(() => { node.send(msg); node.done(); }, 100);',
    });
    await run(flow);
    const conversation = await service.conversation();
    const { answer } = await openCall(conversation);
    flow.change('tool', { description: 'another' });
    await redeploy(flow, 'nodes');
    assert.equal((await soon(answer)).isError, false);
  });
});

describe('While a deploy goes on', () => {
  /** Holds the deploy up until the test lets it go. */
  function slowToClose() {
    let closing: ((go: () => void) => void) | undefined;
    const closes = new Promise<() => void>((resolve) => (closing = resolve));
    const type: NodeInitializer = (RED) => {
      RED.nodes.registerType('slow-to-close', function construct(this: Node, definition: NodeDef) {
        RED.nodes.createNode(this, definition);
        this.on('close', (done: () => void) => {
          if (closing) closing(done);
          else done();
          closing = undefined;
        });
      });
    };
    return { type, closes };
  }

  it('calls wait for their tools, and what is said is not lost; both come in order', async () => {
    const slow = slowToClose();
    const { flow, conversation } = await talk({}, [slow.type]);
    const deployed = redeploy(flow, 'full');
    const go = await slow.closes;
    for (const text of ['one', 'two', 'three']) conversation.say(text);
    const answer = conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    // The answer to a ping: what was sent before it has arrived.
    conversation.send({ type: 'ping', ping_event: { event_id: 4711 } });
    await conversation.frame((frame) => frame['event_id'] === 4711);
    assert.equal(conversation.results.length, 0);
    go();
    await deployed;
    const said = inbox(node('said'));
    assert.equal((await soon(answer)).text, 'The kitchen light is on.');
    const heard = [await said.next(), await said.next(), await said.next()].map(({ payload }) => payload);
    assert.deepEqual(heard, ['one', 'two', 'three']);
  });
});

describe('Two hundred deploys in a row', () => {
  const util: { events: EventEmitter } = createRequire(__filename)(installed('@node-red/util'));

  function listeners(emitter: EventEmitter): number {
    return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
  }

  /** What a leak would add to. */
  function held() {
    const resources = process.getActiveResourcesInfo();
    const count = (kind: string) => resources.filter((resource) => resource === kind).length;
    return {
      'listeners of the runtime': listeners(util.events),
      'listeners of the process': listeners(process),
      sockets: count('TCPSocketWrap'),
      timers: count('Timeout'),
    };
  }

  it('leave as many listeners, sockets and timers as there were before', async () => {
    const { service, flow } = await talk({ key: '', code: ELSEWHERE });
    await redeploy(flow, 'full');
    const before = held();
    for (let round = 1; round <= 200; round += 1) {
      const latest = service.conversations.at(-1);
      assert.ok(latest);
      const { answer } = await openCall(latest);
      if (round % 4 === 0) flow.change('session', { prompt: `Round ${round}` });
      else flow.change('tool', { description: `Round ${round}` });
      flow.change('work', { name: `Round ${round}` });
      await redeploy(flow, TYPES[round % 3] ?? 'full');
      await assertTold(answer);
      if (round % 4 !== 0) continue;
      await latest.ended;
      await service.conversation(round / 4);
    }
    assert.deepEqual([service.conversations.length, open(service)], [51, 1]);
    assert.deepEqual(held(), before);
  }).timeout(60_000);
});
