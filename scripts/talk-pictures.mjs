// Makes pictures of the talk page: a conversation by voice and one by text, light and dark, on a phone, a tablet and a
// screen. For people to look at; nothing compares them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './runtimes.mjs';

const LOOKS = {
  'phone-light': { viewport: { width: 360, height: 740 }, colorScheme: 'light', deviceScaleFactor: 2 },
  'phone-dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark', deviceScaleFactor: 2 },
  'tablet-light': { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  'tablet-dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  readme: { viewport: { width: 1000, height: 600 }, colorScheme: 'light' },
  'tablet-upright': { viewport: { width: 800, height: 1280 }, colorScheme: 'light' },
};

/** The tests already know how to start everything that is needed. */
function load(path) {
  return import(join(root, '.build-test', 'test', path));
}

/** Writes `talk-*.png` into a folder, in one Node-RED. */
export async function pictureTalkPage(out, line, version) {
  const { launchBrowser } = await load('editor/browser.js');
  const { startNodeRed } = await load('support/node-red.js');
  const { startElevenLabs } = await load('simulator/elevenlabs.js');
  const { agentAt, SET_LIGHT, wired } = await load('support/wired.js');
  const { microphoneFile } = await load('talk/sentence.js');
  const folder = mkdtempSync(join(tmpdir(), 'agent-tools-pictures-'));
  const microphone = join(folder, 'microphone.wav');
  writeFileSync(microphone, microphoneFile());
  const [browser, red, service] = await Promise.all([
    launchBrowser({ microphone }),
    startNodeRed({ dir: line.dir, node: line.node }),
    startElevenLabs({
      tools: [SET_LIGHT],
      heard: ['Turn on the kitchen light.'],
      firstMessage: 'Hello! What can I do for you?',
    }),
  ]);
  const talk = { start: 'message', talk: true, talkPath: 'home', talkSession: 'each', name: 'Smart home' };
  const save = (page, name) =>
    page.screenshot({ path: join(out, `${version}-talk-${name}.png`), animations: 'disabled' });
  const each = async (act) => {
    for (const [name, look] of Object.entries(LOOKS)) {
      const context = await browser.newContext(look);
      const page = await context.newPage();
      await page.goto(`${red.url}/talk/home`);
      await page.locator('body[data-line="up"]').waitFor();
      await act(page, name);
      await context.close();
    }
  };
  const deploy = (flow) => {
    const nodes = flow.nodes.map((node) => (node.type === 'helper' ? { ...node, type: 'debug' } : node));
    return red.deploy(nodes, 'full', flow.credentials);
  };
  try {
    await deploy(wired({ ...agentAt(service, 'elevenlabs'), session: talk }));
    await each(async (page, name) => {
      await save(page, `voice-${name}-begin`);
      await page.locator('#talk').click();
      await page.locator('#talk-label', { hasText: 'Hold to talk' }).waitFor();
      await page.mouse.down();
      await page.getByText('The kitchen light is on.').waitFor();
      await save(page, `voice-${name}`);
      await page.mouse.up();
    });
    await deploy(wired({ session: talk }));
    await each(async (page, name) => {
      for (const text of [
        'Turn on the kitchen light',
        'And now the bedroom light off, please',
        'Make me a coffee',
      ]) {
        await page.locator('#text').fill(text);
        await page.locator('#text').press('Enter');
        await page.locator('#lines .agent').nth(1).waitFor();
      }
      await page.getByText('coffee').last().waitFor();
      await save(page, `text-${name}`);
    });
    await red.deploy(
      wired({ session: talk }).nodes.filter(({ type }) => type !== 'helper'),
      'full',
      { session: { talkPin: '2468' } },
    );
    const page = await browser.newPage({ ...LOOKS['phone-light'] });
    await page.goto(`${red.url}/talk/home`);
    await page.locator('#pin').waitFor();
    await save(page, 'pin');
  } finally {
    await browser.close();
    await service.close();
    await red.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
