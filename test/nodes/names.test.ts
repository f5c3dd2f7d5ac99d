// Which tool node gets a call, where several could: of one name, of all agents, in a subflow, for any other name.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation } from '../simulator/simulator.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, redeploy, run } from '../support/helper.js';
import { inbox, type Inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired } from '../support/wired.js';

/** A tool that answers with a word of its own. */
function addTool(flow: FlowBuilder, id: string, tool: Record<string, unknown>, after = false): void {
  flow.node('agent-tool', id, { agent: 'agent', ...tool });
  const code = `msg.payload = '${id} got ' + msg.topic + ' ' + JSON.stringify(msg.payload); return msg;`;
  flow.node('function', `${id}-work`, { func: code, outputs: 1 });
  flow.wire(id, `${id}-work`, 'reply');
  if (after) flow.node('helper', `${id}-after`);
}

async function talk(change: (flow: FlowBuilder) => void): Promise<{
  conversation: Conversation;
  flow: FlowBuilder;
  /** What a Catch node was told since the start. */
  caught: Inbox;
  ask: (tool: string, values?: Record<string, unknown>) => Promise<string>;
}> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired(agentAt(service, 'elevenlabs'));
  change(flow);
  await run(flow);
  const caught = inbox(node('caught'));
  const conversation = await service.conversation();
  const ask = async (tool: string, values: Record<string, unknown> = {}) =>
    (await conversation.answer(conversation.call(tool, values))).text;
  return { conversation, flow, caught, ask };
}

describe('Two tool nodes of one name', () => {
  it('are told apart: the first gets the calls, the other says so, and takes over when the first goes', async () => {
    const { flow, ask } = await talk((made) => {
      addTool(made, 'first', { tool: 'open_gate' });
      addTool(made, 'second', { tool: 'open_gate' });
    });
    assert.match(await ask('open_gate'), /^first got/);
    flow.remove('first');
    await redeploy(flow, 'nodes');
    assert.match(await ask('open_gate'), /^second got/);
  });

  it('of two agents do not disturb each other', async () => {
    const { ask } = await talk((flow) => {
      flow.config('agent-config', 'second-agent', { provider: 'practice' });
      addTool(flow, 'other', { tool: 'set_light', agent: 'second-agent' });
    });
    assert.equal(await ask('set_light', { room: 'kitchen', on: true }), 'The kitchen light is on.');
  });
});

describe('A tool for all agents', () => {
  it('is there for an agent that it does not name', async () => {
    const { ask } = await talk((flow) => addTool(flow, 'all', { tool: 'ring', agent: '', everyAgent: true }));
    assert.equal(await ask('ring'), 'all got ring {}');
  });

  it('stands back where an agent has its own of that name, without a word', async () => {
    const { ask, caught } = await talk((flow) =>
      addTool(flow, 'all', { tool: 'set_light', everyAgent: true }),
    );
    assert.equal(await ask('set_light', { room: 'kitchen', on: true }), 'The kitchen light is on.');
    assert.equal(caught.all.length, 0);
  });

  it('is there for an agent that comes with a later deploy, and gone when it is removed', async () => {
    const { flow, ask, conversation } = await talk((made) =>
      addTool(made, 'all', { tool: 'ring', everyAgent: true }),
    );
    flow.config('agent-config', 'second-agent', { provider: 'practice' });
    flow.node('agent-session', 'practice-session', { agent: 'second-agent', name: 'second' });
    flow.node('helper', 'practice-said');
    flow.wire('practice-session', 'practice-said');
    await redeploy(flow, 'nodes');
    const said = inbox(node('practice-said'));
    node('practice-session').receive({ payload: 'call ring {}' });
    while (!/all got ring/.test(String((await said.next()).payload)));
    assert.equal(await ask('ring'), 'all got ring {}');
    flow.remove('all');
    await redeploy(flow, 'nodes');
    assert.match(await ask('ring'), /There is no tool "ring"/);
    assert(conversation.open);
  });

  it('says so when another one for all has its name', async () => {
    const { caught } = await talk((flow) => {
      addTool(flow, 'all', { tool: 'ring', everyAgent: true });
      addTool(flow, 'too', { tool: 'ring', everyAgent: true });
    });
    assert.equal(codeOf(await caught.next()), 'tool.name-taken-everywhere');
  });
});

describe('A tool node for any other tool', () => {
  it('gets the calls that have no node of their own, with name and arguments', async () => {
    const { ask } = await talk((flow) => addTool(flow, 'rest', { others: true }));
    assert.equal(await ask('open_gate', { wide: true }), 'rest got open_gate {"wide":true}');
    assert.equal(await ask('set_light', { room: 'kitchen', on: true }), 'The kitchen light is on.');
  });

  it('is not told to an agent that learns its tools from us', async () => {
    const flow = wired();
    addTool(flow, 'rest', { others: true });
    await run(flow);
    const said = inbox(node('said'));
    await said.next();
    node('session').receive({ payload: 'what can you do?' });
    assert.doesNotMatch(String((await said.nextWithTopic('agent')).payload), /\*/);
  });
});

describe('A tool node in a subflow', () => {
  /** The subflow answers by itself; its tool is named by the instance. */
  function addSubflow(flow: FlowBuilder, tool: string): void {
    flow.config('subflow', 'room', {
      name: 'Room',
      in: [],
      out: [],
      env: [{ name: 'TOOL', type: 'str', value: 'unset' }],
    });
    const inside = { z: 'room', x: 1, y: 1 };
    flow.config('agent-tool', 'in-tool', { ...inside, agent: 'agent', tool, wires: [['in-work']] });
    const func = 'msg.payload = env.get("TOOL") + " got " + msg.topic; return msg;';
    flow.config('function', 'in-work', { ...inside, func, outputs: 1, wires: [['in-reply']] });
    flow.config('agent-reply', 'in-reply', { ...inside, wires: [] });
    for (const name of ['heat_hall', 'heat_bath'])
      flow.node('subflow:room', name, { env: [{ name: 'TOOL', type: 'str', value: name }] });
  }

  it('used twice is two tools where its name comes from the instance', async () => {
    const { ask } = await talk((flow) => addSubflow(flow, '${TOOL}'));
    assert.equal(await ask('heat_hall'), 'heat_hall got heat_hall');
    assert.equal(await ask('heat_bath'), 'heat_bath got heat_bath');
  });

  it('used twice under one name is one tool, and the other one says so', async () => {
    const { ask, caught } = await talk((flow) => addSubflow(flow, 'heat'));
    assert.match(await ask('heat'), /^heat_\w+ got heat$/);
    assert.match(await ask('heat'), /^heat_\w+ got heat$/);
    assert.equal(codeOf(await caught.next()), 'tool.name-taken');
  });
});
