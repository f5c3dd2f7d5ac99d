// Much of everything: texts of a million characters. The editor goes on, and says what is too much.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { trialPage } from './live.js';
import { deployed, editorWith } from './stage.js';

const MILLION = 'x'.repeat(1_000_000);

describe('The editor, with much of everything,', function () {
  this.timeout(60_000);

  it('takes texts of a million characters, keeps them, and marks what can be no name', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    const row = { name: 'room', type: 'string', description: '', required: true, enum: [] };
    flow.node('agent-tool', 'tool', { agent: 'home', tool: 'set_light', noReply: true, parameters: [row] });
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    await form.field('description').fill(MILLION);
    await editor.page.locator('.agent-parameter-description').fill(MILLION);
    await form.field('tool').fill(MILLION);
    await form.field('tool').blur();
    assert.match((await form.field('tool').getAttribute('class')) ?? '', /input-error/);
    await form.field('tool').fill('set_light');
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
    await editor.deploy();
    const [stored] = await deployed('agent-tool');
    assert.equal(stored?.['description'], MILLION);
    assert.deepEqual(stored?.['parameters'], [{ ...row, description: MILLION }]);
  });

  it('says that arguments of a million characters are too much to try, and keeps them', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    flow.node('agent-tool', 'tool', { agent: 'home', tool: 'ping', noReply: true, parameters: [] });
    const { page } = await editorWith(flow);
    await page.locator('[id="tool"] .red-ui-flow-node-button-button').click();
    const trial = await trialPage(page);
    await page.locator('#agent-try-change').click();
    const text = page.locator('#agent-try-json');
    await text.fill(JSON.stringify({ room: MILLION }));
    await trial.call();
    await trial.result.getByRole('alert').waitFor();
    assert.match(await trial.result.innerText(), /too long|too much/);
    assert.equal((await text.inputValue()).length, MILLION.length + '{"room":""}'.length);
    await trial.close();
  });
});
