// Owns the proof, with `@elevenlabs/client`, that the simulated ElevenLabs speaks as the real service does.
// Vatel has no such test: its own client, `@vatel/sdk`, is not published on npm.

import assert from 'node:assert/strict';
import { Conversation, SessionConnectionError, type PartialOptions } from '@elevenlabs/client';
import { WebSocket } from 'ws';
import { isObject } from '../../../nodes/lib/shared/json.js';
import { startElevenLabs } from '../../simulator/elevenlabs.js';
import type { ElevenLabsOptions, Simulator } from '../../simulator/simulator.js';
import { atEnd } from '../../support/teardown.js';

async function start(options: ElevenLabsOptions = {}): Promise<Simulator> {
  // This client takes its message listener off for a moment after the metadata, and loses what comes meanwhile.
  const service = await startElevenLabs({ metadataGapMs: 30, ...options });
  atEnd(() => service.close());
  return service;
}

interface Wishes {
  signedUrl?: string;
  clientTools?: NonNullable<PartialOptions['clientTools']>;
  onMessage?: (said: { message: string }) => void;
}

async function talk(service: Simulator, { signedUrl, ...more }: Wishes = {}) {
  const { agentId, origin } = service;
  const way = signedUrl === undefined ? { agentId, origin: origin.replace('http', 'ws') } : { signedUrl };
  const client = await Conversation.startSession({ ...way, ...more, textOnly: true });
  atEnd(() => client.endSession());
  return { client, conversation: await service.conversation() };
}

describe('@elevenlabs/client on the simulated ElevenLabs', () => {
  // Before Node 22 there is no WebSocket of Node's own.
  const own = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket');
  before(() => {
    if (!own) Object.defineProperty(globalThis, 'WebSocket', { value: WebSocket, configurable: true });
  });
  after(() => {
    if (!own) Reflect.deleteProperty(globalThis, 'WebSocket');
  });

  it('opens a text conversation and agrees on the subprotocol', async () => {
    const { client, conversation } = await talk(await start());
    assert.equal(client.getId(), conversation.id);
    assert.equal(conversation.protocol, 'convai');
    assert.deepEqual(conversation.violations, []);
  });

  it('opens one with a signed URL', async () => {
    const service = await start({ private: true });
    const response = await fetch(
      `${service.origin}/v1/convai/conversation/get-signed-url?agent_id=${service.agentId}`,
      { headers: { 'xi-api-key': service.apiKey } },
    );
    const body: unknown = await response.json();
    assert.ok(isObject(body));
    const { conversation } = await talk(service, { signedUrl: String(body['signed_url']) });
    assert.ok(conversation.open);
  });

  it('runs a tool with its arguments and sends the result', async () => {
    const set_light = ({ room }: { room: string }) => `The light in the ${room} is on.`;
    const { conversation } = await talk(await start(), { clientTools: { set_light } });
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen' }));
    assert.deepEqual([answer.text, answer.isError], ['The light in the kitchen is on.', false]);
  });

  it('answers several calls in one turn', async () => {
    const double = ({ n }: { n: number }) => n * 2;
    const { conversation } = await talk(await start(), { clientTools: { double } });
    const ids = [1, 2, 3].map((n) => conversation.call('double', { n }));
    const answers = await Promise.all(ids.map((id) => conversation.answer(id)));
    assert.deepEqual(
      answers.map(({ text }) => text),
      ['2', '4', '6'],
    );
  });

  it('answers for a tool that it does not know', async () => {
    const { conversation } = await talk(await start());
    const answer = await conversation.answer(conversation.call('open_gate'));
    assert.equal(answer.isError, true);
    assert.match(answer.text, /open_gate is not defined/);
  });

  it('answers for a tool that throws', async () => {
    const broken = () => {
      throw new Error('no such lamp');
    };
    const { conversation } = await talk(await start(), { clientTools: { broken } });
    const answer = await conversation.answer(conversation.call('broken'));
    assert.equal(answer.isError, true);
    assert.match(answer.text, /no such lamp/);
  });

  it('carries a whole turn: a text, a tool, what the agent says', async () => {
    const tool = { name: 'set_light', description: 'Light', schema: { type: 'object' } };
    const service = await start({ tools: [tool] });
    const said = await new Promise<string>((resolve, reject) => {
      const onMessage = ({ message }: { message: string }) => resolve(message);
      talk(service, { clientTools: { set_light: () => 'on' }, onMessage }).then(
        ({ client }) => client.sendUserMessage('call set_light {"on":true}'),
        reject,
      );
    });
    assert.equal(said, 'on');
  });

  it('returns pings, and what else it sends is taken', async () => {
    const { client, conversation } = await talk(await start());
    await conversation.frame('pong');
    client.sendContextualUpdate('The door is open');
    client.sendUserActivity();
    await conversation.frame('user_activity');
    assert.deepEqual(conversation.violations, []);
  });

  it('is told why it may not begin', async () => {
    const service = await start({ variables: ['user_name'] });
    await assert.rejects(talk(service), (error) => {
      assert.ok(error instanceof SessionConnectionError);
      assert.deepEqual([error.closeCode, error.closeReason], [1008, 'Missing dynamic variables: user_name']);
      return true;
    });
  });
});
