// Owns what tests do in the Node-RED editor, as a user does it: drag, open, type, press. Does not own what they expect.

import type { Browser, Locator, Page } from 'playwright-core';
import type { NodeRed } from '../support/node-red.js';

export interface EditorOptions {
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

export interface Editor {
  readonly page: Page;
  /** Errors of the page and of its console. */
  readonly faults: readonly string[];
  /** Drags a node from the palette to a place on the canvas; answers its id. */
  drag(type: string, x: number, y: number): Promise<string>;
  /** Opens the form of a node on the canvas. */
  open(id: string): Promise<void>;
  /** Opens the form of a config node, as the sidebar of config nodes does. */
  openConfig(type: string, id: string): Promise<void>;
  /** A field of the open form. */
  field(property: string): Locator;
  configField(property: string): Locator;
  done(): Promise<void>;
  configDone(): Promise<void>;
  deploy(): Promise<void>;
  /** `true`, or the reasons why the node is marked. */
  marked(id: string): Promise<true | string[]>;
  help(type: string): Promise<string>;
  /** The value of an expression in the page. */
  ask(expression: string): Promise<unknown>;
}
