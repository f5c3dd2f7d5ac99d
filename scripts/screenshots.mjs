// Makes pictures of everything the editor shows, in .cache/screenshots: each form, wide and narrow, each help text, the
// palette, an example flow, the tour, trials, the timeline, the comparison and the talk page, in Node-RED 4.1, in 5.0, and
// in the dark theme of 5.0. They are for people to look at; nothing compares them. With --docs, the pictures of the README
// go to docs/ as well. What is pictured how stands in the files called -pictures.

import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage, buildTests } from './build.mjs';
import { pictureCompare, pictureFlow, pictureForms, pictureHelp, pictureLive } from './editor-pictures.mjs';
import { firstLine, root, secondLine } from './runtimes.mjs';
import { pictureTalkPage } from './talk-pictures.mjs';
import { pictureTour } from './tour-pictures.mjs';

const out = join(root, '.cache', 'screenshots');
const EXAMPLE = '1 Lights by voice command.json';

/** Of a form; the first is the one that Node-RED gives it, the second a sidebar's. */
const WIDTHS = [undefined, 320];

async function main() {
  await buildPackage();
  await buildTests();
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { launchBrowser } = await load('editor/browser.js');
  const browser = await launchBrowser();
  try {
    await pictureTalkPage(out, firstLine(), '4.1');
    await inLine(browser, firstLine(), [['4.1', 'light']]);
    const second = secondLine();
    if (second.skip) console.log(`Skipped: ${second.skip}`);
    else
      await inLine(browser, second, [
        ['5.0', 'light'],
        ['5.0', 'dark'],
      ]);
  } finally {
    await browser.close();
  }
  if (process.argv.includes('--docs')) {
    mkdirSync(join(root, 'docs'), { recursive: true });
    copyFileSync(join(out, '4.1-light-flow.png'), join(root, 'docs', 'flow.png'));
    copyFileSync(join(out, '4.1-talk-voice-readme.png'), join(root, 'docs', 'talk.png'));
    copyFileSync(join(out, '4.1-light-trial-ring-readme.png'), join(root, 'docs', 'try.png'));
    copyFileSync(join(out, '4.1-light-compare-readme.png'), join(root, 'docs', 'compare.png'));
  }
  console.log(`The pictures are in ${out}`);
}

/** The tests already know how to start Node-RED and how to use its editor. */
function load(path) {
  return import(join(root, '.build-test', 'test', path));
}

async function inLine(browser, line, looks) {
  const { startNodeRed } = await load('support/node-red.js');
  const example = JSON.parse(readFileSync(join(root, 'examples', EXAMPLE), 'utf8'));
  const red = await startNodeRed({ dir: line.dir, node: line.node, flows: example });
  const parts = await partsOf();
  /** The same in each look, each time in a page of its own. */
  const each = async (picture, ...more) => {
    for (const [version, theme] of looks) {
      const editor = await open(browser, red, theme);
      await picture(editor, { out, red, parts, name: `${version}-${theme}` }, ...more);
      await editor.page.close();
    }
  };
  try {
    await each(pictureFlow);
    await red.deploy([{ id: 'mine', type: 'tab', label: 'Mine' }]);
    await each(pictureTour);
    await red.deploy(parts.liveFlow().nodes);
    for (const width of WIDTHS) await each(pictureLive, width);
    const service = await parts.startElevenLabs({ workspace: parts.WORKSPACE });
    try {
      const flow = parts.compareFlow(service);
      await red.deploy(flow.nodes, 'full', flow.credentials);
      for (const width of WIDTHS) await each(pictureCompare, width);
    } finally {
      await service.close();
    }
    await red.deploy(parts.richFlow().nodes);
    for (const width of WIDTHS) await each(pictureForms, width);
    await each(pictureHelp);
  } finally {
    await red.stop();
  }
}

/** Of what the tests know, what pictures are made of. */
async function partsOf() {
  const paths = [
    'editor/live.js',
    'editor/rich.js',
    'editor/sights.js',
    'editor/guide.js',
    'simulator/elevenlabs.js',
  ];
  return Object.assign({}, ...(await Promise.all(paths.map(load))));
}

async function open(browser, red, theme) {
  const { openEditor } = await load('editor/editor.js');
  const editor = await openEditor(browser, red);
  await editor.page.evaluate(
    `document.documentElement.classList.toggle('nr-theme-dark', ${theme === 'dark'})`,
  );
  return editor;
}

await main();
