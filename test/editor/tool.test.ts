// What the form of a tool says and keeps beyond its name and parameters: whose it is, what an agent that waits is told.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { agentsOfEachKind } from './agents.js';
import { deployed, editorWith } from './stage.js';

function tool(properties: Record<string, unknown>): Record<string, unknown> {
  return { agent: 'both', tool: 'set_light', parameters: [], noReply: true, ...properties };
}

describe('The form of a tool', function () {
  this.timeout(20_000);

  it('keeps how an agent that waits is treated', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-tool', 'tool', tool({}));
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    await editor.page.locator('#agent-tool-patience summary').click();
    await form.field('acknowledgeAfter').fill('3');
    await editor.page.locator('#agent-tool-patience .red-ui-typedInput-input').fill('One moment, {{room}}');
    await form.field('acknowledgeSpeak').check();
    await editor.page.locator('#agent-tool-failure summary').click();
    await form.field('errorsAs').selectOption({ label: 'always the same sentence' });
    await form.field('errorSentence').fill('Try the switch.');
    await form.field('order').selectOption({ label: 'one after the other' });
    await form.field('interruptible').check();
    await form.done();
    await editor.deploy();
    const [stored] = await deployed('agent-tool');
    const kept = Object.fromEntries(
      ['acknowledgeAfter', 'acknowledgement', 'acknowledgementType', 'acknowledgeSpeak', 'errorsAs']
        .concat(['errorSentence', 'order', 'interruptible'])
        .map((property) => [property, stored?.[property]]),
    );
    assert.deepEqual(kept, {
      acknowledgeAfter: '3',
      acknowledgement: 'One moment, {{room}}',
      acknowledgementType: 'str',
      acknowledgeSpeak: true,
      errorsAs: 'sentence',
      errorSentence: 'Try the switch.',
      order: 'queue',
      interruptible: true,
    });
    assert.deepEqual(await editor.marks('tool'), []);
  });

  it('warns of a time that the provider does not wait, until the agent is told before', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-tool', 'tool', tool({}));
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    const said = () => form.row('timeout').innerText();
    await form.field('timeout').fill('10');
    assert.doesNotMatch(await said(), /set its response timeout/);
    await form.field('timeout').fill('60');
    assert.match(await said(), /waits 20 s for a tool, unless its dashboard says otherwise/);
    await form.field('timeout').fill('300');
    assert.match(await said(), /waits 120 s for a tool at most/);
    await editor.page.locator('#agent-tool-patience summary').click();
    await form.field('acknowledgeAfter').fill('5');
    assert.doesNotMatch(await said(), /at most/);
    await form.field('acknowledgeAfter').fill('400');
    await form.field('acknowledgeAfter').press('Tab');
    assert.match((await form.field('acknowledgeAfter').getAttribute('class')) ?? '', /input-error/);
    await form.cancel();
  });

  it('says what the chosen agent hears of a failure, and of a result that comes later', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-tool', 'tool', tool({ acknowledgeAfter: '3', errorsAs: 'result' }));
    const editor = await editorWith(flow);
    const form = await editor.open('tool');
    const later = editor.page.locator('#agent-tool-row-later');
    assert.match(await form.row('errorsAs').innerText(), /keeps error texts from its model/);
    assert.match(await later.innerText(), /told to the agent when it comes/);
    await form.field('agent').selectOption({ label: 'Voice' });
    assert.match(await form.row('errorsAs').innerText(), /knows no mark for errors/);
    assert.match(await later.innerText(), /goes out with the next answer of a tool/);
    assert.equal(await form.field('acknowledgeSpeak').isVisible(), false);
    await form.cancel();
  });

  it('for all agents needs no agent', async () => {
    const flow = newFlow();
    flow.node('agent-tool', 'tool', tool({ agent: '' }));
    const editor = await editorWith(flow);
    assert.notDeepEqual(await editor.marks('tool'), []);
    const form = await editor.open('tool');
    await form.field('everyAgent').check();
    assert.match(await form.row('agent').innerText(), /Every agent has this tool/);
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
  });

  it('for any other tool needs no name, and says so on the flow', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-tool', 'tool', tool({ tool: '' }));
    const editor = await editorWith(flow);
    assert.notDeepEqual(await editor.marks('tool'), []);
    const form = await editor.open('tool');
    await form.field('others').check();
    assert.equal(await form.field('tool').isVisible(), false);
    assert.match(await form.row('others').innerText(), /its arguments are not checked/);
    await form.done();
    assert.deepEqual(await editor.marks('tool'), []);
    assert.equal(await editor.page.locator('#tool').getByText('any other tool').count(), 1);
  });

  it('says that its name is taken, by a tool of the same agents', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-tool', 'one', tool({}));
    flow.node('agent-tool', 'two', tool({ y: 200 }));
    flow.node('agent-tool', 'all', tool({ everyAgent: true, y: 300 }));
    const editor = await editorWith(flow);
    const form = await editor.open('two');
    assert.match(await form.row('tool').innerText(), /Another tool node of this agent has this name/);
    await form.cancel();
    const apart = await editor.open('all');
    assert.doesNotMatch(await apart.row('tool').innerText(), /Another tool node/);
    await apart.cancel();
  });

  it('in a subflow that is in use twice says that one of the two gets the calls, unless each has a name', async () => {
    const flow = agentsOfEachKind();
    flow.config('subflow', 'room', { name: 'Room', info: '', in: [], out: [], env: [] });
    flow.config('agent-tool', 'inside', tool({ z: 'room', x: 100, y: 100, wires: [[]] }));
    for (const id of ['hall', 'bath']) flow.node('subflow:room', id);
    const editor = await editorWith(flow);
    const form = await editor.open('inside');
    const row = form.row('tool');
    assert.match(await row.innerText(), /in use 2 times, and only one of its tools gets the calls/);
    await form.field('tool').fill('${TOOL}');
    assert.doesNotMatch(await row.innerText(), /in use 2 times/);
    await form.cancel();
  });

  it('of an agent that cannot be told later has a tool to ask by', async () => {
    const flow = agentsOfEachKind();
    flow.node('agent-tool', 'tool', tool({ agent: 'voice' }));
    const editor = await editorWith(flow);
    const form = await editor.open('voice');
    await form.field('pendingResults').check();
    await form.done();
    await editor.deploy();
    const voice = (await deployed('agent-config')).find(({ id }) => id === 'voice');
    assert.equal(voice?.['pendingResults'], true);
    const other = await editor.open('both');
    assert.equal(await other.field('pendingResults').isVisible(), false);
    await other.cancel();
  });
});
