// Owns the one Node-RED and the one browser that all tests of the talk page share. The browser's microphone hears a
// recorded sentence over and over; what its loudspeaker plays is tapped from outside, the page knows nothing of it.

import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../editor/browser.js';
import type { FlowBuilder } from '../support/flow.js';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { atEnd } from '../support/teardown.js';
import { microphoneFile } from './sentence.js';
import { tapSpeaker } from './tap.js';

let browser: Browser | undefined;
let microphone: string;
let red: NodeRed | undefined;
let folder: string | undefined;

before(async function () {
  this.timeout(60_000);
  folder = await mkdtemp(join(tmpdir(), 'agent-tools-talk-'));
  microphone = join(folder, 'microphone.wav');
  await writeFile(microphone, microphoneFile());
  [browser, red] = await Promise.all([launchBrowser({ microphone }), startNodeRed()]);
});

after(async function () {
  this.timeout(20_000);
  await browser?.close();
  await red?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Another browser until the end of the test: one without a microphone, or one whose visitor does not allow it. */
export async function browserThat(has: 'no microphone' | 'a refusing visitor'): Promise<Browser> {
  const other = await launchBrowser(has === 'no microphone' ? {} : { microphone, refused: true });
  atEnd(() => other.close());
  return other;
}

export function nodeRed(): NodeRed {
  assert.ok(red, 'Node-RED is running');
  return red;
}

/** The helper nodes of the flow are for the tests in one process: here they become debug nodes. */
export async function deploy(flow: FlowBuilder): Promise<void> {
  const nodes = flow.nodes.map((node) => (node.type === 'helper' ? { ...node, type: 'debug' } : node));
  await nodeRed().deploy(nodes, 'full', flow.credentials);
}

export interface TalkPage {
  readonly page: Page;
  readonly button: Locator;
  readonly notice: Locator;
  /** Every line of the conversation, as it is read. */
  lines: () => Promise<string[]>;
  /** Resolves once a line reads like that. */
  line: (pattern: RegExp) => Promise<void>;
  type: (text: string) => Promise<void>;
  /** Resolves once the button says that. */
  says: (label: string) => Promise<void>;
}

export interface Visit extends BrowserContextOptions {
  /** Such as `http://127.0.0.1:1880`; by default where Node-RED listens. */
  at?: string;
  /** Runs in the page before anything of it. */
  before?: string;
  /** Complaints of the browser that belong to what is tested. */
  expected?: RegExp;
  /** Whether to wait until the page is connected; by default yes. */
  connected?: boolean;
  in?: Browser;
}

/** Opens the page as a visitor does; at the end of the test, fails when the browser has complained about anything. */
export async function visit(path: string, options: Visit = {}): Promise<TalkPage> {
  assert.ok(browser, 'the browser is running');
  const { at = nodeRed().url, before: script, expected, connected = true, ...rest } = options;
  const { in: window = browser, ...settings } = rest;
  const context = await window.newContext({ viewport: { width: 900, height: 700 }, ...settings });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (said) => {
    const line = `${said.text()} (${said.location().url})`;
    if (said.type() === 'error' && !expected?.test(line)) faults.push(line);
  });
  atEnd(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  await page.addInitScript(tapSpeaker);
  if (script !== undefined) await page.addInitScript(script);
  await page.goto(`${at}/talk/${path}`);
  if (connected) await page.locator('body[data-line="up"]').waitFor();
  const lines = page.locator('#lines li:not(.growing)');
  return {
    page,
    button: page.locator('#talk'),
    notice: page.locator('#notice'),
    lines: async () => (await lines.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()),
    line: (pattern) => lines.filter({ hasText: pattern }).first().waitFor(),
    async type(text) {
      await page.locator('#text').fill(text);
      await page.locator('#text').press('Enter');
    },
    says: (label) => page.locator('#talk-label', { hasText: label }).waitFor(),
  };
}
