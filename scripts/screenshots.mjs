// Makes pictures of everything the editor shows, in .cache/screenshots: each form, each help text, the palette, an
// example flow and the talk page, in Node-RED 4.1, in 5.0, and in the dark theme of 5.0. They are for people to look at; nothing compares
// them. With --docs, the pictures of the README go to docs/ as well.

import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage, buildTests } from './build.mjs';
import { firstLine, root, secondLine } from './runtimes.mjs';
import { pictureTalkPage } from './talk-pictures.mjs';

const out = join(root, '.cache', 'screenshots');
const EXAMPLE = '1 Lights by voice command.json';

/** Nodes whose forms show as much as possible, on agents of each kind. */
const FORMS = [
  { id: 'forms', type: 'tab', label: 'Forms' },
  agent('home', { name: '', provider: 'practice' }),
  agent('both', { name: 'Front desk', provider: 'elevenlabs', agentId: 'agent_01' }),
  agent('voice', { name: '', provider: 'vatel', agentId: '7b1f', baseUrl: 'https://example.com' }),
  node('session', 'agent-session', {
    agent: 'voice',
    start: 'message',
    firstMessage: 'Good morning',
    language: 'guest.language',
    languageType: 'msg',
    idleMinutes: '10',
    talk: true,
    talkPath: 'kitchen',
    talkSession: 'each',
    variables: [
      { name: 'user_name', value: 'Ada', valueType: 'str' },
      { name: 'room', value: 'payload.room', valueType: 'msg' },
    ],
  }),
  node('tool', 'agent-tool', {
    agent: 'both',
    tool: 'set_light',
    description: 'Turns a light on or off.',
    timeout: '60',
    acknowledgeAfter: '3',
    acknowledgement: 'The {{room}} light is on its way.',
    errorsAs: 'sentence',
    errorSentence: 'That did not work. Please try the switch on the wall.',
    order: 'queue',
    cancelled: true,
    interruptible: true,
    parameters: [
      row('room', 'string', 'Which room', ['kitchen', 'living room']),
      row('on', 'boolean', 'True for on', []),
      {
        ...row('level', 'number', '', []),
        unit: '%',
        min: '1',
        max: '100',
        default: '80',
        keep: { multipleOf: 5 },
      },
      {
        ...row('times', 'array', 'When', []),
        items: 'object',
        rows: [row('from', 'string', 'Start, such as 7:30', []), row('until', 'string', 'End', [])],
      },
    ],
  }),
  node('schema', 'agent-tool', {
    agent: 'home',
    tool: 'set_light',
    parameters: [row('room', 'string', 'Which room', [])],
    schema: '{\n  "type": "object",\n  "properties": { "room": { "type": "strin" }\n}',
  }),
  node('reply', 'agent-reply', { value: 'payload', valueType: 'msg', outcome: 'auto' }),
  node('send', 'agent-send', { agent: 'voice', action: 'context', value: 'payload', valueType: 'msg' }),
];

function agent(id, settings) {
  return { id, type: 'agent-config', agentId: '', baseUrl: '', tls: '', origin: '', ...settings };
}

function node(id, type, settings) {
  const y = 100 + 80 * ['session', 'tool', 'schema', 'reply', 'send'].indexOf(id);
  return { id, type, z: 'forms', x: 200, y, wires: [], name: '', ...settings };
}

function row(name, type, description, choices) {
  return { name, type, description, required: true, enum: choices };
}

/** A workspace in which every kind of difference is to be seen. */
const WORKSPACE = [
  {
    name: 'set_light',
    description: 'Switches a light.',
    parameters: {
      type: 'object',
      properties: {
        room: { type: 'string', description: 'The room', enum: ['kitchen', 'bath'] },
        on: { type: 'string', description: 'True for on' },
        user: { type: 'string', dynamic_variable: 'user_name' },
      },
      required: ['room'],
    },
    usedBy: ['Front desk', 'Garage'],
  },
  { name: 'setBlind', description: 'Opens or closes a blind.' },
  {
    name: 'get_weather',
    description: 'The weather.',
    expects_response: true,
    tool_error_handling_mode: 'passthrough',
  },
];

function compareFlow({ origin, agentId }) {
  const tool = { agent: 'desk', parameters: [] };
  return [
    { id: 'forms', type: 'tab', label: 'Home' },
    agent('desk', { name: 'Front desk', provider: 'elevenlabs', agentId, baseUrl: origin }),
    node('tool', 'agent-tool', {
      ...tool,
      tool: 'set_light',
      description: 'Turns a light on or off.',
      parameters: [
        row('room', 'string', 'Which room', ['kitchen', 'living room']),
        row('on', 'boolean', 'True for on', []),
      ],
      wires: [['reply']],
    }),
    node('schema', 'agent-tool', { ...tool, tool: 'set_blind', wires: [['reply']] }),
    node('session', 'agent-tool', {
      ...tool,
      tool: 'get_weather',
      description: 'The weather.',
      wires: [['reply']],
    }),
    { ...node('reply', 'agent-reply', { value: 'payload', valueType: 'msg', outcome: 'auto' }), x: 480 },
  ];
}

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
  try {
    for (const [version, theme] of looks) {
      await pictureFlow(await open(browser, red, theme), red, `${version}-${theme}`);
    }
    const { liveFlow } = await load('editor/live.js');
    await red.deploy(liveFlow().nodes);
    for (const [version, theme] of looks)
      await pictureLive(await open(browser, red, theme), red, `${version}-${theme}`);
    const { startElevenLabs } = await load('simulator/elevenlabs.js');
    const service = await startElevenLabs({ workspace: WORKSPACE });
    try {
      await red.deploy(compareFlow(service), 'full', { desk: { apiKey: service.apiKey } });
      for (const [version, theme] of looks) {
        for (const width of [undefined, 340]) {
          const editor = await open(browser, red, theme);
          await pictureCompare(editor, `${version}-${theme}${width ? '-narrow' : ''}`, width);
        }
      }
    } finally {
      await service.close();
    }
    await red.deploy(FORMS);
    for (const [version, theme] of looks) {
      await pictureForms(await open(browser, red, theme), `${version}-${theme}`);
    }
  } finally {
    await red.stop();
  }
}

async function open(browser, red, theme) {
  const { openEditor } = await load('editor/editor.js');
  const editor = await openEditor(browser, red);
  await editor.page.evaluate(
    `document.documentElement.classList.toggle('nr-theme-dark', ${theme === 'dark'})`,
  );
  return editor;
}

/** The example after a first sentence, with nothing in the picture but its nodes and ours in the palette. */
async function pictureFlow({ page }, red, name) {
  await page.setViewportSize({ width: 1180, height: 720 });
  await page.evaluate(`RED.actions.invoke('core:toggle-sidebar')`);
  await page.locator('#red-ui-palette-search input').pressSequentially('agent');
  await page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor({ state: 'hidden' });
  await page.evaluate(`$('.red-ui-palette-category').not('#red-ui-palette-container-agent_tools').hide()`);
  await red.press('lights-say-on');
  await page.waitForFunction(`RED.nodes.node('lights-set-light').status?.fill === 'green'`);
  await page.screenshot({ path: join(out, `${name}-flow.png`) });
  await page.close();
}

/** The timeline while an agent is at work, and a tool that is tried out: one that answers and one that fails. */
async function pictureLive({ page }, red, name) {
  const { openTimeline, trialPage } = await load('editor/live.js');
  const tab = await openTimeline(page);
  for (const id of ['say-0', 'say-1', 'say-2']) await red.press(id);
  await tab.locator('[data-entry]', { hasText: 'Code ••• is right.' }).last().waitFor();
  await tab.locator('.agent-timeline-figures summary').click();
  await page.screenshot({ path: join(out, `${name}-timeline.png`) });
  for (const [id, said] of [
    ['set-light', 'The kitchen light is off.'],
    ['ring', 'Mend the node'],
  ]) {
    await page.locator(`[id="${id}"] .red-ui-flow-node-button-button`).click();
    const trial = await trialPage(page);
    await trial.call();
    await trial.result.getByText(said).waitFor();
    await page.screenshot({ path: join(out, `${name}-trial-${id}.png`) });
    await trial.close();
  }
  await page.close();
}

/** The comparison with an agent, each of its parts opened; `width` is that of the form. */
async function pictureCompare({ page, open: openForm }, name, width) {
  await page.setViewportSize({ width: 1180, height: 1500 });
  const form = await openForm('desk');
  const picture = (what) => page.screenshot({ path: join(out, `${name}-compare-${what}.png`) });
  if (width) {
    // Narrower than Node-RED itself lets a form be.
    await page.evaluate(`$('.red-ui-tray').last().css({ width: ${width} })`);
    await page.evaluate(`$('.red-ui-tray-body').last().css({ minWidth: 0 })`);
  }
  const compared = page.locator('#agent-config-compared');
  await page.locator('#agent-config-compare').click();
  await compared.locator('details').first().waitFor();
  for (const summary of await compared.locator('summary').all()) await summary.click();
  await picture('list');
  await compared.getByRole('button', { name: 'Change it at ElevenLabs' }).click();
  await compared.locator('.agent-confirm').scrollIntoViewIfNeeded();
  await picture('change');
  await page.locator('#agent-config-prompt').click();
  await compared.locator('textarea').waitFor();
  await picture('prompt');
  await form.cancel();
  await picture('signs');
  await page.close();
}

async function pictureForms(editor, name) {
  const { page } = editor;
  for (const id of ['session', 'tool', 'schema', 'reply', 'send', 'home', 'both', 'voice']) {
    const form = await editor.open(id);
    await page.screenshot({ path: join(out, `${name}-form-${id}.png`) });
    await form.cancel();
  }
  for (const type of ['agent-config', 'agent-session', 'agent-tool', 'agent-reply', 'agent-send']) {
    const help = await editor.help(type);
    // A copy that is as tall as the text, whatever the sidebar has room for.
    await help.evaluate((element) => {
      const copy = element.cloneNode(true);
      copy.id = 'whole-help';
      copy.style.cssText = 'position: absolute; top: 0; left: 0; width: 340px; padding: 10px; z-index: 999';
      copy.style.background = 'var(--red-ui-secondary-background)';
      document.querySelector('#red-ui-editor').append(copy);
    });
    const copy = page.locator('#whole-help');
    await copy.screenshot({ path: join(out, `${name}-help-${type}.png`) });
    await copy.evaluate((element) => element.remove());
  }
  await page.close();
}

await main();
