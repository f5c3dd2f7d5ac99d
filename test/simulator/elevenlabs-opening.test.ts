// Owns the proof of how a conversation with the simulated ElevenLabs begins, and why it may not.

import assert from 'node:assert/strict';
import { connect, part } from './bare-client.js';
import { introduced, INIT, INVALID, opened, started } from './elevenlabs-visit.js';

describe('The beginning of a simulated ElevenLabs conversation', () => {
  it('sends the metadata first, then its greeting and a ping', async () => {
    const { client, conversation } = await introduced({ firstMessage: 'Hello' });
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
    const { url } = await started();
    const client = await connect(url);
    client.send(INIT);
    await client.frame('ping');
    const [read] = client.reads.slice(-1);
    assert.match(read ?? '', /conversation_initiation_metadata.*ping/s);
  });

  it('says nothing before the client has introduced itself', async () => {
    const { client } = await opened();
    client.close();
    await client.closed;
    assert.deepEqual(client.frames, []);
  });

  for (const [name, frame] of Object.entries({
    'a user message': { type: 'user_message', text: 'hello' },
    audio: { user_audio_chunk: 'AAAA' },
  })) {
    it(`refuses ${name} before the introduction`, async () => {
      const { client } = await opened();
      client.send(frame);
      assert.deepEqual(await client.closed, INVALID);
    });
  }

  it('refuses a second introduction', async () => {
    const { client } = await introduced();
    client.send(INIT);
    assert.deepEqual(await client.closed, INVALID);
  });

  it('echoes the subprotocol convai when it is offered, and none otherwise', async () => {
    const { url } = await started();
    const offering = await connect(url, {}, ['convai', 'bearer.x']);
    const silent = await connect(url);
    assert.equal(offering.protocol, 'convai');
    assert.equal(silent.protocol, '');
  });

  it('refuses an override that the agent does not allow, with an error event', async () => {
    const { client } = await opened({ overrides: ['agent.language'] });
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
    const { client } = await opened({ overrides: [] });
    client.send({ ...INIT, conversation_config_override: { agent: {}, tts: {}, conversation: {} } });
    await client.frame('conversation_initiation_metadata');
  });

  it('refuses an override that does not exist', async () => {
    const { client } = await opened();
    client.send({ ...INIT, conversation_config_override: { text_only: true } });
    assert.equal(part(await client.frame('error'), 'error_event')['error_type'], 'override_error');
    assert.equal((await client.closed).code, 1008);
  });

  it('refuses a conversation without a variable that the agent needs', async () => {
    const { client } = await opened({ variables: ['user_name', 'city'] });
    client.send({ ...INIT, dynamic_variables: { city: 'Oslo' } });
    assert.deepEqual(await client.closed, { code: 1008, reason: 'Missing dynamic variables: user_name' });
    assert.equal(part(await client.frame('error'), 'error_event')['error_type'], 'missing_dynamic_variable');
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
      const { client } = await opened();
      client.send({ ...INIT, ...wrong });
      assert.deepEqual(await client.closed, INVALID);
    });
  }
});
