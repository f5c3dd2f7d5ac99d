// Opening, losing and giving up a line: what the user sees on the session node. Against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import { logged, run, node } from '../support/helper.js';
import { at } from '../support/at.js';
import { inbox, type Inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired, type Wishes } from '../support/wired.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { ElevenLabsOptions, Simulator } from '../simulator/simulator.js';

interface Opened {
  service: Simulator;
  events: Inbox;
  caught: Inbox;
}

async function elevenlabs(options: ElevenLabsOptions, wishes: Wishes = {}): Promise<Opened> {
  const service = await startElevenLabs({ tools: [SET_LIGHT], ...options });
  return open(service, { ...agentAt(service, 'elevenlabs'), ...wishes });
}

async function open(service: Simulator, wishes: Wishes): Promise<Opened> {
  atEnd(() => service.close());
  await run(wired(wishes));
  return { service, events: inbox(node('events')), caught: inbox(node('caught')) };
}

describe('A session with ElevenLabs', () => {
  it('of a public agent needs no key', async () => {
    const { service, events } = await elevenlabs({}, { key: '' });
    await events.nextWithTopic('session.open');
    assert.equal(service.requests.length, 0);
    assert.equal((await service.conversation()).url.searchParams.get('agent_id'), service.agentId);
  });

  it('asks for a signed URL when it has a key, and for a new one each time', async () => {
    const { service, events } = await elevenlabs({ private: true });
    await events.nextWithTopic('session.open');
    (await service.conversation()).drop();
    await events.nextWithTopic('session.reconnecting');
    await events.nextWithTopic('session.open', 4000);
    assert.equal(service.requests.length, 2);
    const [first, second] = service.conversations.map(({ url }) => url.href);
    assert.notEqual(first, second);
  });

  it('sends nothing in its first frame but what is set', async () => {
    const { service } = await elevenlabs({}, { session: { textOnly: false } });
    const frame = await (await service.conversation()).frame('conversation_initiation_client_data');
    assert.deepEqual(frame, { type: 'conversation_initiation_client_data' });
  });

  it('carries first message, prompt, language, voice, variables and text-only when they are set', async () => {
    const session = {
      textOnly: true,
      firstMessage: 'Hello!',
      prompt: 'Be short.',
      language: 'en',
      voice: 'v1',
      variables: [
        { name: 'user', value: 'Ada', valueType: 'str' },
        { name: 'age', value: '36', valueType: 'num' },
        { name: 'home', value: 'true', valueType: 'bool' },
      ],
    };
    const { service, events } = await elevenlabs({}, { session });
    await events.nextWithTopic('session.open');
    const frame = await (await service.conversation()).frame('conversation_initiation_client_data');
    assert.deepEqual(frame, {
      type: 'conversation_initiation_client_data',
      dynamic_variables: { user: 'Ada', age: 36, home: true },
      conversation_config_override: {
        agent: { prompt: { prompt: 'Be short.' }, first_message: 'Hello!', language: 'en' },
        tts: { voice_id: 'v1' },
        conversation: { text_only: true },
      },
    });
  });

  it('without the Origin that the agent demands says what the service said', async () => {
    const { caught } = await elevenlabs({ origins: ['https://home.example'] });
    const message = await caught.next();
    assert.equal(codeOf(message), 'provider.rejected');
    assert.match(String(at(message, 'error.message')), /origin/i);
  });

  it('is let in with the right Origin', async () => {
    const service = await startElevenLabs({ origins: ['https://home.example'] });
    const { agent, key } = agentAt(service, 'elevenlabs');
    const { events } = await open(service, {
      agent: { ...agent, origin: 'https://home.example' },
      ...(key === undefined ? {} : { key }),
    });
    await events.nextWithTopic('session.open');
  });

  const REFUSED: [string, ElevenLabsOptions, Wishes, string][] = [
    ['with a wrong key', {}, { key: 'wrong' }, 'dial.unauthorized'],
    [
      'with an override that the agent does not allow',
      { overrides: [] },
      { session: { prompt: 'x' } },
      'provider.override-refused',
    ],
    ['without a variable that the agent needs', { variables: ['user'] }, {}, 'provider.variable-missing'],
    ['to an unknown agent', {}, { agent: { agentId: 'nobody' } }, 'dial.agent-unknown'],
  ];
  for (const [what, options, wishes, code] of REFUSED) {
    it(`${what} gives up and says why (${code})`, async () => {
      const service = await startElevenLabs({ tools: [SET_LIGHT], ...options });
      const { agent, key } = agentAt(service, 'elevenlabs');
      const merged = { ...agent, ...wishes.agent };
      const { caught, events } = await open(service, { ...(key ? { key } : {}), ...wishes, agent: merged });
      assert.equal(codeOf(await caught.next()), code);
      const told = await events.nextWithTopic('error');
      assert.equal(at(told, 'payload.code'), code);
      const tries = service.requests.length + service.upgrades.length;
      node('session').receive({ payload: 'hello' });
      assert.equal(codeOf(await caught.next()), code, 'a message tries again, and is told the same');
      assert.ok(service.requests.length + service.upgrades.length > tries);
      node('session').receive({ payload: 'hello?' });
      assert.equal(codeOf(await caught.next()), code);
      assert.equal(caught.all.length, 3, 'each failure is told once');
    });
  }

  it('tries again by itself when the service has trouble', async () => {
    const { events } = await elevenlabs({
      private: true,
      script: [{ fault: 'http', status: 503, at: 'request' }],
    });
    const retry = await events.nextWithTopic('session.reconnecting');
    assert.equal(at(retry, 'payload.code'), 'dial.server');
    await events.nextWithTopic('session.open', 4000);
  });

  it('tells of what it lost under the name of that conversation, and in whole sentences', async () => {
    const { service, events } = await elevenlabs({});
    await events.nextWithTopic('session.open');
    const conversation = await service.conversation();
    conversation.drop();
    const told = [
      await events.nextWithTopic('session.closed'),
      await events.nextWithTopic('session.reconnecting'),
    ];
    for (const message of told) assert.equal(at(message, 'session.id'), conversation.id);
    const [line] = logged('session').map(({ msg }) => String(msg));
    assert.match(line ?? '', /^The connection was lost\. It is tried again in \d+ s\.$/);
  });

  it('keeps its own time while it waits, however much is said to it', async () => {
    const trouble = { fault: 'http', status: 503, at: 'request', times: 2 } as const;
    const { service, events } = await elevenlabs({ private: true, script: [trouble] });
    await events.nextWithTopic('session.reconnecting');
    for (const payload of ['one', 'two', 'three']) node('session').receive({ payload });
    await events.nextWithTopic('session.reconnecting', 4000);
    assert.equal(service.requests.length, 2);
    await events.nextWithTopic('session.open', 6000);
    const conversation = await service.conversation();
    assert.equal((await conversation.frame('user_message', 2))['text'], 'three');
  });

  it('leaves no gap marked where an error has nothing to add', async () => {
    const { caught } = await elevenlabs({
      script: [{ on: 'open', fault: 'close', code: 1008, reason: 'no' }],
    });
    const message = String(at(await caught.next(), 'error.message'));
    assert.doesNotMatch(message, /__/);
  });

  it('does not ask again for every piece of sound once it has failed', async () => {
    const { service, caught } = await elevenlabs({}, { key: 'wrong' });
    assert.equal(codeOf(await caught.next()), 'dial.unauthorized');
    node('session').receive({ payload: Buffer.alloc(320) });
    assert.equal(codeOf(await caught.next()), 'dial.unauthorized');
    assert.equal(service.requests.length, 1);
  });

  it('says that the agent hung up, and stays quiet until the next message', async () => {
    const { service, events } = await elevenlabs({});
    await events.nextWithTopic('session.open');
    (await service.conversation()).hangUp();
    const closed = await events.nextWithTopic('session.closed');
    assert.equal(at(closed, 'payload.willRetry'), false);
    assert.equal(service.conversations.length, 1);
    node('session').receive({ payload: 'hello again' });
    const second = await service.conversation(1);
    assert.equal((await second.frame('user_message'))['text'], 'hello again');
  });

  it('goes on after garbage, and says so', async () => {
    const { service, events, caught } = await elevenlabs({});
    await events.nextWithTopic('session.open');
    const conversation = await service.conversation();
    const CASES: [string, string][] = [
      ['no json', 'frame.not-json'],
      ['[1]', 'frame.not-object'],
      [`{"type":"vad_score","vad_score_event":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`, 'frame.too-deep'],
      ['{"type":"vad_score","vad_score_event":{"__proto__":{"polluted":true}}}', 'frame.forbidden-key'],
    ];
    for (const [text, code] of CASES) {
      conversation.sendText(text);
      assert.equal(codeOf(await caught.next()), code);
    }
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    const id = conversation.call('set_light', { room: 'kitchen', on: true });
    assert.equal((await conversation.answer(id)).text, 'The kitchen light is on.');
  });

  it('refuses a call with a key that reaches for a prototype, in words', async () => {
    const { service, events } = await elevenlabs({});
    await events.nextWithTopic('session.open');
    const conversation = await service.conversation();
    conversation.sendText(
      '{"type":"client_tool_call","client_tool_call":{"tool_name":"set_light","tool_call_id":"p1","parameters":{"room":"kitchen","on":true,"__proto__":{"a":1}}}}',
    );
    const result = await conversation.frame((frame) => frame['tool_call_id'] === 'p1');
    assert.match(String(result['result']), /was not run/);
  });

  it('ends on a frame of 20 MB with a reason, and Node-RED goes on', async () => {
    const { service, events, caught } = await elevenlabs({});
    await events.nextWithTopic('session.open');
    (await service.conversation()).sendText(JSON.stringify({ type: 'x', x: 'y'.repeat(20_000_000) }));
    assert.equal(codeOf(await caught.next(4000)), 'line.frame-too-large');
  });

  it('answers pings, and passes unknown frames on as raw', async () => {
    const { service, events } = await elevenlabs({});
    await events.nextWithTopic('session.open');
    const conversation = await service.conversation();
    conversation.send({ type: 'ping', ping_event: { event_id: 77 } });
    assert.deepEqual(await conversation.frame((frame) => frame['event_id'] === 77), {
      type: 'pong',
      event_id: 77,
    });
    conversation.send({ type: 'brand_new', a: 1 });
    assert.deepEqual((await events.nextWithTopic('raw')).payload, {
      name: 'brand_new',
      frame: { type: 'brand_new', a: 1 },
    });
  });
});

describe('A line that cannot be built', () => {
  it('says that nobody is there, and tries again', async () => {
    const service = await startElevenLabs({});
    const { agent, key } = agentAt(service, 'elevenlabs');
    await service.close();
    await run(wired({ ...(agent ? { agent } : {}), ...(key ? { key } : {}) }));
    const retry = await inbox(node('events')).nextWithTopic('session.reconnecting');
    assert.equal(at(retry, 'payload.code'), 'dial.unreachable');
  });
});
