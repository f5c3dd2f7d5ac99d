// What a user reads without opening a form: palette, ports, help.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { NODE_TYPES } from '../support/project.js';
import { editorWith } from './stage.js';

const ON_CANVAS = NODE_TYPES.slice(1);

describe('The editor shows', function () {
  this.timeout(20_000);

  it('the nodes in a category of their own, each with its name and its icon', async () => {
    const { page } = await editorWith(newFlow());
    const category = page.locator('#red-ui-palette-container-agent_tools');
    assert.equal(await category.locator('.red-ui-palette-header').innerText(), 'agent tools');
    const labels = await category.locator('.red-ui-palette-label').allInnerTexts();
    assert.deepEqual(
      labels.map((text) => text.replace(/\s+/g, ' ')),
      ['agent session', 'agent tool', 'agent reply', 'agent send'],
    );
    const icons = await category
      .locator('.red-ui-palette-icon')
      .evaluateAll((all) => all.map((one) => one.getAttribute('style') ?? ''));
    for (const [index, type] of ON_CANVAS.entries())
      assert.match(icons[index] ?? '', new RegExp(`${type}\\.svg`));
  });

  it('what each input and output is for', async () => {
    const flow = newFlow();
    for (const type of ON_CANVAS) flow.node(type, type);
    const editor = await editorWith(flow);
    const labels = await editor.ask(`RED.nodes.filterNodes({}).map((node) => [
      node.type,
      node.inputs ? node._def.inputLabels.call(node, 0) : '',
      ...Array.from({ length: node.outputs }, (_, index) => node._def.outputLabels.call(node, index)),
    ])`);
    assert.deepEqual(labels, [
      ['agent-session', 'text, audio or msg.action', 'conversation', 'audio', 'events'],
      ['agent-tool', '', 'call'],
      ['agent-reply', 'the message of a call'],
      ['agent-send', 'what is to be said'],
    ]);
  });

  it('a help text for every node', async () => {
    const editor = await editorWith(newFlow());
    for (const type of NODE_TYPES) {
      const help = await editor.help(type);
      const text = await help.innerText();
      for (const heading of ['Properties', 'When something goes wrong'])
        assert.ok(text.includes(heading), `${type}: ${heading}`);
      assert.doesNotMatch(text, /!NOTE|undefined/);
    }
  });

  it('words in every form, with no key in their place and nothing cut off', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent-config', { name: '', provider: 'vatel', agentId: '1' });
    for (const type of ON_CANVAS) flow.node(type, type, { agent: 'agent-config' });
    const editor = await editorWith(flow);
    for (const type of NODE_TYPES) {
      const form = await editor.open(type);
      const dialog = editor.page.locator('.agent-form');
      const shown = await dialog.evaluate((element) => [
        element.textContent ?? '',
        ...[...element.querySelectorAll('[placeholder]')].map((one) => one.getAttribute('placeholder') ?? ''),
      ]);
      for (const text of shown)
        assert.doesNotMatch(
          text,
          /\b(field|placeholder|hint|unavailable|action|outcome|can|cannot|fact|advice)\.[a-z]/i,
        );
      const tray = editor.page.locator('.red-ui-tray-body');
      const hidden = await tray.evaluate((element) => element.scrollWidth - element.clientWidth);
      assert.ok(hidden <= 0, `${type}: ${hidden} pixels are cut off`);
      await form.cancel();
    }
  });
});
