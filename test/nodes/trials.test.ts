// A tool that is tried out: its call goes the way of every call, and whoever tries it sees what an agent would be told.

import { strict as assert } from 'node:assert';
import { at } from '../support/at.js';
import { newFlow } from '../support/flow.js';
import { node, redeploy, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { wired, type Wishes } from '../support/wired.js';
import { askForm, begin, done, goOn, refused, tryOut, whenView } from './trying.js';

const KITCHEN = { room: 'kitchen', on: true };

/** Without a session: nothing but the agent, the tool and its flow. */
async function tool(wishes: Wishes = {}): Promise<ReturnType<typeof wired>> {
  const flow = wired(wishes);
  flow.remove('session');
  if (wishes.code !== undefined) flow.remove('catch');
  await run(flow);
  return flow;
}

describe('A tool that is tried out', () => {
  it('runs its flow without a session, and shows the text that an agent would get', async () => {
    await tool();
    const view = await tryOut('tool', KITCHEN);
    const { answer, errors, ending } = view;
    assert.deepEqual(
      [answer?.text, answer?.error, answer?.failed],
      ['The kitchen light is on.', false, false],
    );
    assert.deepEqual([errors, ending, view.done], [[], 'answered', true]);
    assert.ok(view.ms >= 0 && view.limitMs === 12_000);
  });

  it('sends a message that is marked as a trial and is like that of a call in all else', async () => {
    await tool();
    const calls = inbox(node('calls'));
    const { id } = await tryOut('tool', { room: 'kitchen', on: 'yes' });
    const message = await calls.next();
    assert.deepEqual(message.payload, KITCHEN);
    const call = message['toolCall'] instanceof Object ? Object.entries(message['toolCall']) : [];
    const known = Object.fromEntries(call.filter(([key]) => key !== 'ref' && !/At|deadline/.test(key)));
    assert.deepEqual(known, {
      id,
      name: 'set_light',
      arguments: { room: 'kitchen', on: 'yes' },
      expectsResponse: true,
      trial: true,
    });
    assert.deepEqual(message['session'], { id, key: 'trial', agent: 'Home', provider: 'practice' });
  });

  it('tells the way that it took through the nodes, with their names and tabs', async () => {
    const flow = wired();
    flow.change('work', { name: 'Switch it' });
    flow.change('tool', { wires: [['work']] });
    await run(flow);
    const { way } = await tryOut('tool', KITCHEN);
    assert.deepEqual(way, [
      { id: 'work', type: 'function', name: 'Switch it', tab: 'tab' },
      { id: 'reply', type: 'agent-reply', name: '', tab: 'tab' },
    ]);
  });

  it('shows what an agent is told of a flow that failed, and where it failed', async () => {
    await tool({ code: 'throw new Error("no power");' });
    const { answer, errors } = await tryOut('tool', KITCHEN);
    assert.deepEqual(
      [answer?.text, answer?.error, answer?.failed],
      ['The tool "set_light" failed: no power.', true, true],
    );
    const [error] = errors;
    assert.equal(error?.code, 'tool.failed');
    assert.match(error.cause, /no power.*function/);
    assert.match(error.next, /Mend the node/);
  });

  it('shows an error as text, as the agent gets it, where that is set up', async () => {
    await tool({
      code: 'throw new Error("no power");',
      tool: { errorsAs: 'sentence', errorSentence: 'Sorry.' },
    });
    const { answer } = await tryOut('tool', KITCHEN);
    assert.deepEqual([answer?.text, answer?.error, answer?.failed], ['Sorry.', false, true]);
  });

  it('says that no answer came in time, and where the call was then', async () => {
    await tool({ code: 'return null;', tool: { timeout: '0.2' } });
    const view = await tryOut('tool', KITCHEN);
    assert.equal(view.ending, 'expired');
    assert.match(view.answer?.text ?? '', /has not answered in time \(0\.2 s\)/);
    assert.equal(view.errors[0]?.code, 'tool.timeout');
    assert.ok(view.way.some(({ id }) => id === 'work'));
  });

  it('says that its output leads nowhere', async () => {
    const flow = wired();
    flow.change('tool', { wires: [] });
    await run(flow);
    const { answer, errors, way } = await tryOut('tool', KITCHEN);
    assert.match(answer?.text ?? '', /not set up yet/);
    assert.deepEqual([errors[0]?.code, way], ['tool.unwired', []]);
  });

  it('does not run with arguments that do not fit, and shows what the agent would read', async () => {
    await tool();
    const calls = inbox(node('calls'));
    const { answer, errors } = await tryOut('tool', { room: 'attic' });
    assert.match(answer?.text ?? '', /"room" must be one of: kitchen, bedroom/);
    assert.match(answer?.text ?? '', /"on" is missing/);
    assert.equal(errors[0]?.code, 'tool.arguments');
    assert.match(errors[0].next, /^The flow did not run\. Correct them above/);
    assert.equal(calls.all.length, 0);
  });

  it('shows what the agent is told while the flow goes on, and the result that comes later', async () => {
    const slow = { acknowledgeAfter: '0.1', acknowledgement: 'The {{room}} light is on its way.' };
    await tool({ code: 'return null;', tool: slow });
    const calls = inbox(node('calls'));
    const { id } = await begin('tool', KITCHEN);
    const message = await calls.next();
    const waiting = await whenView('tool', id, (view) => view.acknowledgement !== undefined);
    assert.equal(waiting.acknowledgement?.text, 'The kitchen light is on its way.');
    assert.deepEqual([waiting.done, waiting.answer], [false, undefined]);
    node('reply').receive({ ...message, payload: 'It is on.' });
    const view = await done('tool', id);
    assert.equal(view.later?.text, 'The tool "set_light", which was still at work, has finished: It is on.');
    assert.equal(view.later.waits, false);
  });

  it('shows where the call is while it is at work', async () => {
    await tool({ code: 'return null;' });
    const calls = inbox(node('calls'));
    const { id } = await begin('tool', KITCHEN);
    await calls.next();
    const view = await whenView('tool', id, ({ way }) => way.length > 0);
    assert.deepEqual([view.done, view.answer], [false, undefined]);
    await goOn('tool', id);
  });

  it('says that it waits while another call of a tool that takes one at a time is at work', async () => {
    await tool({ tool: { order: 'queue' }, code: 'return null;' });
    const [first, second] = [await begin('tool', KITCHEN), await begin('tool', KITCHEN)];
    assert.deepEqual([first.waits, second.waits], [false, true]);
    await goOn('tool', first.id);
    const { waits } = await whenView('tool', second.id, ({ way }) => way.length > 0);
    assert.equal(waits, false);
    await goOn('tool', second.id);
  });

  it('ends as with a session when whoever tries it does not wait any longer', async () => {
    await tool({
      code: 'return null;',
      tool: { cancelled: true, outputs: 2, wires: [['work'], ['caught']] },
    });
    const broken = inbox(node('caught'));
    const { id } = await begin('tool', KITCHEN);
    const view = await goOn('tool', id);
    assert.deepEqual([view.done, view.ending, view.reason], [true, 'lost', 'session-over']);
    assert.equal((await broken.next())['reason'], 'session-over');
  });

  it('is told by a deploy that its flow is gone, as every call is', async () => {
    const flow = await tool({ code: 'return null;' });
    const { id } = await begin('tool', KITCHEN);
    flow.change('work', { func: 'return null; // changed' });
    flow.change('calls', { name: 'changed' });
    await redeploy(flow, 'nodes');
    const view = await done('tool', id);
    assert.match(view.answer?.text ?? '', /the flow was restarted/);
  });

  it('hears from the first copy of its subflow', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice' });
    flow.config('subflow', 'sub', {
      name: 'sub',
      info: '',
      in: [],
      out: [{ x: 0, y: 0, wires: [{ id: 'inner', port: 0 }] }],
    });
    flow.config('agent-tool', 'inner', {
      z: 'sub',
      agent: 'agent',
      tool: 'ring',
      parameters: [],
      wires: [['bell']],
    });
    flow.config('agent-reply', 'bell', { z: 'sub', value: 'Rung.', valueType: 'str', wires: [] });
    flow.node('subflow:sub', 'copy');
    await run(flow);
    const { answer, way } = await tryOut('inner', {});
    assert.equal(answer?.text, 'Rung.');
    assert.equal(way[0]?.id, 'bell');
  });

  it('for all agents needs no agent', async () => {
    const flow = newFlow();
    flow.node('agent-tool', 'tool', { everyAgent: true, tool: 'ring', parameters: [] });
    flow.node('agent-reply', 'reply', { value: 'Rung.', valueType: 'str' });
    flow.wire('tool', 'reply');
    await run(flow);
    assert.equal((await tryOut('tool', {})).answer?.text, 'Rung.');
  });

  it('for any other tool is called by the name that is written', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice' });
    flow.node('agent-tool', 'tool', { agent: 'agent', others: true, parameters: [] });
    flow.node('agent-reply', 'reply', { value: 'topic', valueType: 'msg' });
    flow.wire('tool', 'reply');
    await run(flow);
    assert.equal((await askForm('tool')).tool, '');
    assert.equal((await tryOut('tool', {}, 'made_up')).answer?.text, 'made_up');
    assert.equal(await refused('tool', '{}', 'not a name'), 'tool.name');
  });
});

describe('The form of a tool that is tried out', () => {
  it('is made from what is deployed, with the examples of the rows and what is private', async () => {
    const pin = {
      name: 'pin',
      type: 'string',
      description: 'The code',
      required: true,
      enum: [],
      private: true,
    };
    const level = {
      name: 'level',
      type: 'integer',
      description: '',
      required: false,
      enum: [],
      example: '40',
    };
    await tool({ tool: { parameters: [pin, level] } });
    const form = await askForm('tool');
    const { properties } = form.schema;
    assert.deepEqual([form.tool, form.private], ['set_light', ['pin']]);
    assert.equal(form.description, 'Turns the light of a room on or off');
    assert.deepEqual(at(properties, 'level.examples'), [40]);
  });
});
