// The parameters of a tool as rows and as JSON Schema: both ways, without loss, and whatever was stored before.

import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { agentsOfEachKind } from './agents.js';
import type { Editor, Form } from './editor.js';
import { deployed, editorWith } from './stage.js';

async function toolForm(settings: object): Promise<{ editor: Editor; page: Page; form: Form }> {
  const flow = agentsOfEachKind();
  flow.node('agent-tool', 'tool', { agent: 'home', tool: 'set_light', noReply: true, ...settings });
  const editor = await editorWith(flow);
  return { editor, page: editor.page, form: await editor.open('tool') };
}

async function stored(editor: Editor): Promise<Record<string, unknown>> {
  await editor.deploy();
  return (await deployed('agent-tool'))[0] ?? {};
}

/** What the form shows as JSON Schema. */
async function shownSchema(form: Form): Promise<unknown> {
  return JSON.parse(await form.field('schema').inputValue());
}

const row = { type: 'string', description: '', required: true, enum: [] };

describe('The parameters of a tool', function () {
  this.timeout(30_000);

  it('are entered without a word of JSON: unit, range, default, example, and rows of a list', async () => {
    const { editor, page, form } = await toolForm({ parameters: [] });
    const add = page.locator('#agent-tool-rows > .red-ui-editableList > button');
    await add.click();
    await page.locator('.agent-parameter-name').fill('degrees');
    await page.locator('.agent-parameter-type').selectOption({ label: 'number' });
    await page.locator('.agent-more summary').click();
    await page.getByLabel('Unit or hint').fill('°C');
    await page.getByLabel('Lowest').fill('5');
    await page.getByLabel('Highest').fill('30');
    await page.getByLabel('Default').fill('21');
    await page.getByLabel('private').check();
    await add.click();
    await page.locator('.agent-parameter-name').nth(1).fill('times');
    await page.locator('.agent-parameter-type').nth(1).selectOption({ label: 'list' });
    await page.locator('.agent-parameter-items').nth(1).selectOption({ label: 'object' });
    await page.getByRole('button', { name: 'parameter of it' }).click();
    await page.locator('.agent-parameter-name').nth(2).fill('from');
    await page.locator('.agent-parameter-description').nth(2).fill('Start');
    const degrees = { type: 'number', description: '(°C)', unit: '°C', minimum: 5, maximum: 30, default: 21 };
    const from = { type: 'string', description: 'Start' };
    assert.deepEqual(await shownSchema(form), {
      type: 'object',
      properties: {
        degrees: { ...degrees, private: true },
        times: { type: 'array', items: { type: 'object', properties: { from }, required: ['from'] } },
      },
      required: ['degrees', 'times'],
    });
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
    const { parameters, schema } = await stored(editor);
    assert.equal(schema, '');
    assert.deepEqual(parameters, [
      {
        ...row,
        name: 'degrees',
        type: 'number',
        unit: '°C',
        min: '5',
        max: '30',
        default: '21',
        private: true,
      },
      {
        ...row,
        name: 'times',
        type: 'array',
        items: 'object',
        rows: [{ ...row, name: 'from', description: 'Start' }],
      },
    ]);
  });

  it('become rows when they are pasted as a schema; what rows cannot show is kept and named', async () => {
    const { editor, page, form } = await toolForm({ parameters: [{ ...row, name: 'old' }] });
    await page.locator('#agent-tool-schema summary').click();
    const schema = {
      type: 'object',
      properties: {
        plate: { type: 'string', description: 'The plate\nof a car', pattern: '^[A-Z]+$' },
        room: { type: 'string', enum: ['a, b', 'c'] },
      },
      required: ['plate'],
      additionalProperties: false,
    };
    await form.field('schema').fill(JSON.stringify(schema));
    assert.equal(await page.locator('.agent-parameter-name').nth(0).inputValue(), 'plate');
    const rows = page.locator('#agent-tool-row-parameters');
    assert.match(await rows.innerText(), /Kept as they are.*: pattern/);
    assert.match(await rows.innerText(), /Kept as they are.*: additionalProperties/);
    // One field is changed: nothing else is.
    await page.locator('.agent-parameter-required').nth(1).check();
    await form.done();
    const tool = await stored(editor);
    assert.equal(tool['schema'], '');
    assert.deepEqual(tool['moreSchema'], { additionalProperties: false });
    assert.deepEqual(await shownSchema(await editor.open('tool')), {
      ...schema,
      required: ['plate', 'room'],
    });
  });

  it('stand as a schema where rows cannot show them, with the reason; the rows come back when it is emptied', async () => {
    const { editor, page, form } = await toolForm({ parameters: [{ ...row, name: 'room' }] });
    await page.locator('#agent-tool-schema summary').click();
    const text = '{"type":"object","properties":{"a":{"type":["string","null"]}}}';
    await form.field('schema').fill(text);
    const below = page.locator('#agent-tool-schema');
    assert.match(await below.innerText(), /a has no type of its own, or several/);
    assert.equal(await page.locator('#agent-tool-rows').getAttribute('inert'), '');
    await form.done();
    assert.equal((await stored(editor))['schema'], text);
    const again = await editor.open('tool');
    await again.field('schema').fill('');
    assert.equal(await page.locator('.agent-parameter-name').inputValue(), 'room');
    await again.done();
    assert.equal((await stored(editor))['schema'], '');
  });

  it('lose nothing that was typed where the text is no JSON, or has a million characters', async () => {
    const { editor, page, form } = await toolForm({ parameters: [{ ...row, name: 'room' }] });
    await page.locator('#agent-tool-schema summary').click();
    await form.field('schema').fill('{"type":');
    assert.match(await page.locator('#agent-tool-schema').innerText(), /This is not JSON/);
    await form.done();
    assert.match((await editor.marks('tool')).join(), /This is not JSON/);
    const again = await editor.open('tool');
    assert.equal(await again.field('schema').inputValue(), '{"type":');
    await again.field('schema').fill(`{"a":"${'x'.repeat(1_000_000)}"}`);
    assert.match(
      await page.locator('#agent-tool-schema').innerText(),
      /has 1000008 characters; 100000 are the most/,
    );
    await again.cancel();
  });

  it('with one name twice say so at the row, and keep both', async () => {
    const { editor, page, form } = await toolForm({ parameters: [{ ...row, name: 'room' }] });
    await page.locator('#agent-tool-rows > .red-ui-editableList > button').click();
    await page.locator('.agent-parameter-name').nth(1).fill('room');
    const rows = page.locator('#agent-tool-row-parameters');
    assert.match(await rows.innerText(), /The parameter room is there twice\./);
    assert.equal(await form.field('schema').getAttribute('readonly'), '');
    await page.locator('.agent-parameter-name').nth(1).fill('__proto__');
    assert.match(await rows.innerText(), /__proto__ cannot be the name of a parameter\./);
    await form.done();
    const names = await editor.ask(`RED.nodes.node('tool').parameters.map(({ name }) => name)`);
    // With a blank: as it is, it would break the search of the editor, and all of it.
    assert.deepEqual(names, ['room', '__proto__ ']);
    assert.match((await editor.marks('tool')).join(), /__proto__ : a name has/);
  });

  it('of a flow that was made elsewhere are told, and not changed unasked', async () => {
    const foreign = [{ name: 'when', type: 'date' }, null, { name: 5, enum: 'a' }];
    const { editor, page, form } = await toolForm({ parameters: foreign });
    assert.deepEqual(await editor.marks('tool'), ['when: this type is not known.']);
    assert.equal(await page.locator('.agent-parameter-type').nth(0).inputValue(), 'date');
    await form.done();
    assert.deepEqual(await editor.ask(`RED.nodes.node('tool').parameters`), foreign);
    const other = await toolForm({ parameters: 'set' });
    assert.match((await other.editor.marks('tool')).join(), /The parameters are not a list/);
    await other.form.done();
  });

  it('that were stored as a schema stay one until something is changed', async () => {
    const text = '{"type":"object","properties":{"room":{"type":"string"}}}';
    const { editor, page, form } = await toolForm({ schema: text });
    assert.equal(await page.locator('.agent-parameter-name').inputValue(), 'room');
    await form.done();
    assert.equal(await editor.ask(`RED.nodes.node('tool').schema`), text);
    assert.equal(await editor.ask(`RED.nodes.node('tool').parameters`), undefined);
  });

  it('and the names and descriptions are held against what the provider takes, while they are typed', async () => {
    const parameters = [{ ...row, name: 'tool_call_id' }];
    const { page, form } = await toolForm({ agent: 'both', parameters });
    const rows = page.locator('#agent-tool-row-parameters');
    assert.match(await form.row('description').innerText(), /ElevenLabs takes no tool without a description/);
    assert.match(await rows.innerText(), /ElevenLabs itself hands tool_call_id to a tool/);
    await page.locator('.agent-parameter-name').fill('room');
    assert.match(await rows.innerText(), /say what room means/);
    await page.locator('.agent-parameter-description').fill('Which room');
    assert.doesNotMatch(await rows.innerText(), /ElevenLabs/);
    await form.field('tool').fill('end_call');
    assert.match(await form.row('tool').innerText(), /ElevenLabs has a tool end_call of its own/);
    await form.field('agent').selectOption({ label: 'Practice' });
    assert.doesNotMatch(await form.row('tool').innerText(), /of its own/);
    assert.doesNotMatch(await form.row('description').innerText(), /takes no tool/);
    await form.cancel();
  });

  it('of a tool for all agents are held against the providers of them all', async () => {
    const { page, form } = await toolForm({ agent: 'home', parameters: [{ ...row, name: 'room' }] });
    const rows = page.locator('#agent-tool-row-parameters');
    assert.doesNotMatch(await rows.innerText(), /ElevenLabs/);
    await form.field('everyAgent').check();
    assert.match(await rows.innerText(), /ElevenLabs takes no value without a description/);
    await form.cancel();
  });

  it('are held against the provider as JSON Schema too, where rows cannot show them', async () => {
    const { page, form } = await toolForm({ agent: 'both', parameters: [] });
    await page.locator('#agent-tool-schema summary').click();
    const below = page.locator('#agent-tool-schema');
    await form.field('schema').fill('{"type":"object","properties":{"a":{"type":["string","null"]}}}');
    assert.match(await below.innerText(), /a has no type of its own.* say what a means/);
    const told = '{"type":"object","properties":{"a":{"type":["string","null"],"description":"A."}}}';
    await form.field('schema').fill(told);
    assert.doesNotMatch(await below.innerText(), /ElevenLabs/);
    await form.cancel();
  });

  it('and the name of the tool is told while it is typed; what stands for a variable may be anything', async () => {
    const { editor, form } = await toolForm({ parameters: [] });
    await form.field('tool').fill('set light');
    assert.match(await form.row('tool').innerText(), /1 to 64 letters, digits, _ or -, and no spaces/);
    await form.field('tool').fill('set_${ROOM}_light');
    assert.doesNotMatch(await form.row('tool').innerText(), /letters/);
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
  });
});
