// Several sessions, opened by deploy or by message, steered and spoken to. Against the simulated ElevenLabs and practice.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { startVatel } from '../simulator/vatel.js';
import type { Simulator } from '../simulator/simulator.js';
import { node, redeploy, run } from '../support/helper.js';
import { at } from '../support/at.js';
import { inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, ON, ROOM, SET_LIGHT, wired } from '../support/wired.js';

async function service(): Promise<Simulator> {
  const started = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => started.close());
  return started;
}

describe('Sessions', () => {
  it('open by deploy, and by the first message where the user wants that', async () => {
    const eleven = await service();
    const flow = wired({ ...agentAt(eleven, 'elevenlabs'), session: { start: 'message' } });
    await run(flow);
    assert.equal(eleven.upgrades.length, 0);
    node('session').receive({ payload: 'hello' });
    const conversation = await eleven.conversation();
    assert.equal((await conversation.frame('user_message'))['text'], 'hello');
  });

  it('open under keys of the user, and one tool node serves them all', async () => {
    const eleven = await service();
    await run(wired({ ...agentAt(eleven, 'elevenlabs'), session: { start: 'message' } }));
    const events = inbox(node('events'));
    const calls = inbox(node('calls'));
    for (const key of ['anna', 'ben']) {
      node('session').receive({ action: 'start', session: key });
      const open = await events.nextWithTopic('session.open');
      assert.equal(at(open, 'session.key'), key);
    }
    const [anna, ben] = eleven.conversations;
    assert.ok(anna && ben);
    const forBen = ben.call('set_light', { room: 'bedroom', on: true });
    const forAnna = anna.call('set_light', { room: 'kitchen', on: false });
    assert.equal((await ben.answer(forBen)).text, 'The bedroom light is on.');
    assert.equal((await anna.answer(forAnna)).text, 'The kitchen light is off.');
    const keys = [await calls.next(), await calls.next()].map((call) => at(call, 'session.key'));
    assert.deepEqual(new Set(keys), new Set(['anna', 'ben']));
  });

  it('are named by a message; where several could be meant, an error says so', async () => {
    const eleven = await service();
    const flow = wired({ ...agentAt(eleven, 'elevenlabs'), session: { start: 'message' } });
    flow.node('agent-send', 'send', { agent: 'agent', action: 'user_message' });
    await run(flow);
    const events = inbox(node('events'));
    const caught = inbox(node('caught'));
    node('send').receive({ payload: 'too early' });
    assert.equal(codeOf(await caught.next()), 'session.none');
    for (const key of ['anna', 'ben']) {
      node('session').receive({ action: 'start', session: key });
      await events.nextWithTopic('session.open');
    }
    node('send').receive({ payload: 'to whom?' });
    assert.equal(codeOf(await caught.next()), 'session.several');
    node('session').receive({ payload: 'to whom?' });
    assert.equal(codeOf(await caught.next()), 'session.several');
    node('send').receive({ payload: 'hi', session: 'nobody' });
    assert.equal(codeOf(await caught.next()), 'session.unknown');
    const ben = eleven.conversations[1];
    assert.ok(ben);
    node('send').receive({ payload: 'hi Ben', session: 'ben' });
    assert.equal((await ben.frame('user_message'))['text'], 'hi Ben');
    node('send').receive({ payload: 'by id', session: { id: ben.id } });
    assert.equal((await ben.frame('user_message', 1))['text'], 'by id');
  });

  it('take what agent-send can say: text, context, sound, activity, the end', async () => {
    const eleven = await service();
    const flow = wired(agentAt(eleven, 'elevenlabs'));
    for (const action of ['user_message', 'context', 'audio', 'activity', 'end']) {
      flow.node('agent-send', action, { agent: 'agent', action });
    }
    await run(flow);
    const events = inbox(node('events'));
    await events.nextWithTopic('session.open');
    const conversation = await eleven.conversation();
    node('user_message').receive({ payload: 21 });
    assert.equal((await conversation.frame('user_message'))['text'], '21');
    node('context').receive({ payload: 'It rains.', contextKey: 'weather' });
    assert.deepEqual(await conversation.frame('contextual_update'), {
      type: 'contextual_update',
      text: 'It rains.',
      context_id: 'weather',
    });
    node('audio').receive({ payload: Buffer.from([1, 2]) });
    assert.deepEqual(await conversation.frame((frame) => 'user_audio_chunk' in frame), {
      user_audio_chunk: 'AQI=',
    });
    node('activity').receive({ payload: '' });
    assert.ok(await conversation.frame('user_activity'));
    node('end').receive({ payload: '' });
    const closed = await events.nextWithTopic('session.closed');
    assert.equal(at(closed, 'payload.reason'), 'asked');
    assert.equal((await conversation.ended).code, 1000);
  });

  const UNSAYABLE: [unknown, string][] = [
    ['', 'message.empty'],
    [undefined, 'message.not-text'],
    [{ a: 1 }, 'message.not-text'],
    [Buffer.alloc(0), 'message.empty'],
  ];
  for (const [payload, code] of UNSAYABLE) {
    it(`do not take ${JSON.stringify(payload) ?? 'nothing'} as something to say (${code})`, async () => {
      const eleven = await service();
      await run(wired(agentAt(eleven, 'elevenlabs')));
      const caught = inbox(node('caught'));
      node('session').receive({ payload });
      assert.equal(codeOf(await caught.next()), code);
    });
  }

  it('stop, start and restart by msg.action; anything else is refused', async () => {
    const eleven = await service();
    await run(wired(agentAt(eleven, 'elevenlabs')));
    const events = inbox(node('events'));
    const caught = inbox(node('caught'));
    await events.nextWithTopic('session.open');
    node('session').receive({ action: 'restart' });
    await events.nextWithTopic('session.closed');
    await events.nextWithTopic('session.open');
    node('session').receive({ action: 'stop' });
    await events.nextWithTopic('session.closed');
    node('session').receive({ action: 'stop' });
    node('session').receive({ action: 'start' });
    await events.nextWithTopic('session.open');
    assert.equal(eleven.conversations.filter(({ open }) => open).length, 1);
    node('session').receive({ action: 'dance' });
    assert.equal(codeOf(await caught.next()), 'session.action-unknown');
  });

  it('say what is waiting until they are open, in order', async () => {
    const eleven = await service();
    await run(wired({ ...agentAt(eleven, 'elevenlabs'), session: { start: 'message' } }));
    for (const payload of ['one', 'two', 'three']) node('session').receive({ payload });
    const conversation = await eleven.conversation();
    await conversation.frame('user_message', 2);
    const texts = conversation.received.filter(({ type }) => type === 'user_message').map(({ text }) => text);
    assert.deepEqual(texts, ['one', 'two', 'three']);
    assert.equal(eleven.conversations.length, 1);
  });

  it('begin with what the environment holds, also within a text', async () => {
    const eleven = await service();
    const flow = wired({
      ...agentAt(eleven, 'elevenlabs'),
      session: { firstMessage: 'Hello ${GUEST}, welcome to the ${HOUSE}!' },
    });
    const env = [
      { name: 'GUEST', value: 'Anna', type: 'str' },
      { name: 'HOUSE', value: 'mill', type: 'str' },
    ];
    flow.change('tab', { env });
    await run(flow);
    const conversation = await eleven.conversation();
    const begun = await conversation.frame('conversation_initiation_client_data');
    assert.equal(
      at(begun, 'conversation_config_override.agent.first_message'),
      'Hello Anna, welcome to the mill!',
    );
  });

  it('of two providers run side by side in one flow', async () => {
    const eleven = await service();
    const vatel = await startVatel({ tools: [SET_LIGHT] });
    atEnd(() => vatel.close());
    const flow = wired(agentAt(eleven, 'elevenlabs'));
    const other = agentAt(vatel, 'vatel');
    flow.config('agent-config', 'agent2', { name: 'Other', ...other.agent }, { apiKey: other.key ?? '' });
    flow.node('agent-session', 'session2', { agent: 'agent2', start: 'deploy' });
    flow.node('agent-tool', 'tool2', { agent: 'agent2', tool: 'set_light', parameters: [ROOM, ON] });
    flow.wire('tool2', 'work');
    await run(flow);
    const first = await eleven.conversation();
    const second = await vatel.conversation();
    const a = first.call('set_light', { room: 'kitchen', on: true });
    const b = second.call('set_light', { room: 'bedroom', on: false });
    assert.equal((await first.answer(a)).text, 'The kitchen light is on.');
    assert.equal((await second.answer(b)).text, 'The bedroom light is off.');
  });

  it('go on through a deploy that does not change them', async () => {
    const eleven = await service();
    const flow = wired(agentAt(eleven, 'elevenlabs'));
    await run(flow);
    await inbox(node('events')).nextWithTopic('session.open');
    await redeploy(flow, 'full');
    const conversation = await eleven.conversation();
    node('session').receive({ payload: 'still there?' });
    assert.equal((await conversation.frame('user_message'))['text'], 'still there?');
    assert.equal(eleven.upgrades.length, 1);
  });
});

describe('A session node that goes', () => {
  it('opens nothing any more for a message that was still under way', async () => {
    const eleven = await service();
    const flow = wired(agentAt(eleven, 'elevenlabs'));
    await run(flow);
    await inbox(node('events')).nextWithTopic('session.open');
    const old = node('session');
    const conversation = await eleven.conversation();
    flow.remove('session');
    // Between the wish to close and the end of the line, and once more after it.
    old.on('close', () => old.receive({ payload: 'a message under way' }));
    await redeploy(flow, 'nodes');
    await conversation.ended;
    old.receive({ payload: 'another one' });
    await redeploy(flow, 'full');
    assert.equal(eleven.upgrades.length, 1);
  });
});

describe('What is not set up right', () => {
  const WRONG: [string, Record<string, unknown>, string][] = [
    ['no agent id', { provider: 'elevenlabs', agentId: '' }, 'config.agent-id-missing'],
    ['no key where one is needed', { provider: 'vatel', agentId: 'a' }, 'config.key-missing'],
    [
      'an environment variable that is not set',
      { provider: 'elevenlabs', agentId: '${NOT_SET_ANYWHERE}' },
      'config.env-missing',
    ],
    [
      'an environment variable within a text that is not set',
      { provider: 'elevenlabs', agentId: 'agent_${NOT_SET_ANYWHERE}' },
      'config.env-missing',
    ],
    ['an unknown provider', { provider: 'acme' }, 'config.provider-unknown'],
    [
      'TLS settings that are gone',
      { provider: 'elevenlabs', agentId: 'a', tls: 'gone' },
      'config.tls-missing',
    ],
    [
      'a base URL that is none',
      { provider: 'elevenlabs', agentId: 'a', baseUrl: 'my house' },
      'config.base-url',
    ],
  ];
  for (const [what, agent, code] of WRONG) {
    it(`is told on the node and to Catch: ${what} (${code})`, async () => {
      const flow = wired({ agent });
      flow.remove('tool');
      await run(flow);
      assert.equal(codeOf(await inbox(node('caught')).next()), code);
    });
  }

  const TOOLS: [string, Record<string, unknown>, string][] = [
    ['a name with a space', { tool: 'set light' }, 'tool.name'],
    ['no name', { tool: '' }, 'tool.name-missing'],
    ['a schema that is not JSON', { schema: '{"type":' }, 'tool.schema'],
    [
      'a schema that is no schema',
      { schema: '{"type":"object","properties":{"a":{"type":"banana"}}}' },
      'tool.schema',
    ],
    ['a parameter twice', { parameters: [ROOM, ROOM] }, 'tool.parameters'],
    ['a parameter called __proto__', { parameters: [{ ...ROOM, name: '__proto__' }] }, 'tool.parameters'],
    ['a timeout that is no number', { timeout: 'soon' }, 'tool.timeout-value'],
    ['no agent', { agent: '' }, 'config.agent-missing'],
  ];
  for (const [what, tool, code] of TOOLS) {
    it(`is told for a tool: ${what} (${code})`, async () => {
      await run(wired({ tool }));
      assert.equal(codeOf(await inbox(node('caught')).next()), code);
    });
  }

  it('is told for the second of two tools of one name; it takes over when the first one goes', async () => {
    const eleven = await service();
    const flow = wired(agentAt(eleven, 'elevenlabs'));
    flow.node('agent-tool', 'twin', { agent: 'agent', tool: 'set_light', parameters: [ROOM, ON] });
    flow.node('function', 'other', { func: 'msg.payload = "from the twin"; return msg;' });
    flow.wire('twin', 'other', 'reply');
    await run(flow);
    assert.equal(codeOf(await inbox(node('caught')).next()), 'tool.name-taken');
    const conversation = await eleven.conversation();
    const first = conversation.call('set_light', { room: 'kitchen', on: true });
    assert.equal((await conversation.answer(first)).text, 'The kitchen light is on.');
    flow.remove('tool');
    await redeploy(flow, 'nodes');
    const second = conversation.call('set_light', { room: 'kitchen', on: true });
    assert.equal((await conversation.answer(second)).text, 'from the twin');
  });
});
