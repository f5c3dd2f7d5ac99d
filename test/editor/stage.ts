// Owns the one Node-RED and the one browser that all editor tests share. Each test begins with its own flow and its own
// page, and fails when that page has logged an error.

import { strict as assert } from 'node:assert';
import type { Browser } from 'playwright-core';
import type { FlowBuilder, FlowNode } from '../support/flow.js';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { atEnd } from '../support/teardown.js';
import { launchBrowser } from './browser.js';
import { openEditor, type Editor } from './editor.js';

let browser: Browser | undefined;
let red: NodeRed | undefined;

before(async function () {
  this.timeout(60_000);
  [browser, red] = await Promise.all([launchBrowser(), startNodeRed()]);
});

after(async function () {
  this.timeout(20_000);
  await browser?.close();
  await red?.stop();
});

/** The editor, showing a flow that is deployed. */
export async function editorWith(flow: FlowBuilder): Promise<Editor> {
  assert.ok(red, 'Node-RED is running');
  await red.deploy(flow.nodes, 'full', flow.credentials);
  return anotherEditor();
}

/** One more editor, beside those that are open; `language`: by default the browser's. */
export async function anotherEditor(language?: string): Promise<Editor> {
  assert.ok(browser && red, 'Node-RED and the browser are running');
  const editor = await openEditor(browser, red, language);
  atEnd(async () => {
    await editor.page.close();
    assert.deepEqual(editor.faults, []);
  });
  return editor;
}

/** Deploys another flow from elsewhere, while editors are open. */
export async function redeploy(flow: FlowBuilder): Promise<void> {
  assert.ok(red);
  await red.deploy(flow.nodes, 'full', flow.credentials);
}

/** Presses the button of an inject node, wherever the editor is. */
export async function press(id: string): Promise<void> {
  assert.ok(red);
  await red.press(id);
}

/** The nodes of a type as the running Node-RED has them, without what only the canvas needs. */
export async function deployed(type: string): Promise<Record<string, unknown>[]> {
  assert.ok(red);
  const flows = await red.flows();
  return flows.filter((node) => node.type === type).map(withoutPlace);
}

/** Whether a node has a secret of that name; what it is, the admin API tells nobody. */
export async function hasSecret(type: string, id: string, name: string): Promise<boolean> {
  assert.ok(red);
  const answer = await red.json(`/credentials/${type}/${id}`);
  return typeof answer === 'object' && answer !== null && Reflect.get(answer, `has_${name}`) === true;
}

function withoutPlace(node: FlowNode): Record<string, unknown> {
  const { x: _x, y: _y, z: _z, wires: _wires, ...rest } = node;
  return rest;
}
