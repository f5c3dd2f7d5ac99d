// Owns what a person does in the editor by mouse and keyboard alone: no value is set and nothing is opened by a script. Does
// not own what is expected to come of it.

import type { Locator, Page } from 'playwright-core';
import type { Editor } from './editor.js';

export interface Hand {
  /** Drags a node from the palette onto the wire between two nodes; answers its id. */
  dropOnWire(type: string, from: string, to: string): Promise<string>;
  /** Drags a node from the palette to a place on the canvas; answers its id. */
  drop(type: string, x: number, y: number): Promise<string>;
  /** Draws a wire from the first output of a node to the input of another. */
  wire(from: string, to: string): Promise<void>;
  /** Double-clicks a node; resolves when its form takes what is typed. */
  open(id: string): Promise<void>;
  /** Presses Done, Add or Update; resolves when that form is gone. */
  done(): Promise<void>;
  click(what: Locator): Promise<void>;
  /** Clicks into a field and types in place of what it holds. */
  type(field: Locator, text: string): Promise<void>;
  choose(select: Locator, option: string): Promise<void>;
  deploy(): Promise<void>;
  /** Shows a tab of the sidebar if it is not shown, by its sign or, where there is no room for that, by the list of all. */
  sidebar(id: string, name: string, content: string): Promise<void>;
  /** Presses the button at the left of a node. */
  press(id: string): Promise<void>;
}

export function handIn(editor: Editor): Hand {
  const { page } = editor;
  const { mouse, keyboard } = page;
  const node = (id: string) => page.locator(`[id="${id}"]`);
  const move = ({ x, y }: Point) => mouse.move(x, y, { steps: 8 });
  const ids = () => editor.ask<string[]>(`RED.nodes.filterNodes({}).map(({ id }) => id)`);
  const newest = async (before: readonly string[]) =>
    (await ids()).find((one) => !before.includes(one)) ?? '';

  async function pick(type: string): Promise<void> {
    const entry = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
    await entry.scrollIntoViewIfNeeded();
    await move(await middle(entry));
    await mouse.down();
  }

  return {
    async drop(type, x, y) {
      const before = await ids();
      await pick(type);
      const { x: left = 0, y: top = 0 } = (await page.locator('#red-ui-workspace-chart').boundingBox()) ?? {};
      await move({ x: left + x, y: top + y });
      await mouse.up();
      return newest(before);
    },
    async dropOnWire(type, from, to) {
      const before = await ids();
      const [start, end] = [await middle(outputOf(node(from))), await middle(inputOf(node(to)))];
      await pick(type);
      await move({ x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
      // It shows where it would be put in.
      await page.locator('.red-ui-flow-link-splice').waitFor({ state: 'attached' });
      await mouse.up();
      return newest(before);
    },
    async wire(from, to) {
      await move(await middle(outputOf(node(from))));
      await mouse.down();
      await move(await middle(inputOf(node(to))));
      await mouse.up();
    },
    async open(id) {
      await node(id).locator('.red-ui-flow-node').first().dblclick();
      await settled(page);
    },
    async done() {
      const ok = page.locator('.red-ui-tray-toolbar .primary').last();
      const button = await ok.elementHandle();
      await ok.click();
      await page.waitForFunction((one) => !one?.isConnected, button);
      // A form that lay below has come back by then, and moves in.
      if (await ok.isVisible()) await movedIn(page);
    },
    async click(what) {
      await what.click();
    },
    async type(field, text) {
      await field.click();
      await keyboard.press('ControlOrMeta+a');
      await keyboard.type(text);
    },
    async choose(select, option) {
      await select.selectOption({ label: option });
    },
    async deploy() {
      await editor.deploy();
    },
    async sidebar(id, name, content) {
      if (await page.locator(content).isVisible()) return;
      const sign = page.locator(`button[data-tab-id="${id}"], #red-ui-tab-${id}-link-button`);
      if (await sign.isVisible()) return sign.click();
      await page.locator('#red-ui-sidebar .red-ui-tab-link-button-menu').click();
      await page.locator('.red-ui-menu-dropdown:visible').getByText(name, { exact: true }).click();
    },
    async press(id) {
      await node(id).locator('.red-ui-flow-node-button-button').click();
    },
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function outputOf(node: Locator): Locator {
  return node.locator('.red-ui-flow-port-output .red-ui-flow-port').first();
}

function inputOf(node: Locator): Locator {
  return node.locator('.red-ui-flow-port-input .red-ui-flow-port');
}

async function middle(of: Locator): Promise<Point> {
  const { x, y, width, height } = (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x: x + width / 2, y: y + height / 2 };
}

/** The form slides in and then takes the focus: whatever is typed before may get lost. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(`$('.red-ui-tray-body').last().find(document.activeElement).length > 0`);
  await movedIn(page);
}

async function movedIn(page: Page): Promise<void> {
  const ok = await page.locator('.red-ui-tray-toolbar .primary').last().elementHandle();
  await ok?.waitForElementState('stable');
}
