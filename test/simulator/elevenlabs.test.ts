// Owns the proof that the simulated ElevenLabs is as strict as the protocol, with a client that has no manners at all.

import assert from 'node:assert/strict';
import { testClock } from '../support/clock.js';
import { part } from './bare-client.js';
import { INIT, introduced, INVALID, opened } from './elevenlabs-visit.js';

describe('The simulated ElevenLabs', () => {
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
        const { client, conversation } = await introduced();
        conversation.call('set_light');
        client.send(frame);
        assert.deepEqual(await client.closed, INVALID);
        assert.equal(part(await client.frame('error'), 'error_event')['error_type'], 'invalid_message');
        assert.equal(conversation.violations.length, 1);
      });
    }

    it('closes on text that is no JSON', async () => {
      const { client } = await introduced();
      client.sendRaw('{"type":');
      assert.deepEqual(await client.closed, INVALID);
    });

    it('closes on a binary message', async () => {
      const { client } = await introduced();
      client.sendRaw(Buffer.from('{"type":"user_activity"}'));
      assert.deepEqual(await client.closed, INVALID);
    });

    it('takes an answer again where it has made the call again, and no other one', async () => {
      const { client, conversation } = await introduced();
      conversation.call('set_light');
      client.send(call);
      await conversation.answer('call_1');
      conversation.call('set_light', {}, { id: 'call_1' });
      client.send(call, { ...call, result: 'another' });
      assert.deepEqual(await client.closed, INVALID);
      assert.deepEqual([conversation.results.length, conversation.violations.length], [1, 1]);
    });

    it('closes on a second answer to one call', async () => {
      const { client, conversation } = await introduced();
      conversation.call('set_light');
      client.send(call, call);
      assert.deepEqual(await client.closed, INVALID);
      assert.equal(conversation.results.length, 1);
      assert.match(conversation.violations[0] ?? '', /answered before/);
    });
  });

  it('takes every message that it knows', async () => {
    const { client, conversation } = await introduced();
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
    const { client, conversation } = await introduced();
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
    const clock = testClock();
    const { client, conversation } = await introduced({ clock, toolTimeoutSeconds: 20 });
    const id = conversation.call('set_light');
    await client.frame('client_tool_call');
    clock.advance(20_000);
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
    const clock = testClock();
    const { client, conversation } = await introduced({ clock, pingSeconds: 5 });
    const first = part(await client.frame('ping'), 'ping_event');
    clock.advance(30);
    client.send({ type: 'pong', event_id: first['event_id'] });
    await conversation.frame('pong');
    clock.advance(5000);
    assert.equal(part(await client.frame('ping', 1), 'ping_event')['ping_ms'], 30);
  });

  it('hangs up politely', async () => {
    const { client, conversation } = await introduced();
    conversation.hangUp();
    assert.equal((await client.closed).code, 1000);
    assert.equal(
      part(await client.frame('agent_tool_response'), 'agent_tool_response')['tool_name'],
      'end_call',
    );
  });

  it('sends text in pieces and no audio to a client that wants text only', async () => {
    const { client } = await opened({ firstMessage: 'Hello there' });
    client.send({ ...INIT, conversation_config_override: { conversation: { text_only: true } } });
    await client.frame('agent_response');
    const pieces = client.frames.flatMap((frame) =>
      frame['type'] === 'agent_chat_response_part' ? [part(frame, 'text_response_part')['text']] : [],
    );
    assert.equal(pieces.join(''), 'Hello there');
    assert.ok(client.frames.every((frame) => frame['type'] !== 'audio'));
  });
});
