// Owns the proof of what the simulated agent does: on its own, by a script, and when the script breaks the line.

import assert from 'node:assert/strict';
import { testClock } from '../support/clock.js';
import { SET_LIGHT } from '../support/wired.js';
import { connect, part } from './bare-client.js';
import { addressOf, INIT, introduced, started } from './elevenlabs-visit.js';
import type { ElevenLabsOptions } from './simulator.js';
import { tone } from './tone.js';

const ORDER = { type: 'user_message', text: 'call set_light {"room":"kitchen","on":true}' };
const chunk = (pcm: Buffer) => ({ user_audio_chunk: pcm.toString('base64') });
const SPEECH = chunk(tone(500, 16_000));
const PAUSE = chunk(Buffer.alloc(16_000));

async function talk(options: ElevenLabsOptions) {
  const { service, client, conversation } = await introduced({ tools: [SET_LIGHT], ...options });
  await client.frame('conversation_initiation_metadata');
  const enter = async () => {
    const next = await connect(addressOf(service));
    next.send(INIT);
    await next.frame('conversation_initiation_metadata');
    return next;
  };
  const said = async (index = 0) =>
    part(await client.frame('agent_response', index), 'agent_response_event')['agent_response'];
  const called = async (index = 0) => part(await client.frame('client_tool_call', index), 'client_tool_call');
  const answer = (id: unknown, result: string, is_error = false) =>
    client.send({ type: 'client_tool_result', tool_call_id: id, result, is_error });
  return { service, client, conversation, enter, said, called, answer };
}

describe('A simulated agent', () => {
  describe('on its own', () => {
    it('calls the tool that a sentence asks for and says the result', async () => {
      const { client, called, answer, said } = await talk({});
      client.send(ORDER);
      const call = await called();
      assert.deepEqual([call['tool_name'], call['parameters']], ['set_light', { room: 'kitchen', on: true }]);
      answer(call['tool_call_id'], 'The light is on.');
      assert.equal(await said(), 'The light is on.');
    });

    it('says that a tool failed', async () => {
      const { client, called, answer, said } = await talk({});
      client.send(ORDER);
      answer((await called())['tool_call_id'], 'no such lamp', true);
      assert.equal(await said(), 'set_light failed: no such lamp');
    });

    it('says that a tool did not answer in time', async () => {
      const clock = testClock();
      const { client, called, said } = await talk({ clock });
      client.send(ORDER);
      await called();
      clock.advance(20_000);
      assert.equal(await said(), 'set_light did not answer in time.');
    });

    it('says what it can do when it does not understand', async () => {
      const { client, said } = await talk({});
      client.send({ type: 'user_message', text: 'sing me a song' });
      assert.equal(await said(), 'I cannot do that. My tools are: set_light.');
    });

    it('takes what it was told it would hear, after a pause in the speech', async () => {
      const { client, called } = await talk({ heard: [ORDER.text] });
      client.send(SPEECH, PAUSE);
      assert.equal((await called())['tool_name'], 'set_light');
      const transcript = part(await client.frame('user_transcript'), 'user_transcription_event');
      assert.equal(transcript['user_transcript'], ORDER.text);
    });

    it('understands also somebody who just stops sending audio', async () => {
      const clock = testClock();
      const { client, conversation } = await talk({ clock, heard: ['hello'] });
      client.send(SPEECH);
      await conversation.frame('user_audio_chunk');
      clock.advance(1000);
      await client.frame('user_transcript');
    });
  });

  describe('with a script', () => {
    it('calls several tools at once when a word falls, and says what it is told to', async () => {
      const call = [
        { tool: 'set_light', arguments: { on: true } },
        { tool: 'open_gate', expects_response: false, id: 'gate' },
      ];
      const { client, called, answer, said } = await talk({
        script: [{ on: 'user_message', match: 'HOME', call, say: 'Welcome.' }],
      });
      client.send({ type: 'user_message', text: 'I am home' });
      assert.deepEqual(
        [(await called(1))['tool_call_id'], (await called(1))['expects_response']],
        ['gate', false],
      );
      answer((await called())['tool_call_id'], 'on');
      assert.equal(await said(), 'Welcome.');
    });

    it('takes a step only as often as it says, then goes on by itself', async () => {
      const { client, said } = await talk({ script: [{ on: 'user_message', say: 'Once.', times: 1 }] });
      client.send({ type: 'user_message', text: 'sing' }, { type: 'user_message', text: 'sing' });
      assert.equal(await said(0), 'Once.');
      assert.match(String(await said(1)), /^I cannot do that/);
    });

    it('acts after so much audio', async () => {
      const { client, called } = await talk({
        script: [
          { on: 'audio', after_ms_of_audio: 500, transcript: 'light on', call: { tool: 'set_light' } },
        ],
      });
      client.send(chunk(Buffer.alloc(8000)));
      client.send(chunk(Buffer.alloc(8000)));
      await client.frame('user_transcript');
      assert.equal((await called())['tool_name'], 'set_light');
    });

    it('sends frames of any kind in the same write as the metadata', async () => {
      const frame = { type: 'from_the_future', future: { n: 1 } };
      const { client } = await talk({ script: [{ on: 'open', send: [frame, frame] }] });
      assert.deepEqual(client.frames[1], frame);
      assert.deepEqual(client.frames[2], frame);
    });

    it('follows a result', async () => {
      const { client, called, answer, said } = await talk({
        script: [{ on: 'result', match: 'set_light', say: 'I saw it.' }],
      });
      client.send(ORDER);
      answer((await called())['tool_call_id'], 'on');
      assert.equal(await said(0), 'I saw it.');
    });
  });

  describe('with a script that breaks the line', () => {
    const on = 'user_message';

    it('closes with any code', async () => {
      const { client } = await talk({ script: [{ on, fault: 'close', code: 1011, reason: 'crash' }] });
      client.send(ORDER);
      assert.deepEqual(await client.closed, { code: 1011, reason: 'crash' });
    });

    it('cuts the connection, and lets the next one live', async () => {
      const { client, enter } = await talk({ script: [{ on, fault: 'drop', times: 1 }] });
      client.send(ORDER);
      assert.equal((await client.closed).code, 1006);
      const next = await enter();
      next.send(ORDER);
      await next.frame('client_tool_call');
    });

    it('sends garbage', async () => {
      const { client } = await talk({ script: [{ on, fault: 'garbage' }] });
      client.send(ORDER);
      await client.frame('unreadable');
    });

    it('falls silent: it stays connected, and neither reads nor writes nor returns a ping', async () => {
      const { service, client, conversation, enter } = await talk({});
      await client.frame('ping');
      await client.ping();
      conversation.fallSilent();
      const returned = assert.rejects(client.ping());
      client.send({ type: 'user_activity' });
      conversation.say('nobody hears this');
      const other = await enter();
      await other.ping();
      assert.ok(conversation.open);
      assert.equal(conversation.received.length, 1);
      assert.equal(client.frames.length, 2);
      await service.close();
      await returned;
    });

    it('hangs up', async () => {
      const { client } = await talk({ script: [{ on, fault: 'end' }] });
      client.send(ORDER);
      assert.equal((await client.closed).code, 1000);
    });
  });

  describe('with a script that spoils requests', () => {
    it('answers so many times with an HTTP status, then as usual', async () => {
      const { service, url } = await started({ script: [{ fault: 'http', status: 503, times: 2 }] });
      assert.equal((await fetch(`${service.origin}/v1/convai/conversation/get-signed-url`)).status, 503);
      await assert.rejects(connect(url), /503/);
      await connect(url);
      assert.deepEqual(
        service.upgrades.map(({ status }) => status),
        [503, 101],
      );
    });

    it('spoils only the kind of request that is named, with any body', async () => {
      const { service, url } = await started();
      service.spoil({ fault: 'http', status: 429, at: 'request', body: '<h1>Slow down</h1>' });
      await connect(url);
      const response = await fetch(`${service.origin}/v1/convai/conversation/get-signed-url`);
      assert.deepEqual([response.status, await response.text()], [429, '<h1>Slow down</h1>']);
    });

    it('holds a connection back for as long as it says', async () => {
      const clock = testClock();
      const { service, url } = await started({ clock, script: [{ fault: 'slow-handshake', ms: 3000 }] });
      const client = connect(url);
      assert.equal((await service.upgrade()).status, 0);
      clock.advance(3000);
      await client;
    });

    it('holds a connection back for ever, and still ends when it is closed', async () => {
      const { service, url } = await started({ script: [{ fault: 'slow-handshake' }] });
      const failed = assert.rejects(connect(url));
      await service.upgrade();
      await service.close();
      await failed;
    });
  });

  it('tells whoever still waits that the line is gone', async () => {
    const { conversation } = await talk({});
    const id = conversation.call('set_light');
    const waits = [
      assert.rejects(conversation.answer(id), /gone/),
      assert.rejects(conversation.frame('user_activity'), /The line closed with 1006/),
    ];
    conversation.drop();
    await Promise.all(waits);
    assert.deepEqual(await conversation.ended, { code: 1006, reason: '' });
  });
});
