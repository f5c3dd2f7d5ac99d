// What a form says is wrong, before anything is deployed.

import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { newFlow } from '../support/flow.js';
import type { Editor, Form } from './editor.js';
import { editorWith } from './stage.js';

/** Types something and says whether the field is marked. */
async function markedAfter(field: Locator, text: string): Promise<boolean> {
  await field.fill(text);
  await field.blur();
  return (await field.getAttribute('class'))?.includes('input-error') ?? false;
}

describe('The editor marks', function () {
  this.timeout(20_000);

  async function agentForm(settings: object, key?: string): Promise<{ editor: Editor; form: Form }> {
    const flow = newFlow();
    flow.config(
      'agent-config',
      'agent',
      { name: '', ...settings },
      key === undefined ? undefined : { apiKey: key },
    );
    flow.node('agent-session', 'session', { agent: 'agent', start: 'message' });
    const editor = await editorWith(flow);
    return { editor, form: await editor.open('agent') };
  }

  it('an agent without an ID, and takes it from the environment', async () => {
    const { editor, form } = await agentForm({ provider: 'elevenlabs', agentId: 'agent_1' });
    const id = form.field('agentId');
    assert.equal(await markedAfter(id, ''), true);
    assert.equal(await markedAfter(id, '   '), true);
    assert.equal(await markedAfter(id, '${AGENT}'), false);
    await id.fill('');
    await form.done();
    assert.match((await editor.marks('agent')).join(), /The agent ID is missing/);
    // Who uses it is told as well.
    assert.match((await editor.marks('session')).join(), /The chosen agent is not set up yet/);
  });

  it('a key that is missing where the provider demands one; a stored one counts', async () => {
    const stored = await agentForm({ provider: 'vatel', agentId: '1' }, 'a-key');
    assert.equal(await markedAfter(stored.form.field('agentId'), '2'), false);
    assert.doesNotMatch((await stored.form.field('apiKey').getAttribute('class')) ?? '', /input-error/);
    await stored.form.done();
    assert.deepEqual(await stored.editor.marks('agent'), []);

    const missing = await agentForm({ provider: 'vatel', agentId: '1' });
    assert.equal(await markedAfter(missing.form.field('apiKey'), ''), true);
    assert.equal(await markedAfter(missing.form.field('provider'), 'vatel').catch(() => false), false);
    await missing.form.done();
    assert.deepEqual(await missing.editor.marks('agent'), ['The API key is missing.']);
  });

  it('an address that is none', async () => {
    const { editor, form } = await agentForm({
      provider: 'elevenlabs',
      agentId: '1',
      baseUrl: 'https://a.example',
    });
    const url = form.field('baseUrl');
    for (const bad of [
      'api.example.com',
      'ftp://example.com',
      'https://me:secret@example.com',
      'https://example.com/?token=1',
    ])
      assert.equal(await markedAfter(url, bad), true, bad);
    for (const good of [
      '',
      'http://127.0.0.1:8123',
      'wss://example.com/agents',
      '${HOST}',
      'https://${HOST}/a',
    ])
      assert.equal(await markedAfter(url, good), false, good);
    await url.fill('ftp://example.com');
    await form.done();
    assert.match((await editor.marks('agent')).join(), /has to begin with https:\/\//);
  });

  it('a provider that does not exist, and keeps one from the environment', async () => {
    const { editor, form } = await agentForm({ provider: '${PROVIDER}', agentId: '1' });
    assert.equal(await form.field('provider').inputValue(), '${PROVIDER}');
    await form.done();
    assert.deepEqual(await editor.marks('agent'), []);
    const other = await agentForm({ provider: 'nobody', agentId: '1' });
    assert.match((await other.editor.marks('agent')).join(), /There is no provider nobody/);
  });

  async function toolForm(settings: object = {}): Promise<{ editor: Editor; form: Form }> {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice' });
    flow.node('agent-tool', 'tool', { agent: 'agent', tool: 'set_light', parameters: [], ...settings });
    flow.node('agent-reply', 'reply');
    flow.wire('tool', 'reply');
    flow.node('agent-tool', 'other', { agent: 'agent', tool: 'get_temperature', parameters: [] });
    const editor = await editorWith(flow);
    return { editor, form: await editor.open('tool') };
  }

  it('a tool name as it is typed', async () => {
    const { editor, form } = await toolForm();
    const name = form.field('tool');
    for (const bad of ['', 'set light', 'licht_schön', 'a'.repeat(65)])
      assert.equal(await markedAfter(name, bad), true, bad);
    for (const good of ['set_light', 'a', '${TOOL}'])
      assert.equal(await markedAfter(name, good), false, good);
    await name.fill('set light');
    await form.done();
    assert.match((await editor.marks('tool')).join(), /no spaces/);
  });

  it('a name that another tool of the agent has, as a warning', async () => {
    const { editor, form } = await toolForm();
    await form.field('tool').fill('get_temperature');
    assert.match(await form.row('tool').innerText(), /Another tool node of this agent has this name/);
    await form.field('tool').fill('get_humidity');
    assert.doesNotMatch(await form.row('tool').innerText(), /Another tool/);
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
  });

  it('rows that are not right, each at its field', async () => {
    const row = { type: 'string', description: '', required: true, enum: [] };
    const { editor, form } = await toolForm({
      parameters: [
        { ...row, name: 'room' },
        { ...row, name: 'level', type: 'number', enum: ['1', '2'] },
      ],
    });
    const { page } = editor;
    const name = page.locator('.agent-parameter-name').nth(1);
    for (const bad of ['', 'a b', '__proto__', 'room']) assert.equal(await markedAfter(name, bad), true, bad);
    assert.equal(await name.getAttribute('title'), 'The parameter room is there twice.');
    assert.equal(await markedAfter(name, 'level'), false);
    assert.equal(await markedAfter(page.locator('.agent-parameter-choices').nth(1), '1, two'), true);
    await form.done();
    assert.deepEqual(await editor.marks('tool'), ['level: a choice does not fit the type.']);
  });

  it('a JSON Schema that is none', async () => {
    const { editor, form } = await toolForm({ schema: '{"type":"object"}' });
    const schema = form.field('schema');
    for (const bad of ['{', '[]', '"text"', '{"type":"string"}'])
      assert.equal(await markedAfter(schema, bad), true, bad);
    for (const good of ['', '{}', '{"type":"object"}'])
      assert.equal(await markedAfter(schema, good), false, good);
    await schema.fill('{"type":');
    await form.done();
    assert.match((await editor.marks('tool')).join(), /This is not JSON/);
  });

  it('a topic for answers that is none, once a device may answer', async () => {
    const { editor, form } = await toolForm();
    const topic = form.field('mqttResponseTopic');
    assert.equal(await topic.isVisible(), false);
    await form.field('mqtt').check();
    for (const bad of ['home/#', 'home/+/answers']) assert.equal(await markedAfter(topic, bad), true, bad);
    for (const good of ['', 'home/answers', '${TOPIC}'])
      assert.equal(await markedAfter(topic, good), false, good);
    await topic.fill('#');
    await form.done();
    assert.match((await editor.marks('tool')).join(), /no wildcards/);
  });

  it('a time limit that is none', async () => {
    const { form } = await toolForm();
    const timeout = form.field('timeout');
    for (const bad of ['soon', '0', '-1', '3601']) assert.equal(await markedAfter(timeout, bad), true, bad);
    for (const good of ['', '0.5', '3600', '${LIMIT}'])
      assert.equal(await markedAfter(timeout, good), false, good);
  });

  it('a variable without a name, one that is there twice, and one whose value is not of its type', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { name: 'Home', provider: 'elevenlabs', agentId: '1' });
    const variable = (name: string, value: string, valueType: string) => ({ name, value, valueType });
    const lists = {
      nameless: [variable('', 'Ada', 'str')],
      twice: [variable('who', 'Ada', 'str'), variable('who', 'Bob', 'str')],
      wrong: [variable('age', 'old', 'num')],
    };
    for (const [id, variables] of Object.entries(lists))
      flow.node('agent-session', id, { agent: 'agent', start: 'message', variables });
    const editor = await editorWith(flow);
    assert.deepEqual(await editor.marks('nameless'), ['Variable 1 has no name.']);
    assert.deepEqual(await editor.marks('twice'), ['The variable who is there twice.']);
    assert.match((await editor.marks('wrong')).join(), /^Variable age: /);
  });

  it('a reply whose value is no JSON', async () => {
    const flow = newFlow();
    flow.node('agent-reply', 'reply', { value: '{', valueType: 'json' });
    const editor = await editorWith(flow);
    assert.match((await editor.marks('reply')).join(), /JSON/);
  });
});
