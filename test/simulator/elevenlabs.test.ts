// Owns the proof that the simulated ElevenLabs is as strict as the protocol, with a client that has no manners at all.

import assert from 'node:assert/strict';
import { atEnd } from '../support/teardown.js';
import { connect, part } from './bare-client.js';
import { startElevenLabs } from './elevenlabs.js';
import type { ElevenLabsOptions } from './simulator.js';
import { turnableClock } from './turnable-clock.js';

const INIT = { type: 'conversation_initiation_client_data' };
const INVALID = { code: 1008, reason: 'Invalid message received' };

/** A service with one agent that needs no key, and its address. */
async function start(options: ElevenLabsOptions = {}) {
  const service = await startElevenLabs(options);
  atEnd(() => service.close());
  return {
    service,
    url: `${service.origin.replace('http', 'ws')}/v1/convai/conversation?agent_id=${service.agentId}`,
  };
}

async function open(options: ElevenLabsOptions = {}) {
  const { service, url } = await start(options);
  return { service, client: await connect(url) };
}

async function talk(options: ElevenLabsOptions = {}) {
  const { service, client } = await open(options);
  client.send(INIT);
  return { client, conversation: await service.conversation() };
}

describe('The simulated ElevenLabs', () => {
  describe('at the beginning', () => {
    it('sends the metadata first, then its greeting and a ping', async () => {
      const { client, conversation } = await talk({ firstMessage: 'Hello' });
      const first = await client.frame('conversation_initiation_metadata');
      assert.deepEqual(part(first, 'conversation_initiation_metadata_event'), {
        conversation_id: conversation.id,
        agent_output_audio_format: 'pcm_16000',
        user_input_audio_format: 'pcm_16000',
      });
      await client.frame('ping');
      const types = client.frames.map((frame) => frame['type']);
      assert.deepEqual(types, ['conversation_initiation_metadata', 'audio', 'agent_response', 'ping']);
    });

    it('sends what follows the metadata in the same write', async () => {
      const { url } = await start();
      const client = await connect(url);
      client.send(INIT);
      await client.frame('ping');
      const [read] = client.reads.slice(-1);
      assert.match(read ?? '', /conversation_initiation_metadata.*ping/s);
    });

    it('says nothing before the client has introduced itself', async () => {
      const { client } = await open();
      client.close();
      await client.closed;
      assert.deepEqual(client.frames, []);
    });

    for (const [name, frame] of Object.entries({
      'a user message': { type: 'user_message', text: 'hello' },
      audio: { user_audio_chunk: 'AAAA' },
    })) {
      it(`refuses ${name} before the introduction`, async () => {
        const { client } = await open();
        client.send(frame);
        assert.deepEqual(await client.closed, INVALID);
      });
    }

    it('refuses a second introduction', async () => {
      const { client } = await talk();
      client.send(INIT);
      assert.deepEqual(await client.closed, INVALID);
    });

    it('echoes the subprotocol convai when it is offered, and none otherwise', async () => {
      const { url } = await start();
      const offering = await connect(url, {}, ['convai', 'bearer.x']);
      const silent = await connect(url);
      assert.equal(offering.protocol, 'convai');
      assert.equal(silent.protocol, '');
    });

    it('refuses an override that the agent does not allow, with an error event', async () => {
      const { client } = await open({ overrides: ['agent.language'] });
      client.send({
        ...INIT,
        conversation_config_override: { agent: { language: 'de', first_message: 'Hallo' } },
      });
      const error = part(await client.frame('error'), 'error_event');
      assert.equal(error['error_type'], 'override_error');
      assert.match(String(error['message']), /agent\.first_message/);
      assert.equal((await client.closed).code, 1008);
    });

    it('takes overrides that are there but empty', async () => {
      const { client } = await open({ overrides: [] });
      client.send({ ...INIT, conversation_config_override: { agent: {}, tts: {}, conversation: {} } });
      await client.frame('conversation_initiation_metadata');
    });

    it('refuses an override that does not exist', async () => {
      const { client } = await open();
      client.send({ ...INIT, conversation_config_override: { text_only: true } });
      assert.equal(part(await client.frame('error'), 'error_event')['error_type'], 'override_error');
      assert.equal((await client.closed).code, 1008);
    });

    it('refuses a conversation without a variable that the agent needs', async () => {
      const { client } = await open({ variables: ['user_name', 'city'] });
      client.send({ ...INIT, dynamic_variables: { city: 'Oslo' } });
      assert.deepEqual(await client.closed, { code: 1008, reason: 'Missing dynamic variables: user_name' });
      assert.equal(
        part(await client.frame('error'), 'error_event')['error_type'],
        'missing_dynamic_variable',
      );
    });

    for (const [name, wrong] of Object.entries({
      'an object as a variable': { dynamic_variables: { place: { city: 'Oslo' } } },
      'an object in a list as a variable': { dynamic_variables: { places: ['Oslo', { city: 'Rome' }] } },
      'a reserved variable': { dynamic_variables: { system__time: 'now' } },
      'an unknown source': { source_info: { source: 'my_client' } },
      'an unknown key': { api_key: 'x' },
      'null for a user id': { user_id: null },
    })) {
      it(`refuses ${name}`, async () => {
        const { client } = await open();
        client.send({ ...INIT, ...wrong });
        assert.deepEqual(await client.closed, INVALID);
      });
    }
  });

  describe('when a message is wrong', () => {
    const call = { type: 'client_tool_result', tool_call_id: 'call_1', result: 'done', is_error: false };
    const wrongs: Record<string, unknown> = {
      'a result that is an object': { ...call, result: { ok: true } },
      'a result that is a number': { ...call, result: 21 },
      'a result that is null': { ...call, result: null },
      'a result without is_error': { type: call.type, tool_call_id: call.tool_call_id, result: call.result },
      'an is_error that is text': { ...call, is_error: 'false' },
      'a result for an unknown call': { ...call, tool_call_id: 'call_9' },
      'a result with a key nobody knows': { ...call, tool_name: 'set_light' },
      'a result with an unknown kind of error': { ...call, is_error: true, error_type: 'timeout' },
      'a user message that is not text': { type: 'user_message', text: 5 },
      'a contextual update without text': { type: 'contextual_update' },
      'activity with something in it': { type: 'user_activity', text: 'x' },
      'audio that is not base64': { user_audio_chunk: '***' },
      'audio with a type': { type: 'user_audio_chunk', user_audio_chunk: 'AAAA' },
      'a pong for no ping': { type: 'pong', event_id: 999 },
      'a pong whose number is text': { type: 'pong', event_id: '1' },
      'feedback without a score': { type: 'feedback', event_id: 1 },
      'an approval that nothing awaits': {
        type: 'mcp_tool_approval_result',
        tool_call_id: 'm',
        is_approved: true,
      },
      'a message of an unknown type': { type: 'tool_result' },
      'a message without a type': { text: 'hello' },
      'a list': [1, 2],
    };
    for (const [name, frame] of Object.entries(wrongs)) {
      it(`closes on ${name}`, async () => {
        const { client, conversation } = await talk();
        conversation.call('set_light');
        client.send(frame);
        assert.deepEqual(await client.closed, INVALID);
        assert.equal(part(await client.frame('error'), 'error_event')['error_type'], 'invalid_message');
        assert.equal(conversation.violations.length, 1);
      });
    }

    it('closes on text that is no JSON', async () => {
      const { client } = await talk();
      client.sendRaw('{"type":');
      assert.deepEqual(await client.closed, INVALID);
    });

    it('closes on a binary message', async () => {
      const { client } = await talk();
      client.sendRaw(Buffer.from('{"type":"user_activity"}'));
      assert.deepEqual(await client.closed, INVALID);
    });

    it('closes on a second answer to one call', async () => {
      const { client, conversation } = await talk();
      conversation.call('set_light');
      client.send(call, call);
      assert.deepEqual(await client.closed, INVALID);
      assert.equal(conversation.results.length, 1);
      assert.match(conversation.violations[0] ?? '', /answered before/);
    });
  });

  it('takes every message that it knows', async () => {
    const { client, conversation } = await talk();
    const ping = part(await client.frame('ping'), 'ping_event');
    conversation.send({
      type: 'mcp_tool_call',
      mcp_tool_call: { state: 'awaiting_approval', tool_call_id: 'm1' },
    });
    client.send(
      { type: 'pong', event_id: ping['event_id'] },
      { type: 'user_activity' },
      { type: 'contextual_update', text: 'The door is open', context_id: 'door' },
      { type: 'feedback', event_id: 1, score: null },
      { type: 'mcp_tool_approval_result', tool_call_id: 'm1', is_approved: true },
      { user_audio_chunk: Buffer.alloc(640).toString('base64') },
      {
        type: 'multimodal_message',
        text: { type: 'user_message', text: 'Look' },
        file: { type: 'file_input', file_id: 'f' },
      },
      { type: 'user_message', text: 'hello' },
    );
    await client.frame('agent_response', 1);
    assert.deepEqual(conversation.violations, []);
  });

  it('announces a call, makes it, and reports what became of it', async () => {
    const { client, conversation } = await talk();
    const id = conversation.call('set_light', { room: 'kitchen' });
    const request = part(await client.frame('agent_tool_request'), 'agent_tool_request');
    const call = part(await client.frame('client_tool_call'), 'client_tool_call');
    assert.equal(request['tool_call_id'], id);
    assert.deepEqual(
      [call['tool_call_id'], call['tool_name'], call['expects_response']],
      [id, 'set_light', true],
    );
    assert.deepEqual(call['parameters'], { room: 'kitchen' });
    client.send({
      type: 'client_tool_result',
      tool_call_id: id,
      result: 'The light is on.',
      is_error: false,
    });
    assert.deepEqual(await conversation.answer(id), {
      id,
      tool: 'set_light',
      text: 'The light is on.',
      isError: false,
      late: false,
    });
    const response = part(await client.frame('agent_tool_response'), 'agent_tool_response');
    assert.deepEqual(
      [response['tool_call_id'], response['is_error'], response['is_called']],
      [id, false, true],
    );
  });

  it('gives up on a call after the time it has, goes on, and takes a late answer', async () => {
    const hours = turnableClock();
    const { client, conversation } = await talk({ clock: hours.clock, toolTimeoutSeconds: 20 });
    const id = conversation.call('set_light');
    await client.frame('client_tool_call');
    hours.turn(20_000);
    const response = part(await client.frame('agent_tool_response'), 'agent_tool_response');
    assert.deepEqual([response['tool_call_id'], response['is_error']], [id, true]);
    await assert.rejects(conversation.answer(id), /timed-out/);
    client.send(
      { type: 'client_tool_result', tool_call_id: id, result: 'sorry', is_error: true },
      { type: 'user_activity' },
    );
    await conversation.frame('user_activity');
    assert.equal(conversation.results[0]?.late, true);
    assert.deepEqual(conversation.violations, []);
  });

  it('pings again and again, and says how long the last one took', async () => {
    const hours = turnableClock();
    const { client, conversation } = await talk({ clock: hours.clock, pingSeconds: 5 });
    const first = part(await client.frame('ping'), 'ping_event');
    hours.turn(30);
    client.send({ type: 'pong', event_id: first['event_id'] });
    await conversation.frame('pong');
    hours.turn(5000);
    assert.equal(part(await client.frame('ping', 1), 'ping_event')['ping_ms'], 30);
  });

  it('hangs up politely', async () => {
    const { client, conversation } = await talk();
    conversation.hangUp();
    assert.equal((await client.closed).code, 1000);
    assert.equal(
      part(await client.frame('agent_tool_response'), 'agent_tool_response')['tool_name'],
      'end_call',
    );
  });

  it('sends text in pieces and no audio to a client that wants text only', async () => {
    const { client } = await open({ firstMessage: 'Hello there' });
    client.send({ ...INIT, conversation_config_override: { conversation: { text_only: true } } });
    await client.frame('agent_response');
    const pieces = client.frames.flatMap((frame) =>
      frame['type'] === 'agent_chat_response_part' ? [part(frame, 'text_response_part')['text']] : [],
    );
    assert.equal(pieces.join(''), 'Hello there');
    assert.ok(client.frames.every((frame) => frame['type'] !== 'audio'));
  });
});
