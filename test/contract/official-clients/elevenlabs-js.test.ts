// Owns the proof, with `@elevenlabs/elevenlabs-js`, that the simulated ElevenLabs speaks as the real service does.

import assert from 'node:assert/strict';
import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js/Client';
import {
  AudioInterface,
  ClientTools,
  Conversation,
} from '@elevenlabs/elevenlabs-js/api/resources/conversationalAi/conversation';
import { startElevenLabs } from '../../simulator/elevenlabs.js';
import type { ElevenLabsOptions } from '../../simulator/simulator.js';
import { tone } from '../../simulator/tone.js';
import { atEnd } from '../../support/teardown.js';

/** No microphone and no loudspeaker, but the client asks for both. */
class Silence extends AudioInterface {
  readonly heard: Buffer[] = [];
  speak: (audio: Buffer) => void = () => {};

  start(speak: (audio: Buffer) => void): void {
    this.speak = speak;
  }

  stop(): void {}

  output(audio: Buffer): void {
    this.heard.push(audio);
  }

  interrupt(): void {}
}

async function talk(
  tools: Record<string, (values: Record<string, unknown>) => unknown>,
  options: ElevenLabsOptions = {},
) {
  const service = await startElevenLabs({ private: true, ...options });
  atEnd(() => service.close());
  const clientTools = new ClientTools();
  for (const [name, tool] of Object.entries(tools)) clientTools.register(name, tool);
  const audioInterface = new Silence();
  const client = new Conversation({
    client: new ElevenLabsClient({ apiKey: service.apiKey, baseUrl: service.origin }),
    agentId: service.agentId,
    requiresAuth: true,
    audioInterface,
    clientTools,
  });
  await client.startSession();
  atEnd(() => client.endSession());
  return { service, client, audioInterface, conversation: await service.conversation() };
}

describe('@elevenlabs/elevenlabs-js on the simulated ElevenLabs', () => {
  it('fetches a signed URL and opens a conversation', async () => {
    const { service, conversation } = await talk({});
    assert.deepEqual([service.requests.length, service.requests[0]?.status], [1, 200]);
    assert.ok(conversation.open);
    assert.deepEqual(conversation.violations, []);
  });

  it('runs a tool and sends the text that it returns', async () => {
    const { conversation } = await talk({
      set_light: ({ room }) => `The light in the ${String(room)} is on.`,
    });
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen' }));
    assert.deepEqual([answer.text, answer.isError], ['The light in the kitchen is on.', false]);
  });

  it('runs a tool that is called in the same write as the metadata', async () => {
    const frame = { tool_name: 'now', tool_call_id: 'c1', parameters: {}, event_id: 1 };
    const { conversation } = await talk(
      { now: () => 'at once' },
      { script: [{ on: 'open', send: { type: 'client_tool_call', client_tool_call: frame } }] },
    );
    assert.equal((await conversation.answer('c1')).text, 'at once');
  });

  it('is cut off with 1008 when a tool returns an object, as it sends that as it is', async () => {
    const { client, conversation } = await talk({ read: () => ({ celsius: 21 }) });
    const ended = new Promise((resolve) => {
      client.on('session_ended', (_id, code, reason) => resolve([code, reason]));
    });
    conversation.call('read');
    assert.deepEqual(await ended, [1008, 'Invalid message received']);
    assert.deepEqual(conversation.violations, ['/result must be string']);
    assert.deepEqual(conversation.results, []);
  });

  it('answers for a tool that it does not know, and for one that throws', async () => {
    const { conversation } = await talk({
      broken: () => {
        throw new Error('no such lamp');
      },
    });
    const unknown = await conversation.answer(conversation.call('open_gate'));
    const broken = await conversation.answer(conversation.call('broken'));
    assert.deepEqual([unknown.isError, broken.isError], [true, true]);
    assert.match(unknown.text, /open_gate/);
    assert.match(broken.text, /no such lamp/);
  });

  it('carries a whole turn by voice: speech, a tool, what the agent says', async () => {
    const { audioInterface, conversation } = await talk(
      { set_light: () => 'on' },
      {
        heard: ['call set_light {}'],
        tools: [{ name: 'set_light', description: '', schema: { type: 'object' } }],
      },
    );
    audioInterface.speak(Buffer.concat([tone(500, 16_000), Buffer.alloc(16_000)]));
    await conversation.frame('client_tool_result');
    assert.equal(conversation.results[0]?.text, 'on');
    await conversation.frame('pong');
    assert.deepEqual(conversation.violations, []);
  });
});
