// Every dialog in every language: all of it can be read, nothing is cut off, and no name of a word stands in its place.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Simulator, WorkspaceTool } from '../simulator/simulator.js';
import { LANGUAGES, catalogs } from '../support/catalogs.js';
import type { FlowBuilder } from '../support/flow.js';
import { atEnd } from '../support/teardown.js';
import type { Editor } from './editor.js';
import { misfits, misfitsOfForm } from './fits.js';
import { liveFlow, timeline, trialPage } from './live.js';
import { anotherEditor, editorWith, press } from './stage.js';

const WORKSPACE: readonly WorkspaceTool[] = [
  {
    name: 'set_heating',
    description: 'Heats.',
    parameters: {
      type: 'object',
      properties: { room: { type: 'string', description: 'The room', enum: ['kitchen', 'bath'] } },
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

const row = { type: 'string', description: 'What it is', required: true, enum: [] };

/** One form of each kind that shows all it can, on agents of each provider; and the flow that is alive. */
function everyKind({ origin, agentId, apiKey }: Simulator): FlowBuilder {
  const flow = liveFlow();
  flow.config('agent-config', 'desk', { provider: 'elevenlabs', agentId, baseUrl: origin }, { apiKey });
  // Nothing listens there.
  flow.config(
    'agent-config',
    'away',
    { provider: 'elevenlabs', agentId, baseUrl: 'http://127.0.0.1:9' },
    { apiKey },
  );
  flow.config('agent-config', 'voice', { provider: 'vatel', agentId: '1' }, { apiKey: 'a-key' });
  flow.node('agent-session', 'all', {
    agent: 'voice',
    start: 'message',
    language: '${NOT_THERE}',
    talk: true,
    variables: [{ name: 'user_name', value: 'Ada', valueType: 'str' }],
    x: 300,
    y: 500,
  });
  const heating = { agent: 'desk', tool: 'set_heating', description: 'Sets the temperature of a room.' };
  const degrees = { ...row, name: 'degrees', type: 'number', unit: '°C', min: '5', max: '30', default: '21' };
  const times = { ...row, name: 'times', type: 'array', items: 'object', rows: [{ ...row, name: 'from' }] };
  flow.node('agent-tool', 'heating', {
    ...heating,
    parameters: [{ ...row, name: 'room', enum: ['bedroom'] }, degrees, times],
    mqtt: true,
    cancelled: true,
    timeout: '60',
    errorsAs: 'sentence',
    acknowledgeAfter: '3',
    acknowledgement: 'One moment.',
    y: 560,
  });
  flow.node('agent-tool', 'blind', { ...heating, tool: 'set_blind', schema: '{"type":"object"}', y: 620 });
  flow.node('agent-tool', 'weather', {
    ...heating,
    tool: 'get_weather',
    description: 'The weather.',
    y: 680,
  });
  flow.node('agent-send', 'send', {
    agent: 'voice',
    action: 'context',
    value: 'payload',
    valueType: 'msg',
    y: 740,
  });
  flow.node('agent-reply', 'answer', { x: 560, y: 620 });
  flow.wire('blind', 'answer');
  return flow;
}

async function formsOf(editor: Editor): Promise<string[]> {
  const found: string[] = [];
  for (const id of ['all', 'heating', 'answer', 'send', 'voice']) {
    const form = await editor.open(id);
    const cut = await misfitsOfForm(editor.page.locator('.agent-form').last());
    found.push(...cut.map((one) => `form of ${id}: ${one}`));
    await form.cancel();
  }
  return found;
}

/** What a tool is tried with, and what came of it: an answer, a failure, something that is no JSON. */
async function trialsOf({ page }: Editor): Promise<string[]> {
  const found: string[] = [];
  for (const id of ['set-light', 'ring']) {
    await page.locator(`[id="${id}"] .red-ui-flow-node-button-button`).click();
    const trial = await trialPage(page);
    await trial.call();
    await trial.result.locator('.agent-try-way').waitFor();
    found.push(...(await misfits(trial.page)));
    await page.locator('#agent-try-change').click();
    await page.locator('#agent-try-json').fill('{');
    await trial.call();
    await trial.result.getByRole('alert').waitFor();
    found.push(...(await misfits(trial.page)));
    await trial.close();
  }
  return found.map((one) => `trial: ${one}`);
}

/** Compare with an agent that can be read and one that cannot; each fold, a question, a failure, the text for the prompt. */
async function comparisonsOf(editor: Editor): Promise<string[]> {
  const { page } = editor;
  const found: string[] = [];
  const place = page.locator('#agent-config-row-tools');
  const compare = async (button = '#agent-config-compare') => {
    await page.locator(button).click();
    await page.waitForFunction(`!$('#agent-config-compare').prop('disabled')`);
  };
  const look = async () => void found.push(...(await misfits(place)));
  const desk = await editor.open('desk');
  await compare();
  await page.evaluate(`$('.agent-compared-tool').prop('open', true)`);
  await look();
  for (const name of ['set_heating', 'set_blind']) {
    const tool = place.locator(`[data-tool="${name}"]`);
    await tool.locator('.agent-buttons button').first().click();
    await tool.locator('.agent-confirm').waitFor();
  }
  await place.locator('[data-tool="setBlind"] .agent-take').click();
  await look();
  await compare('#agent-config-prompt');
  await place.locator('textarea').waitFor();
  await look();
  await desk.cancel();
  const voice = await editor.open('voice');
  await compare();
  await look();
  await voice.cancel();
  const away = await editor.open('away');
  await compare();
  await place.locator('.agent-failure').waitFor();
  await look();
  await away.cancel();
  return found.map((one) => `compare: ${one}`);
}

/** The sidebar tab, as narrow as it may be, with calls, errors, figures; going on and paused. */
async function timelineOf({ page }: Editor): Promise<string[]> {
  const tab = await timeline(page);
  await tab.evaluate((element) => {
    element.style.width = '320px';
  });
  const empty = await misfits(tab);
  for (const id of ['say-0', 'say-1', 'say-2']) await press(id);
  await tab.locator('[data-entry]', { hasText: 'Code •••' }).last().waitFor();
  await tab.locator('.agent-timeline-figures summary').click();
  const full = await misfits(tab);
  await page.locator('#agent-timeline-pause').click();
  await page.locator('#agent-timeline-copy').click();
  return [...empty, ...full, ...(await misfits(tab))].map((one) => `timeline: ${one}`);
}

async function editorIn(language: string): Promise<Editor> {
  const editor = await anotherEditor(language);
  const name = catalogs(language).get('agent-tool')?.get('palette.name');
  assert.equal(await editor.ask(`RED.nodes.getType('agent-tool').paletteLabel()`), name);
  return editor;
}

describe('Every dialog', function () {
  this.timeout(90_000);

  it(`can be read to its end in every language: ${LANGUAGES.join(', ')}`, async () => {
    const service = await startElevenLabs({ workspace: WORKSPACE });
    atEnd(() => service.close());
    await editorWith(everyKind(service));
    const editors: { language: string; editor: Editor; cut: string[] }[] = [];
    for (const language of LANGUAGES) editors.push({ language, editor: await editorIn(language), cut: [] });
    // All at once: most of the time an editor moves its pages in and out.
    await Promise.all(
      editors.map(async ({ editor, cut }) => {
        cut.push(...(await formsOf(editor)), ...(await trialsOf(editor)), ...(await comparisonsOf(editor)));
      }),
    );
    // One after the other: they all see the same.
    for (const { editor, cut } of editors) cut.push(...(await timelineOf(editor)));
    assert.deepEqual(
      editors.flatMap(({ language, cut }) => cut.map((one) => `${language}, ${one}`)),
      [],
    );
  });
});
