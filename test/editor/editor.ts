// Owns what tests do in the Node-RED editor, as a user does it: drag, open, type, press. Does not own what they expect.

import type { Browser, Locator, Page } from 'playwright-core';
import type { NodeRed } from '../support/node-red.js';

export interface Editor {
  readonly page: Page;
  /** Errors of the page and of its console. */
  readonly faults: readonly string[];
  /** Drags a node from the palette to a place on the canvas; answers its id. */
  drag(type: string, x: number, y: number): Promise<string>;
  /** Opens the form of a node, also of a config node. */
  open(id: string): Promise<Form>;
  /** Presses + beside the agent field of the open form. */
  addAgent(): Promise<Form>;
  /** Presses Deploy; resolves when Node-RED has taken the flows. */
  /** `confirmed`: over the question that Node-RED asks where a node is not right. */
  deploy(how?: { confirmed?: boolean }): Promise<void>;
  /** Why the node is marked as not set up; nothing when it is not marked. */
  marks(id: string): Promise<string[]>;
  /** What the node is called on the canvas. */
  label(id: string): Promise<string>;
  /** The help of a node type, as the sidebar shows it. */
  help(type: string): Promise<Locator>;
  /** The value of an expression in the page. Plain data. */
  ask<Value>(expression: string): Promise<Value>;
}

export interface Form {
  /** The input of a property. */
  field(property: string): Locator;
  /** The row that a property's field stands in. */
  row(property: string): Locator;
  /** Done, Add or Update; resolves when the form is gone. */
  done(): Promise<void>;
  cancel(): Promise<void>;
}

/** Loads the editor of a running Node-RED and waits until it shows the flows. `language`: by default the browser's. */
export async function openEditor(browser: Browser, red: NodeRed, language?: string): Promise<Editor> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  if (language !== undefined)
    await page.addInitScript((chosen) => localStorage.setItem('editor-language', chosen), language);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(`${line.text()} (${line.location().url})`);
    // Node-RED catches what a form throws and only logs it.
    else if (/error/i.test(line.text())) faults.push(line.text());
  });
  await page.goto(red.url);
  await page.waitForFunction('window.RED && RED.workspaces && RED.workspaces.count() > 0');
  // Until the loading screen is gone it takes all clicks.
  await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  const ask = <Value>(expression: string): Promise<Value> => page.evaluate<Value>(expression);

  return {
    page,
    faults,
    ask,
    async drag(type, x, y) {
      const before = await ask<string[]>(NODE_IDS);
      const node = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
      await node.scrollIntoViewIfNeeded();
      await node.dragTo(page.locator('#red-ui-workspace-chart'), { targetPosition: { x, y } });
      const after = await ask<string[]>(NODE_IDS);
      const [id = ''] = after.filter((one) => !before.includes(one));
      return id;
    },
    async open(id) {
      const config = await ask<boolean>(`RED.nodes.node('${id}')._def.category === 'config'`);
      await page.evaluate(
        config
          ? `RED.editor.editConfig('', RED.nodes.node('${id}').type, '${id}')`
          : `RED.editor.edit(RED.nodes.node('${id}'))`,
      );
      return openForm(page, config);
    },
    async addAgent() {
      await page.locator('#node-input-btn-agent-add').click();
      return openForm(page, true);
    },
    async deploy({ confirmed = false } = {}) {
      const answer = page.waitForResponse(
        (one) => one.url().endsWith('/flows') && one.request().method() === 'POST',
      );
      await page.locator('#red-ui-header-button-deploy').click();
      if (confirmed) await page.getByRole('button', { name: 'Confirm deploy' }).click();
      const { ok, status } = await answer.then((one) => ({ ok: one.ok(), status: one.status() }));
      if (!ok) throw new Error(`The deploy was answered with ${status}`);
      await page.waitForFunction('!RED.nodes.dirty()');
    },
    marks: (id) => ask(`RED.nodes.node('${id}').valid ? [] : RED.nodes.node('${id}').validationErrors`),
    label: (id) => ask(`RED.utils.getNodeLabel(RED.nodes.node('${id}'))`),
    async help(type) {
      await page.evaluate(`RED.sidebar.help.show('${type}')`);
      // The text is filled in a moment after the tab is shown.
      const title = await ask<string>(`RED.nodes.getType('${type}').paletteLabel()`);
      const heading = page.locator('h1', { hasText: new RegExp(`^${title}$`) });
      const help = page.locator('.red-ui-help', { has: heading });
      await help.first().waitFor();
      return help.first();
    },
  };
}

const NODE_IDS = `RED.nodes.filterNodes({}).map((node) => node.id)`;

async function openForm(page: Page, config: boolean): Promise<Form> {
  const prefix = config ? 'node-config-input' : 'node-input';
  const dialog = config ? 'node-config-dialog' : 'node-dialog';
  const ok = page.locator(`#${dialog}-ok`);
  await page.locator(`#${prefix}-name`).waitFor({ state: 'visible' });
  // The form slides in and then takes the focus: whatever is typed before may get lost.
  await page.waitForFunction(`$('.red-ui-tray-body').last().find(document.activeElement).length > 0`);
  await (await ok.elementHandle())?.waitForElementState('stable');
  async function press(button: Locator): Promise<void> {
    await button.click();
    await ok.waitFor({ state: 'detached' });
  }
  const field = (property: string) => page.locator(`#${prefix}-${property}`);
  return {
    field,
    row: (property) => page.locator('.form-row', { has: field(property) }).last(),
    done: () => press(ok),
    cancel: () => press(page.locator(`#${dialog}-cancel`)),
  };
}
