// Trying a tool out in the editor: from its button and from its form, without a session.

import { strict as assert } from 'node:assert';
import { editorWith } from './stage.js';
import { liveFlow, trialPage } from './live.js';

const BUTTON = (id: string) => `[id="${id}"] .red-ui-flow-node-button-button`;

describe('Trying a tool out', function () {
  this.timeout(30_000);

  it('by the button of its node calls the flow and shows what the agent would get, how long it took and by which way', async () => {
    const editor = await editorWith(liveFlow());
    await editor.page.locator(BUTTON('set-light')).click();
    const trial = await trialPage(editor.page);
    assert.equal(await trial.field('room').inputValue(), '"kitchen"');
    assert.equal(await trial.field('on').inputValue(), 'false');
    await trial.field('on').selectOption({ label: 'true' });
    await trial.call();
    await trial.result.getByText('The kitchen light is on.').waitFor();
    const said = await trial.result.innerText();
    assert.match(said, /The agent gets, after .*ms/);
    assert.match(said, /It took .* The limit is 12 s/);
    assert.match(said, /Do set_light \(function\) on House/);
    await trial.result.getByRole('button', { name: 'Do set_light' }).click();
    await editor.page.waitForFunction(`RED.nodes.node('set-light-work').highlighted === true`);
    await trial.page.waitFor({ state: 'detached' });
  });

  it('from its form says what failed and what to do', async () => {
    const editor = await editorWith(liveFlow());
    const form = await editor.open('ring');
    await editor.page.locator('#agent-tool-try').click();
    const trial = await trialPage(editor.page);
    assert.match(await trial.page.innerText(), /This tool has no parameters/);
    await trial.call();
    await trial.result.getByText('Mend the node').waitFor();
    const said = await trial.result.innerText();
    assert.match(said, /marked as an error/);
    assert.match(said, /The tool "ring" failed: the bell is broken\./);
    await trial.close();
    await form.cancel();
  });

  it('takes the arguments as JSON too, and keeps what was written', async () => {
    const editor = await editorWith(liveFlow());
    await editor.page.locator(BUTTON('set-light')).click();
    const trial = await trialPage(editor.page);
    const change = editor.page.locator('#agent-try-change');
    await change.click();
    const text = editor.page.locator('#agent-try-json');
    assert.deepEqual(JSON.parse(await text.inputValue()), { room: 'kitchen', on: false });
    await text.fill('{"room": ');
    await trial.call();
    assert.match(await trial.result.innerText(), /not JSON yet/);
    await text.fill('{"room": "attic", "on": true}');
    await trial.call();
    await trial.result.getByText('must be one of: kitchen, bedroom').first().waitFor();
    await text.fill('{"room": "bedroom", "on": true, "fast": 1}');
    await change.click();
    assert.match(await trial.page.innerText(), /cannot show this as it is: fast/);
    await text.fill('{"room": "bedroom", "on": true}');
    await change.click();
    assert.equal(await trial.field('room').inputValue(), '"bedroom"');
    await trial.call();
    await trial.result.getByText('The bedroom light is on.').waitFor();
    await trial.close();
    await editor.page.locator(BUTTON('set-light')).click();
    const again = await trialPage(editor.page);
    assert.equal(await again.field('room').inputValue(), '"bedroom"');
    await again.close();
  });

  it('says to deploy first when the tool has changed or is new', async () => {
    const editor = await editorWith(liveFlow());
    const form = await editor.open('set-light');
    await form.field('description').fill('Something else');
    await form.done();
    assert.match(
      (await editor.page.locator('[id="set-light"] .red-ui-flow-node-button').getAttribute('class')) ?? '',
      /disabled/,
    );
    await editor.page.locator(BUTTON('set-light')).click();
    const trial = await trialPage(editor.page);
    assert.match(await trial.page.innerText(), /Deploy first/);
    assert.equal(await editor.page.locator('#agent-try-call').count(), 0);
    await trial.close();
    await editor.deploy();
    await editor.page.locator(BUTTON('set-light')).click();
    const now = await trialPage(editor.page);
    await now.call();
    await now.result.getByText('The kitchen light is off.').waitFor();
    await now.close();
  });

  it('says to deploy first while its form holds what was not saved', async () => {
    const editor = await editorWith(liveFlow());
    const form = await editor.open('set-light');
    const button = editor.page.locator('#agent-tool-try');
    await button.click();
    const before = await trialPage(editor.page);
    assert.equal(await editor.page.locator('#agent-try-call').count(), 1);
    await before.close();
    await editor.page.locator('.agent-parameter-required').first().uncheck();
    await button.click();
    const trial = await trialPage(editor.page);
    assert.match(await trial.page.innerText(), /Deploy first/);
    await trial.close();
    await form.cancel();
  });

  it('has fields for what is in objects and lists, so that nobody has to write JSON', async () => {
    const flow = liveFlow();
    const row = { description: '', required: true, enum: [] };
    const floor = { ...row, name: 'floor', type: 'integer' };
    const parameters = [
      {
        ...row,
        name: 'where',
        type: 'object',
        rows: [floor, { ...row, name: 'side', type: 'string', required: false }],
      },
      {
        ...row,
        name: 'times',
        type: 'array',
        items: 'object',
        required: false,
        rows: [{ ...row, name: 'from', type: 'string' }],
      },
      { ...row, name: 'days', type: 'array', items: 'string', enum: ['Monday', 'Friday'] },
    ];
    flow.change('set-light', { parameters });
    flow.change('set-light-work', { func: 'msg.payload = JSON.stringify(msg.payload); return msg;' });
    const editor = await editorWith(flow);
    await editor.page.locator(BUTTON('set-light')).click();
    const trial = await trialPage(editor.page);
    const called = async (text: string) => {
      await trial.call();
      await trial.result.locator('pre', { hasText: text }).waitFor();
    };
    await called('{"where":{"floor":1},"days":["Monday"]}');
    await trial.field('where.floor').fill('2');
    await trial.field('where.side').fill('left');
    const group = (name: string) => trial.page.locator(`[data-group="${name}"]`).first();
    for (const name of ['times', 'days']) await group(name).getByRole('button', { name: 'one more' }).click();
    await trial.field('times.from').fill('7:30');
    await trial.field('days').nth(1).selectOption('Friday');
    await called('{"where":{"floor":2,"side":"left"},"times":[{"from":"7:30"}],"days":["Monday","Friday"]}');
    await group('times').getByRole('button', { name: 'Take it out' }).click();
    await editor.page.locator('#agent-try-change').click();
    const text = editor.page.locator('#agent-try-json');
    assert.deepEqual(JSON.parse(await text.inputValue()), {
      where: { floor: 2, side: 'left' },
      days: ['Monday', 'Friday'],
    });
    await text.fill('{"where":{"floor":2,"roof":true},"days":[5]}');
    await editor.page.locator('#agent-try-change').click();
    assert.match(await trial.page.innerText(), /cannot show this as it is: where, days/);
    await trial.close();
  });

  it('says that the tool does not run where its tab is disabled', async () => {
    const flow = liveFlow();
    flow.change('House', { disabled: true });
    const editor = await editorWith(flow);
    const form = await editor.open('set-light');
    await editor.page.locator('#agent-tool-try').click();
    const trial = await trialPage(editor.page);
    assert.match(await trial.page.innerText(), /This tool does not run\. Deploy first\./);
    await trial.close();
    await form.cancel();
  });

  it('can be stopped while the flow does not answer', async () => {
    const flow = liveFlow();
    flow.change('set-light-work', { func: 'return null;' });
    const editor = await editorWith(flow);
    await editor.page.locator(BUTTON('set-light')).click();
    const trial = await trialPage(editor.page);
    await trial.call();
    await trial.result.getByText('now at Do set_light').waitFor();
    await editor.page.locator('#agent-try-stop').click();
    await trial.result.getByText('It ended without an answer.').waitFor();
    await trial.close();
  });

  it('is done with the keyboard alone', async () => {
    const editor = await editorWith(liveFlow());
    await editor.page.evaluate(`RED.view.select({ nodes: [RED.nodes.node('set-light')] })`);
    await editor.page.evaluate(`RED.actions.invoke('core:trigger-selected-nodes-action')`);
    const trial = await trialPage(editor.page);
    await trial.field('room').focus();
    await editor.page.keyboard.press('ArrowDown');
    await editor.page.keyboard.press('Tab');
    await editor.page.keyboard.press('Tab');
    await editor.page.keyboard.press('Tab');
    await editor.page.keyboard.press('Enter');
    await trial.result.getByText('The bedroom light is off.').waitFor();
    await trial.close();
  });

  it('hides what is private while it is typed', async () => {
    const editor = await editorWith(liveFlow());
    await editor.page.locator(BUTTON('lock')).click();
    const trial = await trialPage(editor.page);
    assert.equal(await trial.field('pin').getAttribute('type'), 'password');
    await trial.close();
  });
});
