// Each form, filled in and deployed as a user does it; what Node-RED then runs is what was typed.

import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import { deployed, editorWith, hasSecret } from './stage.js';

/** A flow with an agent of each kind that the forms make a difference for. */
function flowWithAgents(): FlowBuilder {
  const flow = newFlow();
  flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
  flow.config('agent-config', 'desk', { name: 'Desk', provider: 'elevenlabs', agentId: 'agent_1' });
  return flow;
}

/** Drags by the mouse alone: a list sorts while the pointer moves. */
async function dragUp(handle: Locator, pixels: number): Promise<void> {
  const { mouse } = handle.page();
  await handle.hover();
  const { x = 0, y = 0 } = (await handle.boundingBox()) ?? {};
  await mouse.down();
  for (let step = 1; step <= 5; step += 1) await mouse.move(x + 5, y + 5 - (pixels * step) / 5);
  await mouse.up();
}

const NO_TALK_PAGE = { talk: false, talkPath: '', talkSession: 'shared' };

describe('The form of', function () {
  this.timeout(20_000);

  it('agent-config keeps what is typed, and the key apart from it', async () => {
    const flow = newFlow();
    flow.node('agent-session', 'session', { agent: '', start: 'message', variables: [] });
    const editor = await editorWith(flow);
    const session = await editor.open('session');
    const form = await editor.addAgent();
    await form.field('name').fill('Front desk');
    await form.field('provider').selectOption({ label: 'ElevenLabs' });
    await form.field('agentId').fill('agent_1');
    await form.field('apiKey').fill('key-of-mine');
    await editor.page.locator('#agent-config-advanced summary').click();
    await form.field('baseUrl').fill('https://api.eu.example.com');
    await form.field('origin').fill('https://example.com');
    await form.done();
    await session.done();
    await editor.deploy();

    const [agent] = await deployed('agent-config');
    const { id, ...rest } = agent ?? {};
    assert.deepEqual(rest, {
      type: 'agent-config',
      name: 'Front desk',
      provider: 'elevenlabs',
      agentId: 'agent_1',
      baseUrl: 'https://api.eu.example.com',
      tls: '',
      origin: 'https://example.com',
      pendingResults: false,
    });
    assert.equal(await hasSecret('agent-config', String(id), 'apiKey'), true);
    assert.deepEqual((await deployed('agent-session'))[0]?.['agent'], id);
    assert.deepEqual(await editor.marks(String(id)), []);
  });

  it('agent-config makes a practice agent without anything typed', async () => {
    const flow = newFlow();
    flow.node('agent-session', 'session', { agent: '', start: 'message', variables: [] });
    const editor = await editorWith(flow);
    assert.match((await editor.marks('session')).join(), /There is no agent yet\. Press \+ to add one/);
    const session = await editor.open('session');
    await (await editor.addAgent()).done();
    await session.done();
    assert.deepEqual(await editor.marks('session'), []);
    await editor.deploy();
    assert.equal((await deployed('agent-config'))[0]?.['provider'], 'practice');
  });

  it('agent-session keeps what is typed, variables included', async () => {
    const flow = flowWithAgents();
    flow.node('agent-session', 'session', { agent: 'home', start: 'deploy', variables: [] });
    const editor = await editorWith(flow);
    const form = await editor.open('session');
    await form.field('name').fill('kitchen');
    await form.field('agent').selectOption({ label: 'Desk' });
    await form.field('start').selectOption('message');
    await form.field('textOnly').check();
    await form.row('firstMessage').locator('.red-ui-typedInput-input').fill('Good morning');
    await form.field('prompt').fill('You look after a kitchen.\nBe brief.');
    await form.row('language').locator('.red-ui-typedInput-input').fill('en');
    const value = (property: string) => form.row(property).locator('.red-ui-typedInput-input');
    await value('voice').fill('${VOICE}');
    await editor.page.evaluate(`$('#node-input-userId').typedInput('type', 'msg')`);
    await value('userId').fill('payload.user');
    await form.field('maxSessions').fill('5');
    await form.field('idleMinutes').fill('2.5');
    await form.field('audioOut').selectOption({ label: 'each turn as one WAV file' });
    const add = editor.page.locator('#agent-session-row-variables .red-ui-editableList-addButton');
    await add.click();
    await editor.page.locator('.agent-variable-name').nth(0).fill('user_name');
    await editor.page.locator('.agent-variable-field .red-ui-typedInput-input').nth(0).fill('Ada');
    // A row that nobody fills in is nothing.
    await add.click();
    await form.done();
    assert.deepEqual(await editor.marks('session'), []);
    await editor.deploy();
    assert.deepEqual(await deployed('agent-session'), [
      {
        id: 'session',
        type: 'agent-session',
        name: 'kitchen',
        agent: 'desk',
        start: 'message',
        textOnly: true,
        firstMessage: 'Good morning',
        prompt: 'You look after a kitchen.\nBe brief.',
        language: 'en',
        voice: '${VOICE}',
        audioOut: 'turn',
        variables: [{ name: 'user_name', value: 'Ada', valueType: 'str' }],
        ...Object.fromEntries(
          ['firstMessage', 'prompt', 'language', 'voice'].map((name) => [`${name}Type`, 'str']),
        ),
        userId: 'payload.user',
        userIdType: 'msg',
        interim: false,
        maxSessions: '5',
        idleMinutes: '2.5',
        ...NO_TALK_PAGE,
      },
    ]);
    assert.equal(await editor.label('session'), 'kitchen');
  });

  it('agent-tool keeps its parameters, in the order of the rows', async () => {
    const flow = flowWithAgents();
    flow.node('agent-tool', 'tool', { agent: 'home', tool: '', parameters: [] });
    flow.node('agent-reply', 'reply');
    flow.wire('tool', 'reply');
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    await form.field('tool').fill('set_light');
    await form.field('description').fill('Turns a light on or off.');
    await form.field('timeout').fill('5');
    await form.field('mqtt').check();
    await form.field('mqttResponseTopic').fill('home/answers');
    const { page } = editor;
    const add = page.locator('#agent-tool-rows .red-ui-editableList-addButton');
    await add.click();
    await page.locator('.agent-parameter-name').nth(0).fill('room');
    await page.locator('.agent-parameter-description').nth(0).fill('Which room');
    await page.locator('.agent-parameter-choices').nth(0).fill('kitchen, living room');
    await add.click();
    await page.locator('.agent-parameter-name').nth(1).fill('level');
    await page.locator('.agent-parameter-type').nth(1).selectOption('integer');
    await page.locator('.agent-parameter-required').nth(1).uncheck();
    await dragUp(page.locator('.red-ui-editableList-item-handle').nth(1), 150);
    await page.locator('#node-input-cancelled').check();
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
    await editor.deploy();
    assert.deepEqual(await deployed('agent-tool'), [
      {
        id: 'tool',
        type: 'agent-tool',
        name: '',
        agent: 'home',
        tool: 'set_light',
        description: 'Turns a light on or off.',
        schema: '',
        moreSchema: {},
        noReply: false,
        timeout: '5',
        mqtt: true,
        mqttResponseTopic: 'home/answers',
        cancelled: true,
        interruptible: false,
        everyAgent: false,
        others: false,
        errorsAs: '',
        errorSentence: '',
        order: 'parallel',
        acknowledgeAfter: '',
        acknowledgement: '',
        acknowledgementType: 'str',
        acknowledgeSpeak: false,
        outputs: 2,
        parameters: [
          { name: 'level', type: 'integer', description: '', required: false, enum: [] },
          {
            name: 'room',
            type: 'string',
            description: 'Which room',
            required: true,
            enum: ['kitchen', 'living room'],
          },
        ],
      },
    ]);
    assert.equal(await editor.label('tool'), 'set_light');
  });

  it('agent-reply works as it is, and keeps another value and outcome', async () => {
    const flow = newFlow();
    flow.node('agent-reply', 'reply');
    const editor = await editorWith(flow);
    assert.deepEqual(await editor.marks('reply'), []);
    const form = await editor.open('reply');
    assert.match(await form.row('outcome').innerText(), /An error when msg\.error is set/);
    await form.row('value').locator('.red-ui-typedInput-input').fill('answer.text');
    await form.field('outcome').selectOption('error');
    assert.match(await form.row('outcome').innerText(), /told that the tool failed/);
    await form.done();
    await editor.deploy();
    assert.deepEqual(await deployed('agent-reply'), [
      {
        id: 'reply',
        type: 'agent-reply',
        name: '',
        value: 'answer.text',
        valueType: 'msg',
        outcome: 'error',
      },
    ]);
  });

  it('agent-send keeps its action and its value', async () => {
    const flow = flowWithAgents();
    flow.node('agent-send', 'send', {
      agent: 'home',
      action: 'user_message',
      value: 'payload',
      valueType: 'msg',
    });
    const editor = await editorWith(flow);
    const form = await editor.open('send');
    await form.field('action').selectOption('end');
    assert.equal(await form.row('value').isVisible(), false);
    await form.field('action').selectOption('context');
    await form.row('value').locator('.red-ui-typedInput-input').fill('note');
    await form.done();
    assert.deepEqual(await editor.marks('send'), []);
    await editor.deploy();
    assert.deepEqual(await deployed('agent-send'), [
      {
        id: 'send',
        type: 'agent-send',
        name: '',
        agent: 'home',
        action: 'context',
        value: 'note',
        valueType: 'msg',
      },
    ]);
    assert.equal(await editor.label('send'), 'give context');
  });

  it('a node from a flow written by hand opens, whatever it lacks', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice' });
    flow.node('agent-session', 'session', { agent: 'agent' });
    flow.node('agent-tool', 'tool', { agent: 'agent', tool: 'ping' });
    flow.node('agent-send', 'send', { agent: 'agent' });
    flow.node('agent-reply', 'reply');
    flow.wire('tool', 'reply');
    const editor = await editorWith(flow);
    for (const id of ['session', 'tool', 'send', 'reply', 'agent']) {
      assert.deepEqual(await editor.marks(id), [], id);
      await (await editor.open(id)).done();
      assert.deepEqual(await editor.marks(id), [], id);
    }
    await editor.deploy();
  });
});
