// Who may try tools out and watch the timeline, in a Node-RED with a login.

import { strict as assert } from 'node:assert';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { atEnd } from '../support/teardown.js';
import { liveFlow } from './live.js';
import { hashOf } from './login.js';

/** The names of the users are what they may do. */
const PERMISSIONS = { status: 'status.read', reader: '*.read', writer: ['*.read', 'agent-tool.write'] };

async function tokenOf({ url }: NodeRed, username: string): Promise<string> {
  const asked = {
    client_id: 'node-red-editor',
    grant_type: 'password',
    scope: '',
    username,
    password: 'secret',
  };
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  const { access_token: token }: { access_token: string } = JSON.parse(await answer.text());
  return token;
}

describe('A Node-RED with a login', function () {
  this.timeout(60_000);

  it('lets only those try tools out who may write them, and only those watch who may read', async () => {
    const password = hashOf('secret');
    const users = Object.entries(PERMISSIONS).map(([username, permissions]) => ({
      username,
      password,
      permissions,
    }));
    const red = await startNodeRed({
      flows: liveFlow().nodes,
      settings: { adminAuth: { type: 'credentials', users } },
    });
    atEnd(() => red.stop());
    const tokens = await Promise.all(Object.keys(PERMISSIONS).map((user) => tokenOf(red, user)));
    const all = (path: string, method = 'GET') =>
      Promise.all(
        ['', ...tokens].map(async (token) => {
          const answer = await fetch(`${red.url}/agent-tools/live/${path}`, {
            method,
            headers: {
              ...(token ? { authorization: `Bearer ${token}` } : {}),
              ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
            },
            ...(method === 'POST' ? { body: '{"arguments":"{}"}' } : {}),
          });
          await answer.text();
          return answer.status;
        }),
      );
    assert.deepEqual(await all('timeline'), [401, 401, 200, 200]);
    assert.deepEqual(await all('trials/ring'), [401, 401, 401, 200]);
    assert.deepEqual(await all('trials/ring', 'POST'), [401, 401, 401, 200]);
    assert.deepEqual(await all('trials/ring/no-such'), [401, 401, 401, 200]);
    assert.deepEqual(await all('trials/ring/no-such', 'DELETE'), [401, 401, 401, 200]);
  });
});
