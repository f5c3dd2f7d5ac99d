// Every dialog, with all of it unfolded, for those who do not see it well or use no mouse: names, contrast in both themes,
// and the Tab key.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { atEnd } from '../support/teardown.js';
import { faint, nameless, unreached } from './access.js';
import type { Editor } from './editor.js';
import { liveFlow } from './live.js';
import { compareFlow, FORMS, richFlow, WORKSPACE } from './rich.js';
import { compareSight, formSight, timelineSight, trialSight, type Sight } from './sights.js';
import { editorWith, press } from './stage.js';

const THEMES = ['light', 'dark'];

/** Where there is no dark theme, it looks as it does in the light one. */
async function inTheme(editor: Editor, theme: string): Promise<void> {
  await editor.page.evaluate(
    `document.documentElement.classList.toggle('nr-theme-dark', ${theme === 'dark'})`,
  );
  // Colours fade into each other.
  await editor.page.waitForFunction(`document.getAnimations().every((one) => one.playState !== 'running')`);
}

async function inspect(editor: Editor, { root }: Sight, what: string): Promise<void> {
  const found: Record<string, string[]> = {
    names: await nameless(root),
    keys: await unreached(editor.page, root),
  };
  for (const theme of THEMES) {
    await inTheme(editor, theme);
    found[theme] = await faint(root);
  }
  await inTheme(editor, 'light');
  assert.deepEqual(found, { names: [], keys: [], light: [], dark: [] }, what);
}

describe('Without a mouse, a good eye or a screen', function () {
  this.timeout(60_000);

  it('a person can read and use every form', async () => {
    const editor = await editorWith(richFlow());
    for (const id of FORMS) {
      const sight = await formSight(editor, id);
      await inspect(editor, sight, id);
      await sight.leave();
    }
  });

  it('a person can read and use the page on which a tool is tried out', async () => {
    const editor = await editorWith(liveFlow());
    for (const [id, said] of [
      ['set-light', 'The kitchen light is off.'],
      ['ring', 'Mend the node'],
    ] as const) {
      const sight = await trialSight(editor.page, id, said);
      await inspect(editor, sight, id);
      await sight.leave();
    }
  });

  it('a person can read and use the tab "Agents"', async () => {
    const editor = await editorWith(liveFlow());
    const sight = await timelineSight(
      editor.page,
      async () => {
        for (const id of ['say-0', 'say-1']) await press(id);
      },
      'Mend the node',
    );
    await inspect(editor, sight, 'Agents');
  });

  it('a person can read and use the comparison with an agent', async () => {
    const service = await startElevenLabs({ workspace: WORKSPACE });
    atEnd(() => service.close());
    const editor = await editorWith(compareFlow(service));
    const sight = await compareSight(editor);
    await inspect(editor, sight, 'compared');
    await sight.ask();
    await inspect(editor, sight, 'asked');
    await sight.prompt();
    await inspect(editor, sight, 'prompt');
    await sight.leave();
  });
});
