// Who may take the tour, in a Node-RED with a login.

import { strict as assert } from 'node:assert';
import type { Browser, Page } from 'playwright-core';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { atEnd } from '../support/teardown.js';
import { launchBrowser } from './browser.js';
import { startGuide } from './guide.js';
import { liveFlow } from './live.js';
import { hashOf } from './login.js';

/** The editor of somebody who has logged in. */
async function editorOf(browser: Browser, { url }: NodeRed, username: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('#node-dialog-login-username').fill(username);
  await page.locator('#node-dialog-login-password').fill('secret');
  await page.keyboard.press('Enter');
  await page.waitForFunction('window.RED && RED.workspaces && RED.workspaces.count() > 0');
  await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  return page;
}

describe('The tour behind a login', function () {
  this.timeout(60_000);

  it('is for those who may change flows; others are told', async () => {
    const password = hashOf('secret');
    const users = [
      { username: 'reader', password, permissions: '*.read' },
      { username: 'owner', password, permissions: '*' },
    ];
    const red = await startNodeRed({
      flows: liveFlow().nodes,
      settings: { adminAuth: { type: 'credentials', users } },
    });
    atEnd(() => red.stop());
    const browser = await launchBrowser();
    atEnd(() => browser.close());
    const reader = await editorOf(browser, red, 'reader');
    await startGuide(reader);
    await reader.locator('.red-ui-notification', { hasText: 'needs the right to change flows' }).waitFor();
    assert.equal(await reader.locator('.red-ui-tourGuide-popover').count(), 0);
    const owner = await editorOf(browser, red, 'owner');
    const tour = await startGuide(owner);
    await tour.step('An agent uses a flow');
    await owner.keyboard.press('Escape');
    await tour.over();
  });
});
