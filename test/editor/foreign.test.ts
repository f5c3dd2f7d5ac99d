// A flow that was made elsewhere, by hand, by an older or a newer version: it is imported and opened without harm, what is
// wrong is said, and what nobody has touched stays.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import type { Editor } from './editor.js';
import { editorWith } from './stage.js';

/** Values that no form of this version writes. */
const STRANGE = [
  { id: 'home', type: 'agent-config', name: 7, provider: 'practice', baseUrl: 5, agentId: null },
  {
    id: 'tool',
    type: 'agent-tool',
    name: 5,
    agent: 'home',
    tool: 'set_light',
    description: 5,
    parameters: [{ name: 'room', type: 'string', enum: 'kitchen', colour: 'red' }, null],
    schema: null,
    timeout: 30,
    acknowledgeAfter: 2,
    acknowledgement: 'soon',
    acknowledgementType: 'starlight',
    order: 'someday',
    errorsAs: 'telepathy',
    mqtt: true,
    mqttResponseTopic: 9,
  },
  {
    id: 'bare',
    type: 'agent-tool',
    agent: 'nobody',
    tool: ['set_light'],
    parameters: 'set',
    schema: { a: 1 },
  },
  {
    id: 'session',
    type: 'agent-session',
    agent: 'home',
    start: 'dawn',
    variables: { a: 1 },
    firstMessage: 5,
    firstMessageType: 'starlight',
    prompt: 'x',
    promptType: 'starlight',
    maxSessions: 3,
    idleMinutes: 2,
    talk: true,
    talkPath: 12,
    talkSession: 'some',
    audioOut: 'vinyl',
  },
  { id: 'reply', type: 'agent-reply', value: 5, valueType: 'starlight', outcome: 'maybe' },
  { id: 'send', type: 'agent-send', agent: 'home', action: 'dance', value: null, valueType: 'starlight' },
  { id: 'oracle', type: 'agent-oracle', agent: 'home', question: 'what comes next' },
];

const IDS = STRANGE.map(({ id }) => id).filter((id) => id !== 'oracle');

function strangeNodes(): Record<string, unknown>[] {
  return STRANGE.map((node, index) =>
    node.type === 'agent-config' ? node : { x: 200, y: 80 * index, z: 'elsewhere', wires: [], ...node },
  );
}

/** By the dialog for it, as text. */
async function importText({ page }: Editor, nodes: unknown): Promise<void> {
  await page.locator('#red-ui-workspace-chart').click({ position: { x: 400, y: 300 } });
  await page.keyboard.press('Control+i');
  const field = page.locator('#red-ui-clipboard-dialog-import-text');
  await field.fill(JSON.stringify(nodes));
  await page.locator('#red-ui-clipboard-dialog-ok').click();
  await field.waitFor({ state: 'hidden' });
}

/** The nodes as they would be deployed, without what only the canvas needs. */
async function stored(editor: Editor): Promise<Record<string, Record<string, unknown>>> {
  const nodes = await editor.ask<Record<string, unknown>[]>(
    `RED.nodes.createCompleteNodeSet().map(({ x, y, z, wires, ...rest }) => rest)`,
  );
  return Object.fromEntries(nodes.map((node) => [String(node['id']), node]));
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value || '').replace(/^""$/, '');
}

describe('A flow from elsewhere', function () {
  this.timeout(40_000);

  it('opens whatever its nodes hold, and nothing that nobody has touched is changed', async () => {
    const editor = await editorWith(newFlow());
    const tab = { id: 'elsewhere', type: 'tab', label: 'Elsewhere' };
    await importText(editor, [tab, ...strangeNodes()]);
    await editor.page.waitForFunction(`RED.nodes.node('send') !== null`);
    const before = await stored(editor);
    for (const id of IDS) {
      await (await editor.open(id)).done();
      const { outputs: _outputs, ...after } = (await stored(editor))[id] ?? {};
      const { outputs: _before, ...was } = before[id] ?? {};
      for (const [name, value] of Object.entries(was))
        // What is missing is what the form begins with, and a number may have become its text.
        if (value !== undefined && plain(after[name]) !== plain(value))
          assert.deepEqual(after[name], value, `${id}: ${name}`);
    }
    assert.equal((await stored(editor))['oracle']?.['question'], 'what comes next');
    assert.deepEqual(before['tool']?.['parameters'], STRANGE[1]?.['parameters']);
    for (const id of ['bare', 'send', 'session']) assert.notDeepEqual(await editor.marks(id), [], id);
  });

  it('keeps what only a newer version understands when something beside it is changed', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    const room = { name: 'room', type: 'string', description: '', required: true, enum: [], colour: 'red' };
    const newer = { agent: 'home', tool: 'set_light', order: 'someday', parameters: [room], noReply: true };
    flow.node('agent-tool', 'tool', newer);
    const variable = { name: 'who', value: 'x', valueType: 'starlight' };
    flow.node('agent-session', 'session', { agent: 'home', start: 'dawn', variables: [variable] });
    const editor = await editorWith(flow);
    const tool = await editor.open('tool');
    await editor.page.locator('.agent-parameter-description').fill('Which room');
    await tool.done();
    const session = await editor.open('session');
    await editor.page.locator('.agent-variable-name').fill('whom');
    await session.done();
    const { tool: now, session: then } = await stored(editor);
    assert.deepEqual(
      [now?.['order'], now?.['parameters'], then?.['start'], then?.['variables']],
      ['someday', [{ ...room, description: 'Which room' }], 'dawn', [{ ...variable, name: 'whom' }]],
    );
  });
});
