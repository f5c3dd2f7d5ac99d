// Owns getting to everything that the editor shows of ours, with all of it unfolded: the forms, the page on which a tool is
// tried out, the comparison, the tab "Agents". Knows nothing of what is expected there.

import type { Locator, Page } from 'playwright-core';
import type { Editor, Form } from './editor.js';
import { openTimeline, trialPage } from './live.js';

/** What is to be seen, and how it is left. */
export interface Sight {
  readonly root: Locator;
  leave(): Promise<void>;
}

/** Opens all that can be opened in it. */
export async function unfold(root: Locator): Promise<void> {
  await root.evaluate((element) => {
    for (const fold of element.querySelectorAll('details')) fold.open = true;
  });
}

/** A form, wide as Node-RED makes it. */
export async function formSight(editor: Editor, id: string): Promise<Sight> {
  const form = await editor.open(id);
  const root = editor.page.locator('.agent-form').last();
  await unfold(root);
  return { root, leave: () => form.cancel() };
}

/** The page on which `id` is tried out, with what came of it. */
export async function trialSight(page: Page, id: string, said: string): Promise<Sight> {
  await page.locator(`[id="${id}"] .red-ui-flow-node-button-button`).click();
  const trial = await trialPage(page);
  await trial.call();
  await trial.result.getByText(said).waitFor();
  return { root: trial.page, leave: () => trial.close() };
}

/** The tab with the figures; `press` makes something happen at which the text `said` appears. */
export async function timelineSight(page: Page, press: () => Promise<void>, said: string): Promise<Sight> {
  const root = await openTimeline(page);
  await press();
  await root.locator('[data-entry]', { hasText: said }).last().waitFor();
  await unfold(root);
  return { root, leave: () => Promise.resolve() };
}

export interface Comparison extends Sight {
  /** Asks before a change. */
  ask(): Promise<void>;
  /** The paragraph for the prompt. */
  prompt(): Promise<void>;
}

export async function compareSight(editor: Editor): Promise<Comparison> {
  const form: Form = await editor.open('desk');
  const { page } = editor;
  const root = page.locator('.agent-form').last();
  const compared = page.locator('#agent-config-compared');
  await page.locator('#agent-config-compare').click();
  await compared.locator('details').first().waitFor();
  await unfold(root);
  return {
    root,
    leave: () => form.cancel(),
    async ask() {
      await compared.getByRole('button', { name: 'Change it at ElevenLabs' }).click();
      await compared.locator('.agent-confirm').scrollIntoViewIfNeeded();
    },
    async prompt() {
      await page.locator('#agent-config-prompt').click();
      await compared.locator('textarea').waitFor();
    },
  };
}
