// What a person may not do who is logged in to Node-RED with fewer permissions.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { newFlow } from '../support/flow.js';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { atEnd } from '../support/teardown.js';
import { hashOf } from './login.js';

/** The names of the users are what they may do. */
const PERMISSIONS = {
  nothing: 'flows.read',
  reader: 'agent-config.read',
  writer: ['agent-config.read', 'agent-config.write'],
};

async function tokenOf({ url }: NodeRed, username: string): Promise<string> {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: 'node-red-editor',
      grant_type: 'password',
      scope: '',
      username,
      password: 'secret',
    }),
  });
  const { access_token: token }: { access_token: string } = JSON.parse(await answer.text());
  return token;
}

describe('A Node-RED with a login', function () {
  this.timeout(60_000);

  it('shows the tools of an agent only to those who may read it, and lets only those who may write change them', async () => {
    const service = await startElevenLabs();
    atEnd(() => service.close());
    const flow = newFlow();
    flow.config(
      'agent-config',
      'agent',
      { provider: 'elevenlabs', agentId: service.agentId, baseUrl: service.origin },
      { apiKey: service.apiKey },
    );
    flow.node('agent-tool', 'light', { agent: 'agent', tool: 'set_light', parameters: [] });
    const password = hashOf('secret');
    const users = Object.entries(PERMISSIONS).map(([username, permissions]) => ({
      username,
      password,
      permissions,
    }));
    const red = await startNodeRed({
      flows: flow.nodes,
      credentials: flow.credentials,
      settings: { adminAuth: { type: 'credentials', users } },
    });
    atEnd(() => red.stop());

    const status = async (path: string, user?: string, method = 'GET') => {
      const headers = user ? { authorization: `Bearer ${await tokenOf(red, user)}` } : {};
      const answer = await fetch(`${red.url}/agent-tools/agent/${path}`, { method, headers });
      const text = await answer.text();
      assert.ok(!text.includes(service.apiKey));
      return answer.status;
    };
    const all = async (path: string, method?: string) =>
      Promise.all([undefined, 'nothing', 'reader', 'writer'].map((user) => status(path, user, method)));
    for (const path of ['wired', 'tools', 'plan?name=set_light&id=tool_1'])
      assert.deepEqual(await all(path), [401, 401, 200, 200], path);
    assert.deepEqual(await all('tools', 'POST'), [401, 401, 401, 200]);
  });
});
