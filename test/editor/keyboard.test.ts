// What is done with the mouse is done by keys as well, and the keyboard is never lost.

import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { newFlow } from '../support/flow.js';
import { ON, ROOM } from '../support/wired.js';
import { atEnd } from '../support/teardown.js';
import type { Editor } from './editor.js';
import { liveFlow, timeline, trialPage } from './live.js';
import { compareFlow, WORKSPACE } from './rich.js';
import { editorWith, press } from './stage.js';

/** What the keyboard is at, by the name that a screen reader says, or its text. */
function at(page: Page): Promise<string> {
  return page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return 'nothing';
    if (!one.checkVisibility() || one.matches(':disabled')) return 'something that is not there';
    return one.getAttribute('aria-label') ?? (one.textContent ?? '').trim();
  });
}

async function names(editor: Editor): Promise<string[]> {
  return editor.page
    .locator('#agent-tool-parameters > li > div > .agent-line > .agent-parameter-name')
    .evaluateAll((all) => all.map((one) => (one instanceof HTMLInputElement ? one.value : '')));
}

describe('By the keyboard', function () {
  this.timeout(40_000);

  it('parameters are added, put in another order and removed', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    flow.node('agent-tool', 'tool', {
      agent: 'home',
      tool: 'set_light',
      parameters: [ROOM, ON],
      noReply: true,
    });
    const editor = await editorWith(flow);
    const { page } = editor;
    const form = await editor.open('tool');
    await page.locator('#agent-tool-rows .red-ui-editableList-addButton').last().focus();
    await page.keyboard.press('Enter');
    assert.equal(await at(page), 'Name');
    await page.keyboard.type('level');
    await page.getByRole('button', { name: 'Row 3 of 3: move it' }).focus();
    await page.keyboard.press('ArrowUp');
    assert.equal(await at(page), 'Row 2 of 3: move it with the arrow keys up and down');
    assert.deepEqual(await names(editor), ['room', 'level', 'on']);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.deepEqual(await names(editor), ['level', 'room', 'on']);
    await page.keyboard.press('ArrowDown');
    await page
      .getByRole('button', { name: 'Remove row 1' })
      .or(page.getByLabel('Remove row 1'))
      .first()
      .focus();
    await page.keyboard.press('Enter');
    assert.match(await at(page), /^Remove row/);
    await page.waitForFunction(`$('#agent-tool-parameters > li').length === 2`);
    assert.deepEqual(await names(editor), ['level', 'on']);
    assert.equal(await at(page), 'Remove row 1');
    await form.done();
    const stored = await editor.ask<{ name: string }[]>(`RED.nodes.node('tool').parameters`);
    assert.deepEqual(
      stored.map(({ name }) => name),
      ['level', 'on'],
    );
  });

  it('a reply is added, and the keyboard is at it then', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    flow.node('agent-tool', 'tool', { agent: 'home', tool: 'set_light', parameters: [] });
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    await editor.page.locator('#agent-tool-add-reply').focus();
    await editor.page.keyboard.press('Enter');
    assert.match(await at(editor.page), /^agent reply/);
    await form.cancel();
  });

  it('an agent is opened and added beside its field', async () => {
    const editor = await editorWith(liveFlow());
    const form = await editor.open('session');
    await editor.page.getByRole('button', { name: 'Agent open it' }).focus();
    await editor.page.keyboard.press('Enter');
    await editor.page.locator('#node-config-input-provider').waitFor();
    await editor.page.locator('#node-config-dialog-cancel').click();
    await editor.page.locator('#node-input-name').waitFor();
    await form.cancel();
  });

  it('a tool is called, and called again', async () => {
    const editor = await editorWith(liveFlow());
    await editor.page.locator('[id="set-light"] .red-ui-flow-node-button-button').click();
    const trial = await trialPage(editor.page);
    const call = editor.page.locator('#agent-try-call');
    for (const count of [1, 2]) {
      await call.focus();
      await editor.page.keyboard.press('Enter');
      await trial.result.and(editor.page.locator('[aria-busy="false"]')).getByText('It took').waitFor();
      assert.equal(await at(editor.page), 'Call', `after call ${count}`);
    }
    await trial.close();
  });

  it('a link in the tab "Agents" keeps the keyboard while things happen', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    await tab.getByRole('button', { name: 'Home · main' }).first().focus();
    await press('say-0');
    await tab.locator('[data-entry]', { hasText: 'answered in' }).last().waitFor();
    assert.equal(await at(editor.page), 'Home · main');
  });

  it('an agent is compared and changed', async () => {
    const service = await startElevenLabs({ workspace: WORKSPACE });
    atEnd(() => service.close());
    const editor = await editorWith(compareFlow(service));
    const { page } = editor;
    const form = await editor.open('desk');
    await page.locator('#agent-config-compare').focus();
    await page.keyboard.press('Enter');
    const fold = page.locator('.agent-compared-tool[data-tool="set_blind"]');
    await fold.waitFor();
    assert.equal(await at(page), 'Compare with the agent');
    await fold.locator('summary').focus();
    await page.keyboard.press('Enter');
    const make = fold.getByRole('button', { name: 'Make it at ElevenLabs' });
    await make.focus();
    await page.keyboard.press('Enter');
    assert.equal(await at(page), 'Do it');
    await fold.getByRole('button', { name: 'Leave it' }).focus();
    await page.keyboard.press('Enter');
    assert.match(await at(page), /^set_blind/);
    await make.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await fold.and(page.locator('[data-state="in-step"]')).waitFor();
    assert.match(await at(page), /^set_blind/);
    await form.cancel();
  });
});
