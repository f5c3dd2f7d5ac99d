// A tool and its reply: offered, found from each other, and marked where no way leads from one to the other.

import { strict as assert } from 'node:assert';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import { agentsOfEachKind } from './agents.js';
import { editorWith } from './stage.js';

const UNWIRED = 'The output is wired to nothing: no call can be answered.';

function flowWithTool(properties: object = {}): FlowBuilder {
  const flow = newFlow();
  flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
  flow.node('agent-tool', 'tool', { agent: 'home', tool: 'ping', parameters: [], ...properties });
  return flow;
}

describe('A tool and its reply', function () {
  this.timeout(30_000);

  it('are made together when the offer is taken, and taken back in one step', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    const editor = await editorWith(flow);
    const tool = await editor.drag('agent-tool', 200, 200);
    assert.deepEqual(await editor.marks(tool), ['The tool needs a name.', UNWIRED]);
    await editor.page.getByRole('button', { name: 'Add its reply' }).click();
    const replies = () => editor.ask<number>(`RED.nodes.filterNodes({ type: 'agent-reply' }).length`);
    const wires = () => editor.ask<number>(`RED.nodes.getNodeLinks('${tool}', 0).length`);
    assert.deepEqual([await replies(), await wires()], [1, 1]);
    const ends = `RED.nodes.createCompleteNodeSet().find(({ id }) => id === '${tool}').wires[0].length`;
    assert.equal(await editor.ask(ends), 1, 'the wire will be deployed');
    await editor.page.waitForFunction(`RED.nodes.node('${tool}').validationErrors.length === 1`);
    await editor.page.evaluate('RED.history.pop()');
    assert.deepEqual([await replies(), await wires()], [0, 0]);
    await editor.page.waitForFunction(`RED.nodes.node('${tool}').validationErrors.length === 2`);
  });

  it('are offered to each other only until the form, which has the same offer, is opened', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    const editor = await editorWith(flow);
    const tool = await editor.drag('agent-tool', 200, 200);
    const offer = editor.page.getByRole('button', { name: 'Not now' });
    await offer.waitFor();
    const form = await editor.open(tool);
    await offer.waitFor({ state: 'detached' });
    await form.cancel();
  });

  it('are found from each other, and what was typed before is kept', async () => {
    const flow = flowWithTool();
    flow.node('function', 'work', { func: 'return msg;', outputs: 1 });
    flow.node('agent-reply', 'reply', { name: 'the answer' });
    flow.wire('tool', 'work', 'reply');
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    await form.field('description').fill('Says pong.');
    await editor.page.getByRole('button', { name: 'the answer on tab' }).click();
    await editor.page.locator('#node-dialog-ok').waitFor({ state: 'detached' });
    assert.equal(await editor.ask(`RED.nodes.node('tool').description`), 'Says pong.');
    const reply = await editor.open('reply');
    await editor.page.getByRole('button', { name: 'ping on tab' }).waitFor();
    await reply.cancel();
  });

  it('are marked as apart where every way surely ends, with the place, until a wire is drawn', async () => {
    const flow = flowWithTool();
    flow.node('switch', 'which', { rules: [{ t: 'else' }], outputs: 1 });
    flow.node('debug', 'seen', { name: 'what came' });
    flow.node('agent-reply', 'reply');
    flow.wire('tool', 'which', 'seen');
    const editor = await editorWith(flow);
    const reason = 'No way from here leads to an agent reply. It ends at: what came.';
    assert.deepEqual(await editor.marks('tool'), [reason]);
    await editor.page.evaluate(`RED.nodes.addLink({
      source: RED.nodes.node('which'), sourcePort: 0, target: RED.nodes.node('reply') })`);
    await editor.page.waitForFunction(`RED.nodes.node('tool').valid`);
  });

  it('are made and found by actions of the editor, without opening a form', async () => {
    const editor = await editorWith(flowWithTool());
    await editor.page.evaluate(`RED.view.select({ nodes: [RED.nodes.node('tool')] })`);
    await editor.page.evaluate(`RED.actions.invoke('agent-tools:add-reply')`);
    await editor.page.waitForFunction(`RED.nodes.node('tool').valid`);
    // A second one would have no wire to come by.
    await editor.page.evaluate(`RED.actions.invoke('agent-tools:add-reply')`);
    assert.equal(await editor.ask(`RED.nodes.filterNodes({ type: 'agent-reply' }).length`), 1);
    await editor.page.evaluate(`RED.actions.invoke('agent-tools:go-to-pair')`);
    const [shown] = await editor.ask<string[]>(
      `RED.nodes.filterNodes({ type: 'agent-reply' }).filter((node) => node.highlighted).map(({ type }) => type)`,
    );
    assert.equal(shown, 'agent-reply');
    const labels = await editor.ask<string[]>(
      `RED.actions.list().filter(({ id }) => id.startsWith('agent-tools:')).map(({ label }) => label)`,
    );
    assert.deepEqual(labels.toSorted(), [
      'Agent tools: add a reply to the selected tool',
      'Agent tools: go from tool to reply, or back',
      'Agent tools: see them work in two minutes',
    ]);
  });

  it('need not be two where the tool needs no reply', async () => {
    const editor = await editorWith(flowWithTool());
    assert.deepEqual(await editor.marks('tool'), [UNWIRED]);
    const form = await editor.open('tool');
    await form.field('noReply').check();
    assert.equal(await editor.page.locator('#agent-tool-add-reply').isVisible(), false);
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
  });

  const fine: [what: string, draw: (flow: FlowBuilder) => void][] = [
    [
      'link nodes',
      (flow) => {
        flow.node('link out', 'out', { mode: 'link', links: ['in'] });
        flow.node('link in', 'in', { links: ['out'] });
        flow.node('agent-reply', 'reply');
        flow.wire('tool', 'out');
        flow.wire('in', 'reply');
      },
    ],
    [
      'a link call',
      (flow) => {
        flow.node('link call', 'call', { linkType: 'static', links: ['in'] });
        flow.node('link in', 'in', { links: [] });
        flow.node('link out', 'back', { mode: 'return', links: [] });
        flow.node('agent-reply', 'reply');
        flow.wire('tool', 'call', 'reply');
        flow.wire('in', 'back');
      },
    ],
    [
      'a broker',
      (flow) => {
        flow.node('mqtt out', 'out', { topic: 'home' });
        flow.wire('tool', 'out');
      },
    ],
    [
      'a file',
      (flow) => {
        flow.node('file', 'file', { filename: 'calls', filenameType: 'msg' });
        flow.wire('tool', 'file');
      },
    ],
    [
      'a node that the editor cannot see through',
      (flow) => {
        flow.node('exec', 'other', { command: 'true', addpay: '' });
        flow.wire('tool', 'other');
      },
    ],
    [
      'the context',
      (flow) => {
        flow.node('function', 'keep', { func: `flow.set('call', msg);`, outputs: 0 });
        flow.wire('tool', 'keep');
      },
    ],
    [
      'a Catch node',
      (flow) => {
        flow.node('function', 'work', { func: 'throw new Error();', outputs: 1 });
        flow.node('catch', 'catch', { scope: null });
        flow.node('agent-reply', 'reply');
        flow.wire('tool', 'work');
        flow.wire('catch', 'reply');
      },
    ],
  ];
  for (const [what, draw] of fine) {
    it(`are not marked where the way goes on by ${what}`, async () => {
      const flow = flowWithTool();
      draw(flow);
      const editor = await editorWith(flow);
      assert.deepEqual(await editor.marks('tool'), []);
    });
  }

  it('are found through the borders of a subflow, in and out', async () => {
    const flow = flowWithTool();
    const inner = [
      {
        id: 'sub',
        type: 'subflow',
        name: 'Work',
        info: '',
        in: [{ x: 40, y: 40, wires: [{ id: 'inside' }] }],
        out: [{ x: 300, y: 40, wires: [{ id: 'inside', port: 0 }] }],
      },
      { id: 'inside', type: 'change', z: 'sub', rules: [], x: 150, y: 40, wires: [[]] },
    ];
    flow.node('subflow:sub', 'instance');
    flow.node('agent-reply', 'reply', { name: 'behind it' });
    flow.wire('tool', 'instance', 'reply');
    for (const { id, type, ...rest } of inner) flow.config(type, id, rest);
    const editor = await editorWith(flow);
    assert.deepEqual(await editor.marks('tool'), []);
    await editor.open('tool');
    await editor.page.getByRole('button', { name: 'behind it on tab' }).waitFor();
  });

  it('of an agent without a voice: the session says that no audio comes out, the send node what it cannot do', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-session', 'quiet', { agent: 'home', start: 'message' });
    flow.node('agent-session', 'loud', { agent: 'voice', start: 'message' });
    flow.node('agent-send', 'send', {
      agent: 'voice',
      action: 'context',
      value: 'payload',
      valueType: 'msg',
    });
    const editor = await editorWith(flow);
    const label = (id: string) =>
      editor.ask(`RED.nodes.node('${id}')._def.outputLabels.call(RED.nodes.node('${id}'), 1)`);
    assert.deepEqual([await label('quiet'), await label('loud')], ['audio (none from this agent)', 'audio']);
    assert.equal(await editor.label('send'), 'give context (not with this agent)');
  });
});
