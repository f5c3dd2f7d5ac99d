// What a form says of environment variables that are not set, and who is told of them.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { startNodeRed } from '../support/node-red.js';
import { atEnd } from '../support/teardown.js';
import { editorWith } from './stage.js';

describe('An environment variable that a field names', function () {
  this.timeout(40_000);

  it('is told below the field where it is set nowhere, and only there', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', {
      name: '',
      provider: 'elevenlabs',
      agentId: '${NOT_SET_ANYWHERE}',
    });
    flow.node('agent-tool', 'tool', { agent: 'agent', tool: 'a', parameters: [], noReply: true });
    flow.change('tab', { env: [{ name: 'OF_THE_TAB', value: 'x', type: 'str' }] });
    const editor = await editorWith(flow);
    const agent = await editor.open('agent');
    const missing = editor.page.locator('.agent-env');
    await missing.waitFor();
    assert.match(
      await missing.innerText(),
      /NOT_SET_ANYWHERE is not set: not here, and not where Node-RED runs\./,
    );
    // Every process has a PATH.
    await agent.field('agentId').fill('${PATH}');
    await missing.waitFor({ state: 'detached' });
    await agent.cancel();

    const form = await editor.open('tool');
    await form.field('description').fill('In ${OF_THE_TAB} and ${NR_NODE_ID}, not in ${ELSEWHERE_SAID}');
    await missing.waitFor();
    assert.match(await missing.innerText(), /variable ELSEWHERE_SAID is not set/);
    await form.field('description').fill('In ${OF_THE_TAB}');
    await missing.waitFor({ state: 'detached' });
    await form.cancel();
  });

  it('is told at the row of a list that names it', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { name: '', provider: 'elevenlabs', agentId: '1' });
    flow.node('agent-session', 'session', {
      agent: 'agent',
      start: 'message',
      variables: [
        { name: 'user', value: 'NAME_SET_NOWHERE', valueType: 'env' },
        { name: 'house', value: 'NAME_SET_NOWHERE', valueType: 'str' },
      ],
    });
    const text = { type: 'string', description: '', required: true, enum: [] };
    const inner = { ...text, name: 'c', description: 'As in ${SAID_NOWHERE}' };
    flow.node('agent-tool', 'tool', {
      agent: 'agent',
      tool: 'a',
      noReply: true,
      parameters: [
        { ...text, name: 'a', description: 'In ${PATH}' },
        { ...text, name: 'b', type: 'object', rows: [inner] },
      ],
    });
    const editor = await editorWith(flow);
    const missing = editor.page.locator('.agent-env');
    const session = await editor.open('session');
    await missing.waitFor();
    assert.match(await missing.innerText(), /variable NAME_SET_NOWHERE is not set/);
    const value = editor.page.locator('.agent-variable-field .red-ui-typedInput-input').first();
    await value.fill('PATH');
    await value.press('Tab');
    await missing.waitFor({ state: 'detached' });
    await session.cancel();
    const tool = await editor.open('tool');
    // Of all rows, only the one within another is told.
    const row = editor.page.locator('#agent-tool-parameters .agent-env');
    await row.waitFor();
    assert.match(await row.innerText(), /variable SAID_NOWHERE is not set/);
    assert.equal(await editor.page.locator('.agent-inner .agent-env').count(), 1);
    await editor.page.locator('.agent-inner .agent-parameter-description').fill('Said');
    await row.waitFor({ state: 'detached' });
    await tool.cancel();
  });

  it('is told to those who may read the flows, as yes or no', async () => {
    const red = await startNodeRed({ env: { HIDDEN_HERE: 'a-value-of-mine' } });
    atEnd(() => red.stop());
    const set = await red.get('/agent-tools/environment/HIDDEN_HERE');
    assert.deepEqual([set.status, set.text], [200, '{"set":true}']);
    const not = await red.get('/agent-tools/environment/NOT_SET_ANYWHERE');
    assert.deepEqual([not.status, not.text], [200, '{"set":false}']);
    const long = await red.get(`/agent-tools/environment/${'A'.repeat(5000)}`);
    assert.deepEqual([long.status, long.text], [200, '{"set":false}']);
  });

  it('is told to nobody who has not logged in', async () => {
    // A user without a password that anybody could know.
    const adminAuth = { type: 'credentials', users: [{ username: 'a', password: '-', permissions: '*' }] };
    const red = await startNodeRed({ settings: { adminAuth } });
    atEnd(() => red.stop());
    const answer = await red.get('/agent-tools/environment/PATH');
    assert.equal(answer.status, 401);
    assert.doesNotMatch(answer.text, /set/);
  });
});
