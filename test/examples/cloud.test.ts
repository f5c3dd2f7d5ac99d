// The examples for agents in the cloud, in the real Node-RED against the simulated services: filled in as their comments
// say, their buttons pressed.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, run } from '../support/helper.js';
import { at } from '../support/at.js';
import { inbox, type Inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Simulator } from '../simulator/simulator.js';
import { startVatel } from '../simulator/vatel.js';
import { FOLDER, change, example, fillIn, toolsOf, type Example } from './example.js';

const press = (button: string): void => node(button).receive();

/** What the agent says next. */
async function answer(said: Inbox, milliseconds = 2000): Promise<string> {
  return String((await said.nextWithTopic('agent', milliseconds)).payload);
}

describe('Example 6, ElevenLabs text chat', () => {
  async function chat(): Promise<{ service: Simulator; said: Inbox; events: Inbox }> {
    const flow = example(6);
    const service = await startElevenLabs({ private: true, tools: toolsOf(flow) });
    atEnd(() => service.close());
    await run(fillIn(flow, service));
    return { service, said: inbox(node('chat-said')), events: inbox(node('chat-events')) };
  }

  it('opens nothing before the first message', async () => {
    const { service, said } = await chat();
    assert.equal(service.requests.length, 0);
    press('chat-say-hello');
    await answer(said);
    assert.equal(service.conversations.length, 1);
  });

  it('answers a question with what the flow has measured', async () => {
    const { service, said } = await chat();
    press('chat-say-kitchen');
    assert.match(await answer(said), /21\.5/);
    assert.deepEqual((await service.conversation()).violations, []);
  });

  it('lets the agent know that the user has come home', async () => {
    const { service, said } = await chat();
    press('chat-say-hello');
    await answer(said);
    press('chat-home');
    const frame = await (await service.conversation()).frame('contextual_update');
    assert.equal(frame['text'], 'The user has come home.');
  });

  it('ends the conversation at the press of a button', async () => {
    const { service, said, events } = await chat();
    press('chat-say-hello');
    await answer(said);
    press('chat-stop');
    await events.nextWithTopic('session.closed');
    assert.equal((await service.conversation()).open, false);
  });
});

describe('Example 7, Vatel with a recorded sentence', () => {
  const wav = join(FOLDER, 'turn-on-the-kitchen-light.wav');

  async function voice(flow: Example): Promise<{ service: Simulator; said: Inbox; sound: Inbox }> {
    const service = await startVatel({ tools: toolsOf(flow), heard: ['Turn on the kitchen light.'] });
    atEnd(() => service.close());
    await run(fillIn(flow, service));
    return { service, said: inbox(node('spoken-said')), sound: inbox(node('spoken-voice')) };
  }

  it('speaks the sentence, calls the tool, and gets an answer with a voice', async () => {
    const { service, said, sound } = await voice(example(7));
    press('spoken-say');
    const heard = await said.nextWithTopic('user', 4000);
    assert.equal(heard.payload, 'Turn on the kitchen light.');
    assert.match(await answer(said), /The kitchen light is on\./);
    const first = await sound.next();
    assert.ok(Buffer.isBuffer(first.payload));
    assert.deepEqual([at(first, 'audio.encoding'), at(first, 'audio.sampleRate')], ['pcm_s16le', 24000]);
    assert.deepEqual((await service.conversation()).violations, []);
  });

  it('takes a recording from a file, without its header', async () => {
    const own = { props: [{ p: 'filename', v: wav, vt: 'str' }] };
    const { service, said } = await voice(change(example(7), 'spoken-own', own));
    press('spoken-own');
    assert.match(await answer(said, 4000), /The kitchen light is on\./);
    const { received } = await service.conversation();
    const chunks = received.map((frame) => {
      const audio = at(frame, 'data.audio');
      return Buffer.from(typeof audio === 'string' ? audio : '', 'base64');
    });
    const sound = readFileSync(wav).subarray(44);
    assert.ok(Buffer.concat(chunks).subarray(0, sound.length).equals(sound));
  });
});
