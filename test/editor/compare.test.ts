// Comparing an agent's tools with those that are wired, from the form of the agent: a person sees what differs, agrees to
// a change, and the service then holds it.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { deployed, editorWith } from './stage.js';
import { pageWith, signed, wire, writes } from './tools-page.js';

const ROOM = {
  name: 'room',
  type: 'string',
  description: 'Which room',
  required: true,
  enum: ['kitchen', 'bath'],
};
const RIGHT = { expects_response: true, tool_error_handling_mode: 'passthrough' };
const WEATHER = { name: 'get_weather', description: 'The weather.', ...RIGHT };

describe('Compare with the agent', function () {
  this.timeout(30_000);

  it('finds a wrong tool name before anybody has spoken to the agent, and marks its node', async () => {
    const page = await pageWith([{ name: 'setLight', ...RIGHT }, WEATHER], (flow) => {
      wire(flow, 'light', { tool: 'set_light', description: 'Turns a light on.' });
      wire(flow, 'weather', { tool: 'get_weather', description: 'The weather.' });
    });
    assert.deepEqual(await signed(page.editor), []);
    await page.compare();
    assert.equal(await page.said.innerText(), '1 missing there · 1 not wired here · 1 in step');
    assert.equal(await page.state('set_light'), 'missing-there');
    await page.tool('set_light').locator('summary').click();
    assert.match(await page.tool('set_light').innerText(), /there is setLight\. .* letter by letter/);
    assert.equal(await page.state('get_weather'), 'in-step');
    await page.close();
    assert.deepEqual(await signed(page.editor), ['light']);
    // Node-RED has not forgotten it, and whoever opens the editor sees it.
    await page.editor.page.reload();
    await page.editor.page.locator('[id="light"] .agent-out-of-step:not(.hide)').waitFor();
    await page.editor.page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
    // What was compared is no longer what is there.
    const form = await page.editor.open('light');
    await form.field('tool').fill('setLight');
    await form.done();
    assert.deepEqual(await signed(page.editor), []);
  });

  it('shows both sides of each difference, and tells those that a user would never guess', async () => {
    const there = {
      name: 'set_light',
      description: 'Switches a light.',
      parameters: { type: 'object', properties: { room: { type: 'string', description: 'Which room' } } },
    };
    const page = await pageWith([there], (flow) =>
      wire(flow, 'light', {
        tool: 'set_light',
        description: 'Turns a light on.',
        parameters: [ROOM],
        timeout: '30',
        errorsAs: 'error',
      }),
    );
    await page.compare();
    const fold = page.tool('set_light');
    await fold.locator('summary').click();
    const sides = async (aspect: string) =>
      (await fold.locator(`[data-aspect="${aspect}"]`).innerText()).replace(/\s*\n\s*/g, ' | ');
    assert.equal(
      await sides('answer'),
      'Waiting for the result | Here | waits, and hears it | ElevenLabs | does not wait | The agent never hears what the flow answers.',
    );
    assert.match(await sides('errors'), /hidden from the agent \| This tool marks failures as errors/);
    assert.match(await sides('timeout'), /Here \| 30 s \| ElevenLabs \| 20 s/);
    assert.match(
      await sides('description'),
      /Here \| Turns a light on\. \| ElevenLabs \| Switches a light\./,
    );
    assert.match(await sides('choices'), /room: choices \| Here \| bath, kitchen \| ElevenLabs \| nothing/);
    assert.match(await sides('required'), /required \| ElevenLabs \| optional/);
    await page.close();
  });

  it('puts a missing tool to the agent, after it has said what it will do', async () => {
    const page = await pageWith([WEATHER], (flow) => {
      wire(flow, 'light', { tool: 'set_light', description: 'Turns a light on.', parameters: [ROOM] });
      wire(flow, 'blind', { tool: 'set_blind', description: 'Moves a blind.' });
    });
    const { service, client } = page;
    await page.compare();
    await page.press('set_light', 'Make it at ElevenLabs');
    const question = page.tool('set_light').locator('.agent-confirm');
    const asked = await question.innerText();
    for (const part of ['Description: Turns a light on.', 'room (text, required): Which room', 'Time: 20 s'])
      assert.ok(asked.includes(part), part);
    await page.press('set_light', 'Leave it');
    assert.equal(await question.count(), 0);
    assert.equal(writes(service), 0);
    for (const name of ['set_light', 'set_blind']) {
      await page.press(name, 'Make it at ElevenLabs');
      await page.press(name, 'Do it');
      await page.tool(name).and(page.editor.page.locator('[data-state="in-step"]')).waitFor();
    }
    assert.equal(await page.said.innerText(), '2 in step · 1 not wired here');
    await page.close();

    const { tools } = await client.tools.list({});
    const [made] = tools.filter(
      ({ toolConfig }) => toolConfig.type === 'client' && toolConfig.name === 'set_light',
    );
    assert.ok(made?.toolConfig.type === 'client');
    const { description, expectsResponse, responseTimeoutSecs, toolErrorHandlingMode, parameters } =
      made.toolConfig;
    assert.deepEqual(
      [description, expectsResponse, responseTimeoutSecs, toolErrorHandlingMode, parameters?.required],
      ['Turns a light on.', true, 20, 'passthrough', ['room']],
    );
    const { conversationConfig } = await client.agents.get(service.agentId);
    assert.deepEqual(conversationConfig.agent?.prompt?.toolIds, ['tool_1', 'tool_2', 'tool_3']);
  });

  it('changes a tool only as it was shown, and says who else uses it', async () => {
    const there = {
      name: 'set_light',
      description: 'Old.',
      usedBy: ['Garage'],
      tool_call_sound: 'typing',
      ...RIGHT,
    };
    const page = await pageWith([there], (flow) =>
      wire(flow, 'light', { tool: 'set_light', description: 'Turns a light on.' }),
    );
    const { service, client } = page;
    await page.compare();
    await page.press('set_light', 'Change it at ElevenLabs');
    const question = page.tool('set_light').locator('.agent-confirm');
    await question.waitFor();
    assert.match(await question.innerText(), /Description: from “Old\.” to “Turns a light on\.”/);
    assert.match(await question.innerText(), /changes for them as well: Garage/);

    const toolConfig = { type: 'client' as const, name: 'set_light', description: 'Somebody else was here.' };
    await client.tools.update('tool_1', { toolConfig: { ...toolConfig, toolCallSound: 'typing' } });
    await page.press('set_light', 'Do it');
    await page.failure.waitFor();
    assert.match(
      await page.failure.innerText(),
      /changed it at the provider meanwhile. Nothing was written. Compare again/,
    );

    await page.press('set_light', 'Change it at ElevenLabs');
    await question.waitFor();
    assert.match(await question.innerText(), /from “Somebody else was here\.”/);
    await page.press('set_light', 'Do it');
    await page.editor.page.locator('[data-tool="set_light"][data-state="in-step"]').waitFor();
    await page.close();
    const { toolConfig: held } = await client.tools.get('tool_1');
    assert.ok(held.type === 'client');
    assert.deepEqual(
      [held.description, held.expectsResponse, held.toolCallSound],
      ['Turns a light on.', true, 'typing'],
    );
    assert.equal(service.requests.filter(({ method }) => method === 'PATCH').length, 2);
  });

  it('takes a tool of the agent into a new node, which can be undone and deployed', async () => {
    const rows = {
      type: 'object',
      properties: { room: { type: 'string', description: 'Which room', enum: ['kitchen'] } },
      required: ['room'],
    };
    const nested = {
      type: 'object',
      properties: {
        place: { type: 'object', properties: { floor: { type: 'integer', description: 'Floor' } } },
      },
    };
    const page = await pageWith(
      [
        {
          name: 'set_light',
          description: 'Turns a light on.',
          parameters: rows,
          ...RIGHT,
          response_timeout_secs: 60,
        },
        { name: 'deep', description: 'Deep.', parameters: nested, ...RIGHT },
      ],
      () => {},
    );
    const { editor } = page;
    const count = () => editor.ask<number>(`RED.nodes.filterNodes({ type: 'agent-tool' }).length`);
    await page.compare();
    await page.press('deep', 'Take it into a new tool node');
    await page.press('set_light', 'Take it into a new tool node');
    assert.match(await page.tool('set_light').innerText(), /stands at the bottom of tab/);
    await page.close();
    assert.equal(await count(), 2);
    await editor.page.evaluate(`RED.history.pop()`);
    assert.equal(await count(), 1);
    await editor.page.evaluate(`RED.history.redo()`);
    assert.equal(await count(), 2);
    // They lead nowhere yet, and Node-RED asks whether that is meant.
    await editor.deploy({ confirmed: true });
    const tools = await deployed('agent-tool');
    const [light, deep] = ['set_light', 'deep'].map((name) => tools.find(({ tool }) => tool === name));
    assert.deepEqual(
      [
        light?.['agent'],
        light?.['description'],
        light?.['timeout'],
        light?.['schema'],
        light?.['parameters'],
      ],
      ['agent', 'Turns a light on.', '45', '', [{ ...ROOM, enum: ['kitchen'] }]],
    );
    const [place] = Array.isArray(deep?.['parameters']) ? deep['parameters'] : [];
    assert.deepEqual(
      [deep?.['schema'], place?.name, place?.rows?.[0]?.name, place?.rows?.[0]?.type],
      ['', 'place', 'floor', 'integer'],
    );
    const form = await editor.open('agent');
    await page.compare();
    assert.deepEqual([await page.state('set_light'), await page.state('deep')], ['in-step', 'in-step']);
    await form.cancel();
  });

  it('of an agent at Vatel says what can be known, and offers the definitions to be copied', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { provider: 'vatel', agentId: '1' }, { apiKey: 'a-key' });
    flow.node('agent-tool', 'light', {
      agent: 'agent',
      tool: 'set_light',
      description: 'Turns it on.',
      parameters: [ROOM],
    });
    const editor = await editorWith(flow);
    const form = await editor.open('agent');
    const compared = editor.page.locator('#agent-config-compared');
    await editor.page.locator('#agent-config-compare').click();
    await editor.page.locator('[data-tool="set_light"][data-state="unseen"]').waitFor();
    assert.match(await compared.innerText(), /Vatel tells nobody which tools an agent has/);
    await compared.getByRole('button', { name: 'Copy the definitions' }).click();
    await compared.locator('textarea').waitFor();
    assert.equal(
      await compared.locator('textarea').inputValue(),
      'Name: set_light\nDescription: Turns it on.\nParameters:\n  - room (text, required): Which room. one of: bath, kitchen',
    );
    await form.cancel();
    assert.deepEqual(await signed(editor), []);
  });

  it('is not there for an agent that learns its tools from the flow', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { provider: 'practice' });
    flow.node('agent-session', 'session', { agent: 'agent', start: 'message', variables: [] });
    const editor = await editorWith(flow);
    const form = await editor.open('agent');
    assert.equal(await editor.page.locator('#agent-config-compare').isVisible(), false);
    await form.field('provider').selectOption({ label: 'Vatel' });
    assert.equal(await editor.page.locator('#agent-config-compare').isVisible(), true);
    await form.cancel();
  });

  it('has a paragraph for the prompt beside it, made from the wired tools', async () => {
    const page = await pageWith([], (flow) => {
      wire(flow, 'light', { tool: 'set_light', description: 'Turns a light on', parameters: [ROOM] });
      wire(flow, 'bare', { tool: 'ring' });
    });
    const { editor } = page;
    await editor.page.locator('#agent-config-prompt').click();
    const box = editor.page.locator('#agent-config-compared textarea');
    await box.waitFor();
    const lines = (await box.inputValue()).split('\n');
    assert.deepEqual(lines.slice(1, -1), [
      '- set_light: Turns a light on. Find out first: room (Which room, one of: bath, kitchen).',
      '- ring',
    ]);
    assert.match(await editor.page.locator('.agent-copied').innerText(), /clipboard|press Ctrl\+C/);
    // What was typed elsewhere in the form stays.
    await page.close();
  });
});
