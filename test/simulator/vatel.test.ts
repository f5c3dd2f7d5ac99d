// Owns the proof that the simulated Vatel is as strict as the protocol, with a client that has no manners at all.

import assert from 'node:assert/strict';
import { get } from 'node:http';
import { isObject, type JsonObject } from '../../nodes/lib/shared/json.js';
import { atEnd } from '../support/teardown.js';
import { SET_LIGHT } from '../support/wired.js';
import { connect, part } from './bare-client.js';
import type { Simulator, VatelOptions } from './simulator.js';
import { tone } from './tone.js';
import { startVatel } from './vatel.js';

const OTHER = '5d0b2f6e-0000-4000-8000-00000000ffff';
const SPEECH = { type: 'input_audio', data: { audio: tone(500, 24_000).toString('base64') } };
const PAUSE = { type: 'input_audio', data: { audio: Buffer.alloc(24_000).toString('base64') } };

async function start(options: VatelOptions = {}): Promise<Simulator> {
  const service = await startVatel(options);
  atEnd(() => service.close());
  return service;
}

async function ask(
  service: Simulator,
  body: unknown,
  key = service.apiKey,
): Promise<{ status: number; body: JsonObject }> {
  const response = await fetch(`${service.origin}/v1/session-token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: isObject(answer) ? answer : {} };
}

async function address(service: Simulator, more: JsonObject = {}): Promise<string> {
  const { body } = await ask(service, { agent_id: service.agentId, ...more });
  return `${service.origin.replace('http', 'ws')}/v1/connection?token=${String(body['token'])}`;
}

async function talk(options: VatelOptions = {}) {
  const service = await start(options);
  const client = await connect(await address(service));
  return { client, conversation: await service.conversation() };
}

const output = (data: JsonObject) => ({ type: 'tool_call_output', data });

describe('The simulated Vatel', () => {
  describe('asked for a token', () => {
    const agent_id = '5d0b2f6e-0000-4000-8000-000000000001';
    const refused: [string, unknown, number, RegExp][] = [
      ['a body that is no JSON', '{"agent', 400, /not a JSON object/],
      ['a body without an agent', {}, 400, /agent_id/],
      ['an agent id that is no UUID', { agent_id: 'home' }, 400, /agent_id/],
      ['an unknown key', { agent_id, variables: [] }, 400, /variables/],
      ['a null', { agent_id, prompt: null }, 400, /prompt/],
      ['a wrong type', { agent_id, chat: 'yes' }, 400, /chat/],
      ['an unknown transport', { agent_id, transport: 'smoke' }, 400, /transport/],
      ["somebody else's agent", { agent_id: OTHER }, 403, /organization/],
      ['an unknown agent', { agent_id: OTHER.replace('5d', '6d') }, 404, /not found/],
      ['a medium that is not set up', { agent_id, transport: 'webrtc' }, 503, /WebRTC/],
    ];
    for (const [name, body, status, why] of refused) {
      it(`refuses ${name} with ${status}`, async () => {
        const answer = await ask(await start({ agentId: agent_id, foreignAgentId: OTHER }), body);
        assert.equal(answer.status, status);
        assert.match(String(answer.body['error']), why);
      });
    }

    it('refuses a wrong key with 401', async () => {
      const service = await start();
      assert.equal((await ask(service, { agent_id: service.agentId }, 'wrong')).status, 401);
    });

    it('takes unknown keys and nulls when it is lenient', async () => {
      const service = await start({ lenient: true });
      const answer = await ask(service, { agent_id: service.agentId, prompt: null, variables: [] });
      assert.equal(answer.status, 200);
    });

    it('puts the agent and the scopes into the token', async () => {
      const service = await start();
      const { body } = await ask(service, { agent_id: service.agentId, chat: true });
      const claims: unknown = JSON.parse(
        Buffer.from(String(body['token']).split('.')[1] ?? '', 'base64url').toString(),
      );
      assert.deepEqual(claims, { agent_id: service.agentId, scopes: ['voice', 'chat'] });
    });
  });

  describe('asked for a connection', () => {
    it('takes a token once', async () => {
      const url = await address(await start());
      await connect(url);
      await assert.rejects(connect(url), /Unexpected server response: 401/);
    });

    it('takes no token that has expired, was made up, or is missing', async () => {
      const service = await start({ tickets: 'expired' });
      const url = await address(service);
      await assert.rejects(connect(url), /401/);
      await assert.rejects(connect(`${url}x`), /401/);
      await assert.rejects(connect(url.replace(/\?.*/, '')), /400/);
    });

    it('says first that the session has started, then what the token said it should', async () => {
      const service = await start({ firstMessage: 'Hello' });
      const client = await connect(await address(service, { first_message: 'Welcome home' }));
      const { id } = await service.conversation();
      assert.equal(part(await client.frame('response_text', 1), 'data')['text'], 'Welcome home');
      assert.deepEqual(client.frames[0], { type: 'session_started', data: { id } });
    });

    it('says so in the same write as the upgrade', async () => {
      const url = await address(await start());
      const upgrade = get(url.replace('ws', 'http'), {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        },
      });
      const rest = await new Promise<Buffer>((resolve) => {
        upgrade.on('upgrade', (_response, socket, head) => {
          socket.destroy();
          resolve(head);
        });
      });
      assert.match(rest.toString('latin1'), /session_started/);
    });
  });

  it('sends an argument with all that is known about it', async () => {
    const { client, conversation } = await talk({ tools: [SET_LIGHT] });
    const id = conversation.call('set_light', { room: 'kitchen', extra: [1] });
    assert.deepEqual(part(await client.frame('tool_call'), 'data'), {
      toolCallId: id,
      toolName: 'set_light',
      arguments: [
        {
          name: 'room',
          type: 'resolved',
          dataType: 'string',
          description: '',
          required: true,
          value: 'kitchen',
        },
        { name: 'extra', type: 'resolved', dataType: 'array', description: '', required: false, value: [1] },
      ],
    });
    client.send({ type: 'tool_call_output', data: { toolCallId: id, output: 'on' } });
    assert.deepEqual(await conversation.answer(id), { id, tool: 'set_light', text: 'on', late: false });
  });

  it('spells the ids of a call with underscores when told to, and takes the answer', async () => {
    const { client, conversation } = await talk({ casing: 'snake' });
    const id = conversation.call('set_light');
    assert.equal(part(await client.frame('tool_call'), 'data')['tool_call_id'], id);
    client.send({ type: 'tool_call_output', data: { toolCallId: id, output: 'on' } });
    assert.equal((await conversation.answer(id)).text, 'on');
  });

  it('sends messages without content in three shapes', async () => {
    const { client } = await talk({ heard: ['hello'] });
    for (let turn = 0; turn < 3; turn++) client.send(SPEECH, PAUSE);
    await client.frame('speech_stopped', 2);
    assert.deepEqual(
      client.frames.filter((frame) => frame['type'] === 'speech_stopped'),
      [
        { type: 'speech_stopped' },
        { type: 'speech_stopped', data: null },
        { type: 'speech_stopped', data: {} },
      ],
    );
  });

  it('hangs up politely', async () => {
    const { client, conversation } = await talk({ signals: 'object' });
    conversation.hangUp();
    assert.equal((await client.closed).code, 1000);
    assert.deepEqual(await client.frame('session_ended'), { type: 'session_ended', data: {} });
  });

  describe('when a message is wrong', () => {
    const wrongs: [string, unknown, RegExp][] = [
      [
        'an output that is an object',
        output({ toolCallId: 'call_1', output: {} }),
        /\/data\/output must be string/,
      ],
      ['an output that is missing', output({ toolCallId: 'call_1' }), /output/],
      [
        'an output for an unknown call',
        output({ toolCallId: 'call_9', output: '' }),
        /no tool call has the id call_9/,
      ],
      [
        'an output with an error flag',
        output({ toolCallId: 'call_1', output: '', isError: true }),
        /isError/,
      ],
      ['an id with underscores', output({ tool_call_id: 'call_1', output: '' }), /./],
      ['audio that is not base64', { type: 'input_audio', data: { audio: '***' } }, /audio/],
      ['audio without data', { type: 'input_audio', audio: 'AAAA' }, /data/],
      ['text', { type: 'user_message', data: { text: 'hello' } }, /no message of type user_message/],
      ['a message without a type', { data: {} }, /no type/],
      ['a list', [], /not a JSON object/],
    ];
    for (const [name, frame, why] of wrongs) {
      it(`closes on ${name}`, async () => {
        const { client, conversation } = await talk();
        conversation.call('set_light');
        client.send(frame);
        const { code, reason } = await client.closed;
        assert.equal(code, 1008);
        assert.match(reason, why);
      });
    }

    it('closes on a second answer to one call', async () => {
      const { client, conversation } = await talk();
      const answer = output({ toolCallId: conversation.call('set_light'), output: 'on' });
      client.send(answer, answer);
      assert.deepEqual(await client.closed, {
        code: 1008,
        reason: 'the tool call call_1 was answered before',
      });
    });
  });

  it('refuses to start with an agent id that is no UUID', async () => {
    await assert.rejects(startVatel({ agentId: 'home' }), /UUID/);
  });
});
