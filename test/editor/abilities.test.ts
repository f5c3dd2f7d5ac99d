// What the forms say about a provider: what it can do, what it cannot, and what follows for each field.

import { strict as assert } from 'node:assert';
import { agentsOfEachKind } from './agents.js';
import { editorWith } from './stage.js';

describe('The provider', function () {
  this.timeout(20_000);

  it('that is chosen decides which fields an agent has and what is said about it', async () => {
    const editor = await editorWith(agentsOfEachKind());
    const form = await editor.open('home');
    const abilities = editor.page.locator('#agent-config-abilities');
    for (const property of ['agentId', 'apiKey', 'baseUrl'])
      assert.equal(await form.field(property).isVisible(), false, property);
    assert.match(await form.row('provider').innerText(), /needs no account and no network/);

    await form.field('provider').selectOption({ label: 'Vatel' });
    for (const property of ['agentId', 'apiKey'])
      assert.equal(await form.field(property).isVisible(), true, property);
    assert.equal(await form.field('baseUrl').getAttribute('placeholder'), 'https://api.vatel.ai');
    assert.match(await abilities.innerText(), /No text input: a conversation is driven by sound\./);
    assert.match(await abilities.innerText(), /A session cannot set: language, voice\./);

    await form.field('provider').selectOption({ label: 'ElevenLabs' });
    assert.doesNotMatch(await abilities.innerText(), /No text input/);
    assert.match(await abilities.innerText(), /It waits 20 s for a tool/);
    await form.cancel();
  });

  it('dims what it cannot take at the start of a session, as soon as its agent is chosen', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-session', 'session', {
      agent: 'both',
      start: 'message',
      language: 'en',
      textOnly: true,
      variables: [],
    });
    const editor = await editorWith(flow);
    assert.deepEqual(await editor.marks('session'), []);
    const form = await editor.open('session');
    const reasons = editor.page.locator('.agent-unavailable .agent-note');
    assert.equal(await reasons.count(), 0);
    await form.field('agent').selectOption({ label: 'Voice' });
    assert.deepEqual(await reasons.allInnerTexts(), [
      'Vatel has no sessions without audio.',
      'Vatel takes no language from here.',
      'Vatel takes no voice from here.',
      'Vatel takes no user ID from here.',
    ]);
    const language = form.row('language').locator('.red-ui-typedInput-container');
    assert.match((await language.getAttribute('class')) ?? '', /input-error/);
    await form.done();
    assert.deepEqual(await editor.marks('session'), [
      'Vatel has no sessions without audio.',
      'Vatel takes no language from here.',
    ]);
  });

  it('gets nothing out of a message where the deploy begins the session, and the form says so', async () => {
    const flow = agentsOfEachKind();
    const variables = [{ name: 'room', value: 'payload.room', valueType: 'msg' }];
    flow.node('agent-session', 'session', { agent: 'both', start: 'deploy', variables });
    const editor = await editorWith(flow);
    const form = await editor.open('session');
    assert.match(await form.row('start').innerText(), /No message comes with a deploy/);
    await form.field('start').selectOption('message');
    assert.doesNotMatch(await form.row('start').innerText(), /No message/);
    await form.field('promptType').selectOption('msg');
    await form.field('prompt').fill('payload.prompt');
    const rows = editor.page.locator('#agent-session-variables');
    await rows.locator('.red-ui-editableList-item-remove').click();
    await rows.locator('.agent-variable-value').waitFor({ state: 'detached' });
    await form.field('start').selectOption('deploy');
    assert.match(await form.row('start').innerText(), /No message comes with a deploy/);
    await form.field('promptType').selectOption('str');
    assert.doesNotMatch(await form.row('start').innerText(), /No message/);
    await form.cancel();
  });

  it('tells agent-send which actions it cannot carry out', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-send', 'send', { agent: 'both', action: 'context', value: 'payload', valueType: 'msg' });
    const editor = await editorWith(flow);
    const form = await editor.open('send');
    const actions = () => form.field('action').locator('option').allInnerTexts();
    assert.ok((await actions()).every((text) => !text.includes('not with this agent')));
    await form.field('agent').selectOption({ label: 'Voice' });
    assert.deepEqual(
      (await actions()).filter((text) => !text.includes('not with this agent')),
      ['send audio', 'end the session'],
    );
    assert.match(await form.row('action').innerText(), /Vatel takes no context\./);
    await form.done();
    assert.deepEqual(await editor.marks('send'), ['Vatel takes no context.']);
  });

  it('sets the time limit that a tool has by itself, and says where else a tool must be known', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-tool', 'tool', { agent: 'both', tool: 'set_light', parameters: [] });
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    const timeout = () => form.field('timeout').getAttribute('placeholder');
    assert.equal(await timeout(), '15');
    assert.match(await form.row('tool').innerText(), /ElevenLabs has to know this tool too/);
    await form.field('agent').selectOption({ label: 'Practice' });
    assert.equal(await timeout(), '12');
    assert.doesNotMatch(await form.row('tool').innerText(), /has to know/);
    await form.cancel();
  });

  it('of an agent that is edited from a form changes that form at once', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-send', 'send', {
      agent: 'home',
      action: 'user_message',
      value: 'payload',
      valueType: 'msg',
    });
    const editor = await editorWith(flow);
    const form = await editor.open('send');
    await editor.page.locator('#node-input-btn-agent-edit').click();
    const agent = editor.page.locator('#node-config-input-provider');
    await agent.selectOption({ label: 'Vatel' });
    await editor.page.locator('#node-config-dialog-ok').click();
    await editor.page.getByText('Vatel takes no text: a conversation is driven by sound.').waitFor();
    await form.cancel();
    assert.match((await editor.marks('send')).join(), /Vatel takes no text/);
  });
});
