// The sidebar tab "Agents": what agents do, while they do it.

import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { editorWith, press } from './stage.js';
import { liveFlow, openTimeline, timeline, trialPage } from './live.js';

function entry(tab: Locator, text: string | RegExp): Locator {
  return tab.locator('[data-entry]', { hasText: text });
}

/** What somebody has said. */
function saidBy(tab: Locator, who: 'User' | 'Agent', text: string): Locator {
  const named = tab.page().getByText(who, { exact: true });
  return tab.locator('[data-entry]', { has: named }).filter({ hasText: text });
}

describe('The timeline', function () {
  this.timeout(30_000);

  it('shows live who said what, what was called with what, and what it answered', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    assert.match(await tab.locator('.agent-sessions li').first().innerText(), /Home · main\s+open/);
    await press('say-0');
    const call = entry(tab, 'set_light').filter({ hasText: 'answered in' });
    await call.waitFor();
    const said = await call.innerText();
    assert.match(said, /room = kitchen, on = true/);
    assert.match(said, /The kitchen light is on\./);
    await saidBy(tab, 'User', 'turn on the kitchen light').waitFor();
    await saidBy(tab, 'Agent', 'The kitchen light is on.').waitFor();
    await tab.locator('.agent-timeline-figures summary').click();
    // Other flows may have had such a tool before.
    const figures = tab.locator('.agent-figures tbody tr', { hasText: 'set_light' }).first();
    assert.match(await figures.innerText(), /set_light\s+\d+\s+0\s+0/);
  });

  it('has what happened before it was opened', async () => {
    const editor = await editorWith(liveFlow());
    await press('say-0');
    await editor.page.waitForFunction(`RED.nodes.node('set-light').status?.fill === 'green'`);
    const tab = await openTimeline(editor.page);
    await entry(tab, 'set_light').filter({ hasText: 'answered in' }).last().waitFor();
  });

  it('shows an error in words and shows its node', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    await press('say-1');
    const call = entry(tab, 'ring').filter({ hasText: 'Mend the node' }).last();
    await call.waitFor();
    assert.match(await call.innerText(), /"ring" failed: the bell is broken/);
    await call.getByRole('button', { name: 'Do ring, House' }).click();
    await editor.page.waitForFunction(`RED.nodes.node('ring-work').highlighted === true`);
  });

  it('shows trials too, and hides what is private, wherever it turns up', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    await editor.page.locator('[id="lock"] .red-ui-flow-node-button-button').click();
    const trial = await trialPage(editor.page);
    await trial.field('pin').fill('4711');
    await trial.call();
    await trial.result.getByText('Code 4711 is right.').waitFor();
    await trial.close();
    const call = entry(tab, 'lock').filter({ hasText: 'trial' }).last();
    await call.getByText('Code ••• is right.').waitFor();
    await press('say-2');
    await saidBy(tab, 'User', 'call lock {"pin":"•••"}').waitFor();
    assert.doesNotMatch(await tab.innerText(), /4711/);
  });

  it('shows one session or one tool alone, and stays as it is while paused', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    await press('say-0');
    await entry(tab, 'set_light').filter({ hasText: 'answered in' }).last().waitFor();
    await press('say-1');
    await entry(tab, 'Mend the node').last().waitFor();
    await tab.getByLabel('Only calls of one tool').selectOption('ring');
    assert.equal(await entry(tab, 'set_light').count(), 0);
    assert.ok((await entry(tab, 'ring').count()) > 0);
    await tab.getByLabel('Only calls of one tool').selectOption('');
    await tab.getByLabel('Only of one session').selectOption({ label: 'Home · main' });
    assert.ok((await entry(tab, 'set_light').count()) > 0);
    await tab.getByRole('button', { name: 'Pause' }).click();
    const before = await tab.locator('[data-entry]').count();
    await press('say-0');
    await tab.getByText(/Paused\. Since then: \d/).waitFor();
    assert.equal(await tab.locator('[data-entry]').count(), before);
    await tab.getByRole('button', { name: 'Go on' }).click();
    await editor.page.waitForFunction(`$('.agent-timeline [data-entry]').length > ${before}`);
  });

  it('marks a tool that comes near its time limit', async () => {
    const flow = liveFlow();
    flow.change('set-light', { timeout: '1' });
    flow.change('set-light-work', { func: 'setTimeout(() => node.send(msg), 600);' });
    const editor = await editorWith(flow);
    const tab = await timeline(editor.page);
    await press('say-0');
    const slow = tab.locator('.agent-figures .agent-slow', { hasText: 'set_light' });
    await slow.waitFor({ state: 'attached' });
    await tab.locator('.agent-timeline-figures summary').click();
    assert.match(await slow.innerText(), /More than half of its time limit of 1 s/);
    assert.equal(await slow.locator('.fa-warning').count(), 1);
  });

  it('says which calls wait for their turn', async () => {
    const flow = liveFlow();
    flow.change('set-light', { order: 'queue' });
    flow.change('set-light-work', { func: 'return null;' });
    const editor = await editorWith(flow);
    const tab = await timeline(editor.page);
    for (let calls = 0; calls < 2; calls++) await press('say-0');
    await entry(tab, 'waits for its turn').waitFor();
    await entry(tab, 'now at Do set_light, House').waitFor();
  });

  it('can be cleared, copied and exported', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    await press('say-0');
    await entry(tab, 'set_light').filter({ hasText: 'answered in' }).last().waitFor();
    const waiting = editor.page.waitForEvent('download');
    await tab.getByRole('button', { name: 'Export' }).click();
    const path = await (await waiting).path();
    const saved: unknown = JSON.parse(await readFile(path, 'utf8'));
    const entries: unknown[] = saved instanceof Object ? Reflect.get(saved, 'entries') : [];
    assert.ok(entries.some((one) => one instanceof Object && Reflect.get(one, 'tool') === 'set_light'));
    await tab.getByRole('button', { name: 'Copy' }).click();
    await tab.getByText('Copied.').waitFor();
    await tab.getByRole('button', { name: 'Clear' }).click();
    assert.equal(await tab.locator('[data-entry]').count(), 0);
    await tab.getByText('Nothing has happened yet').waitFor();
    await press('say-0');
    await entry(tab, 'set_light').filter({ hasText: 'answered in' }).waitFor();
  });

  it('fits into a sidebar of 320 px, and each of its tools says what it is', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    await press('say-1');
    await entry(tab, 'Mend the node').last().waitFor();
    await tab.locator('.agent-timeline-figures summary').click();
    await tab.evaluate((element) => {
      element.style.width = '320px';
    });
    const wide = await tab.evaluate((element) =>
      [element, ...element.querySelectorAll('*')]
        // A name that people have given may end in dots.
        .filter((one) => getComputedStyle(one).textOverflow !== 'ellipsis')
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 20)
        .map((one) => `${one.tagName} ${one.className}`),
    );
    assert.deepEqual(wide, []);
    const nameless = await tab.evaluate((element) =>
      [...element.querySelectorAll('button, select')]
        .filter((one) => !(one.textContent ?? '').trim() && !one.getAttribute('aria-label'))
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(nameless, []);
  });
});
