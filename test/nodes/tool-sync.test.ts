// What the editor asks of the running agents: which tools are in step, and the change that a person has agreed to.

import { strict as assert } from 'node:assert';
import type { Changed, Comparison, KnownTool, Plan, Reply, WiredTool } from '../../nodes/lib/shared/sync.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { ElevenLabsOptions, Simulator } from '../simulator/simulator.js';
import { startVatel } from '../simulator/vatel.js';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import { askAdmin, run } from '../support/helper.js';
import { atEnd } from '../support/teardown.js';

const ROOM = { name: 'room', type: 'string', description: 'Which room', required: true, enum: ['kitchen'] };
const PARAMETERS = {
  type: 'object',
  properties: { room: { type: 'string', description: 'Which room', enum: ['kitchen'] } },
  required: ['room'],
};
const RIGHT = { expects_response: true, tool_error_handling_mode: 'passthrough' };

async function reply<T>(path: string, body?: unknown): Promise<Reply<T>> {
  const text = await askAdmin(`/agent-tools/${path}`, body);
  assert.doesNotMatch(text, /simulated-key|secret-key/);
  const given: Reply<T> = JSON.parse(text);
  return given;
}

async function value<T>(path: string, body?: unknown): Promise<T> {
  const given = await reply<T>(path, body);
  assert.ok('value' in given, JSON.stringify(given));
  return given.value;
}

async function fault(path: string, body?: unknown) {
  const given = await reply(path, body);
  assert.ok('error' in given, JSON.stringify(given));
  return given.error;
}

function states({ tools }: Comparison): Record<string, string> {
  return Object.fromEntries(tools.map(({ name, state }) => [name, state]));
}

async function simulated(options: ElevenLabsOptions): Promise<{ service: Simulator; flow: FlowBuilder }> {
  const service = await startElevenLabs(options);
  atEnd(() => service.close());
  const flow = newFlow();
  flow.config(
    'agent-config',
    'agent',
    { provider: 'elevenlabs', agentId: service.agentId, baseUrl: service.origin },
    { apiKey: service.apiKey },
  );
  const tool = { agent: 'agent', description: 'Turns a light on.', parameters: [ROOM] };
  flow.node('agent-tool', 'light', { ...tool, tool: 'set_light' });
  flow.node('agent-reply', 'reply');
  flow.wire('light', 'reply');
  return { service, flow };
}

describe('Comparing with the agent', () => {
  it('says of every tool whether it is in step', async () => {
    const light = { name: 'set_light', description: 'Turns a light on.', parameters: PARAMETERS, ...RIGHT };
    const { flow, service } = await simulated({ workspace: [light, { name: 'setBlind' }] });
    flow.node('agent-tool', 'blind', { agent: 'agent', tool: 'set_blind', parameters: [] });
    await run(flow);
    const found = await value<Comparison>('agent/tools');
    assert.deepEqual(states(found), {
      set_light: 'in-step',
      set_blind: 'missing-there',
      setBlind: 'not-wired',
    });
    assert.deepEqual([found.agentId, found.from, found.complete], [service.agentId, 'directory', true]);
    assert.deepEqual(
      found.tools.map(({ declaredBy }) => declaredBy),
      ['blind', undefined, 'light'],
    );
  });

  it('does not ask for an answer that no flow sends', async () => {
    const silent = { name: 'log_it', description: 'Writes it down.', tool_error_handling_mode: 'hide' };
    const { flow } = await simulated({ workspace: [silent] });
    flow.node('agent-tool', 'log', { agent: 'agent', tool: 'log_it', parameters: [] });
    flow.node('debug', 'sink', { active: false });
    flow.wire('log', 'sink');
    await run(flow);
    assert.equal(states(await value<Comparison>('agent/tools'))['log_it'], 'in-step');
  });

  it('follows link nodes to the reply', async () => {
    const { flow } = await simulated({ workspace: [{ name: 'far', description: 'Far.' }] });
    flow.node('agent-tool', 'far', { agent: 'agent', tool: 'far', parameters: [] });
    flow.node('link out', 'out', { mode: 'link', links: ['in'] });
    flow.node('link in', 'in', { links: ['out'] });
    flow.wire('far', 'out');
    flow.wire('in', 'reply');
    await run(flow);
    const { tools } = await value<Comparison>('agent/tools');
    const [far] = tools.filter(({ name }) => name === 'far');
    assert.deepEqual(
      far?.differences.map(({ aspect }) => aspect),
      ['answer'],
    );
  });

  it('counts what all agents have, and a node that takes any other call', async () => {
    const { flow } = await simulated({ workspace: [{ name: 'foreign' }] });
    flow.node('agent-tool', 'all', { everyAgent: true, tool: 'ring', parameters: [] });
    flow.node('agent-tool', 'any', { agent: 'agent', others: true });
    await run(flow);
    const found = await value<Comparison>('agent/tools');
    assert.deepEqual(states(found), {
      ring: 'missing-there',
      set_light: 'missing-there',
      foreign: 'not-wired',
    });
    const [foreign] = found.tools.filter(({ name }) => name === 'foreign');
    assert.equal(foreign?.takenAnyway, true);
    const here = found.tools.find(({ name }) => name === 'ring')?.here;
    const create = { act: 'create', name: 'ring', here, before: { mark: found.mark, ids: [] } };
    assert.equal((await value<Changed>('agent/tools', create)).tool.state, 'in-step');
    assert.equal((await fault('agent/plan?name=anything&id=tool_1')).code, 'tools.not-wired');
  });

  it('makes a tool, changes one and gives one, each as it was seen', async () => {
    const { flow, service } = await simulated({
      workspace: [
        { name: 'get_weather', description: 'Old.', usedBy: ['Front desk'], ...RIGHT },
        { name: 'spare', description: 'Spare.', attached: false, ...RIGHT },
      ],
    });
    flow.node('agent-tool', 'weather', {
      agent: 'agent',
      tool: 'get_weather',
      description: 'New.',
      parameters: [],
    });
    flow.node('agent-tool', 'spare', {
      agent: 'agent',
      tool: 'spare',
      description: 'Spare.',
      parameters: [],
    });
    flow.wire('weather', 'reply');
    await run(flow);
    const { mark, tools } = await value<Comparison>('agent/tools');

    const made = await value<Changed>('agent/tools', {
      act: 'create',
      name: 'set_light',
      here: tools.find(({ name }) => name === 'set_light')?.here,
      before: { mark, ids: [] },
    });
    assert.equal(made.tool.state, 'in-step');
    const [spare] = tools.filter(({ name }) => name === 'spare');
    const ids = spare?.others.map(({ id }) => id) ?? [];
    const given = await value<Changed>('agent/tools', {
      act: 'attach',
      name: 'spare',
      id: ids[0],
      before: { mark: made.mark, ids },
    });
    assert.equal(given.tool.state, 'in-step');

    const plan = await value<Plan>('agent/plan?name=get_weather&id=tool_1');
    assert.deepEqual(plan.others, { names: ['Front desk'], more: false });
    assert.deepEqual(
      plan.tool.differences.map(({ aspect }) => aspect),
      ['description'],
    );
    const seen = plan.tool.there;
    assert.ok(seen && 'mark' in seen);
    const update = {
      act: 'update',
      name: 'get_weather',
      here: plan.tool.here,
      id: 'tool_1',
      mark: seen.mark,
    };
    assert.equal((await value<Changed>('agent/tools', update)).tool.state, 'in-step');
    // The same once more: it is no longer what was seen.
    assert.equal((await fault('agent/tools', update)).code, 'tools.changed');
    assert.deepEqual(Object.values(states(await value<Comparison>('agent/tools'))), [
      'in-step',
      'in-step',
      'in-step',
    ]);
    assert.ok(service.requests.every(({ headers }) => headers['xi-api-key'] === service.apiKey));
  });

  it('of an agent at Vatel goes by the calls that came so far', async () => {
    const service = await startVatel({ tools: [{ name: 'set_light', description: '', schema: PARAMETERS }] });
    atEnd(() => service.close());
    const flow = newFlow();
    flow.config(
      'agent-config',
      'agent',
      { provider: 'vatel', agentId: service.agentId, baseUrl: service.origin, pendingResults: true },
      { apiKey: service.apiKey },
    );
    for (const tool of ['set_light', 'set_blind'])
      flow.node('agent-tool', tool, { agent: 'agent', tool, parameters: [ROOM] });
    flow.node('agent-reply', 'reply');
    flow.wire('set_light', 'reply');
    flow.node('agent-session', 'session', { agent: 'agent', start: 'deploy', variables: [] });
    await run(flow);
    const conversation = await service.conversation();
    await conversation.answer(conversation.call('set_light', { room: 'kitchen' }));
    await conversation.answer(conversation.call('setBlind', {}));
    const found = await value<Comparison>('agent/tools');
    assert.equal(found.from, 'calls');
    assert.deepEqual(states(found), {
      setBlind: 'not-wired',
      set_blind: 'unseen',
      pending_results: 'unseen',
      set_light: 'in-step',
    });
    assert.equal((await fault('agent/plan?name=set_light&id=1')).code, 'tools.no-directory');
    assert.deepEqual(
      (await value<KnownTool[]>('agent/known')).map(({ declaredBy, state }) => [declaredBy, state]),
      [
        ['set_blind', 'unseen'],
        ['set_light', 'in-step'],
      ],
    );
  });

  it('is remembered, so that nobody has to be asked for the signs on the nodes', async () => {
    const { flow, service } = await simulated({ workspace: [] });
    await run(flow);
    assert.deepEqual(await value<KnownTool[]>('agent/known'), []);
    const { mark, tools } = await value<Comparison>('agent/tools');
    const asked = service.requests.length;
    assert.deepEqual(await value('agent/known'), [{ declaredBy: 'light', state: 'missing-there' }]);
    assert.equal(service.requests.length, asked);
    const create = { act: 'create', name: 'set_light', here: tools[0]?.here, before: { mark, ids: [] } };
    await value<Changed>('agent/tools', create);
    assert.deepEqual(await value('agent/known'), [{ declaredBy: 'light', state: 'in-step' }]);
  });

  it('has a sentence for whatever is wrong', async () => {
    const { flow, service } = await simulated({});
    flow.config('agent-config', 'home', { provider: 'practice' });
    flow.config('agent-config', 'open', { provider: 'elevenlabs', agentId: 'a', baseUrl: service.origin });
    flow.node('agent-tool', 'odd', {
      agent: 'agent',
      tool: 'odd',
      parameters: [],
      schema: '{"properties":{"a":{"anyOf":[{"type":"string"}]}}}',
    });
    await run(flow);
    assert.match((await fault('nobody/tools')).next, /Deploy first/);
    assert.equal((await fault('home/tools')).code, 'tools.no-directory');
    assert.equal((await fault('open/tools')).code, 'config.key-missing');
    assert.equal((await fault('agent/plan?name=never&id=1')).code, 'tools.not-wired');
    assert.equal((await fault('agent/plan?name=set_light&id=never')).code, 'tools.gone');
    assert.equal((await fault('agent/plan?name=set_light')).code, 'tools.request');
    const here = { description: '', schema: {}, answered: true, waitSeconds: 20 };
    const create = { act: 'create', name: 'odd', here, before: { mark: '', ids: [] } };
    assert.equal((await fault('agent/tools', create)).code, 'tools.beyond');
    const other = { act: 'create', name: 'set_light', here, before: { mark: '', ids: [] } };
    assert.equal((await fault('agent/tools', other)).code, 'tools.redeployed');
    for (const body of [
      [],
      { act: 'create' },
      { act: 'delete', name: 'set_light' },
      { act: 'update', name: 7, id: 7 },
    ])
      assert.equal((await fault('agent/tools', body)).code, 'tools.request');
    service.spoil({ fault: 'http', status: 500 });
    const trouble = await fault('agent/tools');
    assert.deepEqual([trouble.code, trouble.again], ['dial.server', true]);
    await service.close();
    assert.equal((await fault('agent/tools')).code, 'dial.unreachable');
  });

  it('needs no provider for what is wired', async () => {
    const { flow, service } = await simulated({});
    await service.close();
    await run(flow);
    assert.deepEqual(await value<WiredTool[]>('agent/wired'), [
      { name: 'set_light', description: 'Turns a light on.', schema: PARAMETERS },
    ]);
  });
});
