// Owns the proof of who may connect to the simulated ElevenLabs, and how the others are turned away.

import assert from 'node:assert/strict';
import { isObject, type JsonObject } from '../../nodes/lib/shared/json.js';
import { connect } from './bare-client.js';
import { addressOf, INIT, started } from './elevenlabs-visit.js';
import type { Simulator } from './simulator.js';

/** Asks for a signed URL. */
async function ask(
  service: Simulator,
  query: string,
  key?: string,
): Promise<{ status: number; body: JsonObject }> {
  const url = `${service.origin}/v1/convai/conversation/get-signed-url${query}`;
  const response = await fetch(url, key === undefined ? {} : { headers: { 'xi-api-key': key } });
  const body: unknown = await response.json();
  return { status: response.status, body: isObject(body) ? body : {} };
}

async function signedUrl(service: Simulator): Promise<string> {
  const { body } = await ask(service, `?agent_id=${service.agentId}`, service.apiKey);
  assert.equal(typeof body['signed_url'], 'string');
  return String(body['signed_url']);
}

/** Connects and introduces itself; how that ends, or that it has begun. */
async function outcome(url: string, headers: Record<string, string> = {}): Promise<string> {
  const client = await connect(url, { headers });
  client.send(INIT);
  const begun = client.frame('conversation_initiation_metadata').then(
    () => 'begun',
    () => '',
  );
  const closed = client.closed.then(({ code, reason }) => `${code} ${reason}`);
  return (await begun) || closed;
}

describe('The door of the simulated ElevenLabs', () => {
  it('gives a signed URL to whoever has the key, and records the request', async () => {
    const { service } = await started({ private: true, apiKey: 'secret', agentId: 'a1' });
    assert.equal(await outcome(await signedUrl(service)), 'begun');
    const request = await service.request();
    assert.deepEqual([request.status, request.headers['xi-api-key']], [200, 'secret']);
    assert.equal(request.url.searchParams.get('agent_id'), 'a1');
  });

  it('gives none without a key, with a wrong one, without an agent, or for an unknown one', async () => {
    const { service } = await started({ private: true, apiKey: 'secret', agentId: 'a1' });
    assert.equal((await ask(service, '?agent_id=a1')).status, 401);
    assert.equal((await ask(service, '?agent_id=a1', 'wrong')).status, 401);
    assert.equal((await ask(service, '', 'secret')).status, 422);
    assert.equal((await ask(service, '?agent_id=a2', 'secret')).status, 404);
  });

  it('takes a signed URL once', async () => {
    const { service } = await started({ private: true });
    const url = await signedUrl(service);
    assert.equal(await outcome(url), 'begun');
    assert.equal(await outcome(url), '1008 The signed URL is used');
  });

  it('takes it again when told to', async () => {
    const { service } = await started({ private: true, tickets: 'reusable' });
    const url = await signedUrl(service);
    assert.equal(await outcome(url), 'begun');
    assert.equal(await outcome(`${url}&source=js_sdk`), 'begun');
  });

  it('takes none that has expired or was made up', async () => {
    const { service } = await started({ private: true, tickets: 'expired' });
    assert.equal(await outcome(await signedUrl(service)), '1008 The signed URL is expired');
    assert.equal(
      await outcome(`${addressOf(service)}&conversation_signature=x`),
      '1008 The signed URL is unknown',
    );
  });

  it('lets nobody in to a private agent by its id alone', async () => {
    assert.equal(await outcome((await started({ private: true })).url), '1008 The agent needs a signed URL');
  });

  it('lets everybody in to a public agent, whatever else the query says', async () => {
    assert.equal(await outcome(`${(await started()).url}&source=me&version=1`), 'begun');
  });

  it('knows no other agent', async () => {
    assert.equal(await outcome(`${(await started()).url}x`), '1008 The agent does not exist');
  });

  it('lets only allowed origins in, and nobody without one', async () => {
    const url = (await started({ origins: ['https://home.example'] })).url;
    assert.equal(await outcome(url, { origin: 'https://home.example' }), 'begun');
    assert.equal(await outcome(url, { origin: 'https://else.example' }), '1008 The origin is not allowed');
    assert.equal(await outcome(url), '1008 The origin is not allowed');
  });

  it('has nothing at another path', async () => {
    const { origin } = (await started()).service;
    await assert.rejects(
      connect(`${origin.replace('http', 'ws')}/v1/other`),
      /Unexpected server response: 404/,
    );
    assert.equal((await fetch(`${origin}/v1/other`)).status, 404);
  });
});
