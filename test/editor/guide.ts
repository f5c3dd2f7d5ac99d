// Owns what tests do with the guided tour: starting it, reading a step, going on, leaving. Holds no test.

import type { Locator, Page } from 'playwright-core';

export interface Guide {
  readonly words: Locator;
  /** Waits for the step of that title; answers all that it says. */
  step(title: string): Promise<string>;
  /** Presses Next, by the keyboard that is at it. */
  next(): Promise<void>;
  /** Nothing of the tour is on the page any more, and no form. */
  over(): Promise<void>;
}

/** The titles, in order. */
export const STEPS = [
  'An agent uses a flow',
  'The conversation',
  'A sentence for the agent',
  'Deploy',
  'Say it',
  'The call',
  'What the agent has to give',
  'Try it without an agent',
  'What the agent would get',
  'From practice to a real agent',
] as const;

export async function startGuide(page: Page): Promise<Guide> {
  await page.evaluate(`RED.actions.invoke('agent-tools:tour')`);
  return guide(page);
}

export function guide(page: Page): Guide {
  const words = page.locator('.red-ui-tourGuide-popover');
  const button = words.locator('.red-ui-tourGuide-toolbar button');
  return {
    words,
    async step(title) {
      await words.locator('h2', { hasText: title }).waitFor();
      // The guide puts the focus there a moment later.
      await page.waitForFunction(`$('.red-ui-tourGuide-toolbar button').is(':focus')`);
      return words.innerText();
    },
    async next() {
      await button.focus();
      await page.keyboard.press('Enter');
    },
    async over() {
      await words.waitFor({ state: 'detached' });
      await page.locator('.red-ui-tourGuide-shade').waitFor({ state: 'detached' });
      await page.locator('#red-ui-editor-stack > .red-ui-tray').waitFor({ state: 'detached' });
    },
  };
}
