// A form that is open while what it is about goes away: nothing that was typed is lost, and what is missing is said.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { deployed, editorWith, redeploy } from './stage.js';
import { pageWith, wire } from './tools-page.js';

describe('A form, when the agent is deleted under it,', function () {
  this.timeout(30_000);

  it('keeps what was typed, and says that an agent is missing', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'elevenlabs', agentId: '1' });
    const tool = { agent: 'home', tool: 'set_light', noReply: true, parameters: [] };
    flow.node('agent-tool', 'tool', tool);
    const editor = await editorWith(flow);
    const { page } = editor;
    const form = await editor.open('tool');
    await form.field('description').fill('Turns a light on.');
    await page.locator('#agent-tool-rows .red-ui-editableList-addButton').click();
    await page.locator('.agent-parameter-name').fill('room');
    await page.locator('#node-input-btn-agent-edit').click();
    await page.locator('#node-config-input-name').waitFor({ state: 'visible' });
    await page.locator('.red-ui-tray').last().getByRole('button', { name: 'Delete' }).click();
    await page.locator('#node-config-input-name').waitFor({ state: 'detached' });
    assert.equal(await form.field('description').inputValue(), 'Turns a light on.');
    assert.doesNotMatch(await form.row('tool').innerText(), /ElevenLabs/);
    await form.field('tool').fill('set_lamp');
    await form.done();
    assert.deepEqual(await editor.marks('tool'), [
      'There is no agent yet. Press + to add one: a new one is a practice agent and needs no account.',
    ]);
    await editor.deploy({ confirmed: true });
    const [stored] = await deployed('agent-tool');
    assert.deepEqual(
      [stored?.['tool'], stored?.['description'], JSON.stringify(stored?.['parameters'])],
      [
        'set_lamp',
        'Turns a light on.',
        '[{"name":"room","type":"string","description":"","required":true,"enum":[]}]',
      ],
    );
  });

  it('goes on where only the editor has forgotten it, each kind of form', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    flow.node('agent-tool', 'tool', { agent: 'home', tool: 'set_light', noReply: true, parameters: [] });
    flow.node('agent-session', 'session', { agent: 'home', start: 'message' });
    flow.node('agent-send', 'send', { agent: 'home', action: 'context', value: 'payload', valueType: 'msg' });
    const editor = await editorWith(flow);
    for (const id of ['tool', 'session', 'send']) {
      const form = await editor.open(id);
      await editor.page.evaluate(`RED.nodes.node('home') && RED.nodes.remove('home')`);
      await form.field('name').fill('mine');
      await form.done();
      assert.equal(await editor.label(id), 'mine');
      assert.match((await editor.marks(id)).join(), /not there any more/);
    }
  });

  it('compares nothing once the running Node-RED does not know the agent, and says so', async () => {
    const page = await pageWith([], (flow) => wire(flow, 'light', { tool: 'set_light' }));
    const { editor } = page;
    await editor.page.locator('#node-config-input-name').fill('Not lost');
    await redeploy(newFlow());
    await page.compare();
    assert.match(await page.failure.innerText(), /does not know this agent yet\. Deploy first/);
    assert.equal(await editor.page.locator('#node-config-input-name').inputValue(), 'Not lost');
  });
});
