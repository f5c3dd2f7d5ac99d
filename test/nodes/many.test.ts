// Many conversations at one session node: each begins in its own way, there is a bound on them, silent ones end.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Simulator } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, redeploy, run } from '../support/helper.js';
import { inbox, type Inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired } from '../support/wired.js';

interface House {
  service: Simulator;
  flow: FlowBuilder;
  events: Inbox;
  caught: Inbox;
  /** Opens a session under a key; resolves once it is open. */
  come: (key: string, more?: object) => Promise<unknown>;
}

async function house(
  session: Record<string, unknown>,
  add: (flow: FlowBuilder) => void = () => undefined,
): Promise<House> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, 'elevenlabs'), session: { start: 'message', ...session } });
  flow.node('agent-send', 'end', { agent: 'agent', action: 'end' });
  add(flow);
  await run(flow);
  const [events, caught] = [inbox(node('events')), inbox(node('caught'))];
  async function come(key: string, more: object = {}): Promise<unknown> {
    node('session').receive({ action: 'start', session: key, ...more });
    return (await events.nextWithTopic('session.open')).payload;
  }
  return { service, flow, events, caught, come };
}

describe('Many conversations at one node', () => {
  it('begin each with the variables, texts and user of its own message', async () => {
    const { service, come } = await house({
      variables: [{ name: 'guest', value: 'guest.name', valueType: 'msg' }],
      firstMessage: '"Welcome, " & guest.name & "!"',
      firstMessageType: 'jsonata',
      language: 'guest.language',
      languageType: 'msg',
      voice: 'guest.voice',
      voiceType: 'msg',
      userId: 'guest.id',
      userIdType: 'msg',
    });
    await come('room 1', { guest: { name: 'Anna', language: 'de', voice: 'v1', id: 'u1' } });
    await come('room 2', { guest: { name: 'Ben', language: 'en' } });
    const begun = await Promise.all(
      service.conversations.map((one) => one.frame('conversation_initiation_client_data')),
    );
    const [anna, ben] = begun.map((frame) => ({
      variables: frame['dynamic_variables'],
      override: frame['conversation_config_override'],
      user: frame['user_id'],
    }));
    assert.deepEqual(anna, {
      variables: { guest: 'Anna' },
      override: { agent: { first_message: 'Welcome, Anna!', language: 'de' }, tts: { voice_id: 'v1' } },
      user: 'u1',
    });
    assert.deepEqual(ben, {
      variables: { guest: 'Ben' },
      override: { agent: { first_message: 'Welcome, Ben!', language: 'en' } },
      user: undefined,
    });
  });

  it('begin with what the message, the context, the environment and JSONata hold', async () => {
    const session = {
      variables: [
        { name: 'from_msg', value: 'guest', valueType: 'msg' },
        { name: 'from_flow', value: 'room.name', valueType: 'flow' },
        { name: 'from_global', value: 'city', valueType: 'global' },
        { name: 'from_env', value: 'FLOOR', valueType: 'env' },
        { name: 'from_jsonata', value: '$uppercase(guest)', valueType: 'jsonata' },
      ],
      firstMessage: 'room.welcome',
      firstMessageType: 'flow',
      prompt: 'prompt',
      promptType: 'global',
      language: 'LANGUAGE',
      languageType: 'env',
      voice: '$flowContext("room.voice")',
      voiceType: 'jsonata',
      userId: '$globalContext("city") & "/" & guest',
      userIdType: 'jsonata',
    };
    const env = [
      { name: 'FLOOR', value: '2', type: 'num' },
      { name: 'LANGUAGE', value: 'de', type: 'str' },
    ];
    const func = `flow.set('room', { name: 'hall', welcome: 'Welcome!', voice: 'v7' });
      global.set('city', 'Bonn'); global.set('prompt', 'Be brief.'); return msg;`;
    const { service, come } = await house(session, (flow) => {
      flow.change('tab', { env });
      flow.node('function', 'remember', { func });
      flow.node('helper', 'remembered');
      flow.wire('remember', 'remembered');
    });
    const remembered = inbox(node('remembered'));
    node('remember').receive({});
    await remembered.next();
    await come('anna', { guest: 'Anna' });
    const conversation = await service.conversation();
    const begun = await conversation.frame('conversation_initiation_client_data');
    assert.deepEqual(begun['dynamic_variables'], {
      from_msg: 'Anna',
      from_flow: 'hall',
      from_global: 'Bonn',
      from_env: 2,
      from_jsonata: 'ANNA',
    });
    assert.deepEqual(begun['conversation_config_override'], {
      agent: { first_message: 'Welcome!', prompt: { prompt: 'Be brief.' }, language: 'de' },
      tts: { voice_id: 'v7' },
    });
    assert.equal(begun['user_id'], 'Bonn/Anna');
  });

  it('are told as they come and go, with how many there are', async () => {
    const { service, events, come } = await house({});
    const anna = await come('anna');
    assert.deepEqual(anna, { id: service.conversations[0]?.id, key: 'anna', open: 1 });
    assert.equal(at(await come('ben'), 'open'), 2);
    node('session').receive({ action: 'stop', session: 'anna' });
    const closed = await events.nextWithTopic('session.closed');
    assert.deepEqual(closed.payload, { reason: 'asked', willRetry: false, key: 'anna', open: 1 });
    assert.equal(at(closed, 'session.key'), 'anna');
  });

  it('are no more than the node may have; one that ends makes room', async () => {
    const { service, events, caught, come } = await house({ maxSessions: '2' });
    await come('anna');
    await come('ben');
    node('session').receive({ action: 'start', session: 'carla' });
    assert.equal(codeOf(await caught.next()), 'session.node-full');
    node('session').receive({ payload: 'hello', session: 'carla' });
    assert.equal(codeOf(await caught.next()), 'session.node-full');
    assert.equal(service.conversations.length, 2);
    node('session').receive({ action: 'stop', session: 'ben' });
    await events.nextWithTopic('session.closed');
    assert.equal(at(await come('carla'), 'key'), 'carla');
  });

  it('end by agent-send, which ends the one that is named and no other', async () => {
    const { service, events, caught, come } = await house({});
    await come('anna');
    await come('ben');
    node('end').receive({ payload: '' });
    assert.equal(codeOf(await caught.next()), 'session.several');
    node('end').receive({ payload: '', session: 'ben' });
    const closed = await events.nextWithTopic('session.closed');
    assert.deepEqual([at(closed, 'payload.key'), at(closed, 'payload.reason')], ['ben', 'asked']);
    assert.deepEqual(
      service.conversations.map(({ open }) => open),
      [true, false],
    );
    // With one left, there is no doubt which is meant.
    node('end').receive({ payload: '' });
    assert.equal(at(await events.nextWithTopic('session.closed'), 'payload.key'), 'anna');
  });

  it('end when nothing is said for as long as the user wants', async () => {
    const { service, events, come } = await house({ idleMinutes: '0.01' });
    await come('anna');
    const closed = await events.nextWithTopic('session.closed', 4000);
    assert.deepEqual(closed.payload, { reason: 'idle', willRetry: false, key: 'anna', open: 0 });
    assert.equal((await service.conversation()).open, false);
    assert.equal(at(await come('anna'), 'open'), 1, 'and can come back');
  });

  it('go on through a deploy that changes their bounds, and keep to the new ones', async () => {
    const { service, flow, events, caught, come } = await house({});
    await come('anna');
    await come('ben');
    flow.change('session', { maxSessions: '1' });
    await redeploy(flow, 'nodes');
    assert.ok(service.conversations.every(({ open }) => open));
    node('session').receive({ action: 'start', session: 'carla' });
    assert.equal(codeOf(await caught.next()), 'session.node-full');
    flow.change('session', { idleMinutes: '0.01' });
    await redeploy(flow, 'nodes');
    const after = inbox(node('events'));
    const gone = [
      await after.nextWithTopic('session.closed', 4000),
      await after.nextWithTopic('session.closed', 4000),
    ];
    assert.deepEqual(new Set(gone.map((one) => at(one, 'payload.key'))), new Set(['anna', 'ben']));
    assert.ok(events.all.length > 0);
  });

  for (const [what, session, code] of [
    ['a number of sessions', { maxSessions: 'many' }, 'session.limit-value'],
    ['a time', { idleMinutes: 'soon' }, 'session.idle-value'],
  ] as const) {
    it(`cannot be had with what is not ${what}, and the node says so (${code})`, async () => {
      const { caught, service } = await house(session);
      assert.equal(codeOf(await caught.next()), code);
      node('session').receive({ payload: 'hello' });
      assert.equal(codeOf(await caught.next()), code);
      assert.equal(service.conversations.length, 0);
    });
  }
});
