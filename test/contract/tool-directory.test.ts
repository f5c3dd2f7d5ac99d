// An agent's tools at a provider, read and changed over HTTP as a person would from the editor. The official REST client
// tells what the service holds afterwards.

import assert from 'node:assert/strict';
import { AgentError } from '../../nodes/lib/errors.js';
import type { WantedTool } from '../../nodes/lib/providers/directory.js';
import { inquire } from '../../nodes/lib/session/inquiry.js';
import { at } from '../support/at.js';
import { ROUTE, workspace } from './workspace.js';

const SET_LIGHT: WantedTool = {
  name: 'set_light',
  description: 'Turns a light on or off.',
  schema: {
    type: 'object',
    properties: {
      room: { type: 'string', description: 'Which room', enum: ['kitchen', 'bedroom'] },
      level: { type: 'integer', minimum: 0, maximum: 100 },
      places: { type: 'array', items: { type: 'object', properties: { floor: { type: 'integer' } } } },
    },
    required: ['room'],
    additionalProperties: false,
  },
  answered: true,
  errorsMarked: true,
  timeoutSeconds: 30,
  waitSeconds: 40,
};

describe('The tools of an agent at ElevenLabs', () => {
  it('are read as the dashboard has them, in neutral terms', async () => {
    const { list } = await workspace({
      workspace: [
        {
          name: 'set_light',
          description: 'Turns a light on.',
          parameters: {
            type: 'object',
            properties: {
              room: { type: 'string', description: 'Which room' },
              user: { type: 'string', dynamic_variable: 'user_name' },
            },
            required: ['room'],
          },
        },
        { name: 'spare', attached: false, role: 'viewer', tool_error_handling_mode: 'passthrough' },
      ],
    });
    const { tools, complete } = await list();
    assert.ok(complete);
    const [light, spare] = tools.map(({ mark, ...rest }) => ({ ...rest, marked: mark.length }));
    assert.deepEqual(light, {
      id: 'tool_1',
      name: 'set_light',
      description: 'Turns a light on.',
      parameters: {
        type: 'object',
        properties: { room: { type: 'string', description: 'Which room' }, user: { type: 'string' } },
        required: ['room'],
      },
      provided: ['user'],
      expectsResponse: false,
      timeoutSeconds: 20,
      errors: 'hidden',
      attached: true,
      writable: true,
      marked: 32,
    });
    assert.deepEqual([spare?.attached, spare?.writable, spare?.errors], [false, false, 'shown']);
  });

  it('are found on all pages', async () => {
    const many = Array.from({ length: 501 }, (_, index) => ({ name: `tool_no_${index}` }));
    const { service, list } = await workspace({ workspace: many });
    assert.equal((await list()).tools.length, 501);
    assert.equal(service.requests.length, 1 + 11);
  });

  it('of single steps of a workflow belong to it as well', async () => {
    const { service, list } = await workspace({ workspace: [{ name: 'a', attached: false }] });
    await fetch(`${service.origin}/v1/convai/agents/${service.agentId}`, {
      method: 'PATCH',
      headers: { 'xi-api-key': service.apiKey },
      body: JSON.stringify({ workflow: { nodes: { step: { additional_tool_ids: ['tool_1'] } } } }),
    });
    assert.equal((await list()).tools[0]?.attached, true);
  });

  it('are one more once a tool is made there, which the official client then reads', async () => {
    const { ask, directory, target, list, agentTools, clientTool, tool } = await workspace({
      workspace: [{ name: 'other' }],
    });
    const { mark } = await list();
    const made = await ask(directory.create(target, SET_LIGHT, { mark, ids: [] }));
    assert.deepEqual(await agentTools(), ['tool_1', made.tool.id]);
    const held = await clientTool(made.tool.id);
    assert.deepEqual(
      [
        held.name,
        held.description,
        held.expectsResponse,
        held.responseTimeoutSecs,
        held.toolErrorHandlingMode,
      ],
      ['set_light', 'Turns a light on or off.', true, 40, 'passthrough'],
    );
    const room = held.parameters?.properties?.['room'];
    assert.ok(room && 'enum' in room);
    assert.deepEqual([room.description, room.enum], ['Which room', ['kitchen', 'bedroom']]);
    assert.deepEqual(held.parameters?.required, ['room']);
    assert.equal((await tool('set_light')).attached, true);
    assert.equal((await list()).mark, made.mark);
  });

  it('are not made twice, nor over somebody else’s', async () => {
    const { code, directory, target, list, tools } = await workspace();
    const { mark } = await list();
    await tools.create({ toolConfig: { type: 'client', name: 'set_light', description: 'Mine.' } });
    assert.equal(await code(directory.create(target, SET_LIGHT, { mark, ids: [] })), 'tools.changed');
    assert.equal((await list()).tools.length, 1);
  });

  it('are given to the agent without taking others away, and not to one that has changed', async () => {
    const { ask, code, directory, target, list, agentTools, client, service } = await workspace({
      workspace: [{ name: 'one' }, { name: 'spare', attached: false }, { name: 'third', attached: false }],
    });
    const { mark } = await list();
    await ask(directory.attach(target, 'tool_2', { mark, ids: ['tool_2'] }));
    assert.deepEqual(await agentTools(), ['tool_1', 'tool_2']);
    assert.equal(await code(directory.attach(target, 'tool_3', { mark, ids: ['tool_3'] })), 'tools.changed');
    const { prompt } =
      (await client.conversationalAi.agents.get(service.agentId)).conversationConfig.agent ?? {};
    assert.equal(prompt?.prompt, 'You are simulated.');
  });

  it('change in what is ours and in nothing else', async () => {
    const config = {
      name: 'set_light',
      description: 'Old.',
      parameters: {
        type: 'object',
        properties: {
          room: { type: 'string', description: 'Old', allowed_values: { dynamic_variable: 'rooms' } },
          user: { type: 'string', dynamic_variable: 'user_name' },
          gone: { type: 'string', description: 'Nobody knows this here' },
          level: { type: 'integer', description: 'From 0 to 100' },
        },
        required: ['user', 'gone'],
      },
      tool_call_sound: 'typing',
      assignments: [{ source: 'response', dynamic_variable: 'last', value_path: 'data' }],
      somebody_elses: { kept: true },
    };
    const { ask, directory, target, tool, service, clientTool } = await workspace({ workspace: [config] });
    const { id, mark } = await tool('set_light');
    await ask(directory.update(target, SET_LIGHT, id, mark));
    const held = await clientTool(id);
    assert.equal(held.toolCallSound, 'typing');
    assert.equal(held.assignments?.length, 1);
    assert.deepEqual(
      [held.description, held.expectsResponse, held.toolErrorHandlingMode, held.responseTimeoutSecs],
      ['Turns a light on or off.', true, 'passthrough', 40],
    );
    // As it is on the wire, for what the official client drops.
    const answer = await fetch(`${service.origin}/v1/convai/tools/${id}`, {
      headers: { 'xi-api-key': service.apiKey },
    });
    const wire: unknown = await answer.json();
    const parameter = (path: string) => at(wire, `tool_config.parameters.${path}`);
    assert.deepEqual(at(wire, 'tool_config.somebody_elses'), { kept: true });
    assert.deepEqual(Object.keys(Object(parameter('properties'))).toSorted(), [
      'level',
      'places',
      'room',
      'user',
    ]);
    assert.deepEqual(parameter('required'), ['room', 'user']);
    assert.deepEqual(parameter('properties.room.allowed_values'), { dynamic_variable: 'rooms' });
    assert.equal(parameter('properties.user.dynamic_variable'), 'user_name');
    // Nothing is said about it here, so what is said there stays.
    assert.equal(parameter('properties.level.description'), 'From 0 to 100');
  });

  it('keep what does not differ, for nobody was asked about it', async () => {
    const there = { name: 'set_light', response_timeout_secs: 35, execution_mode: 'post_tool_speech' };
    const { ask, directory, target, tool, clientTool } = await workspace({ workspace: [there] });
    const { id, mark } = await tool('set_light');
    await ask(directory.update(target, { ...SET_LIGHT, errorsMarked: false }, id, mark));
    const held = await clientTool(id);
    assert.deepEqual(
      [held.responseTimeoutSecs, held.toolErrorHandlingMode, held.executionMode, held.expectsResponse],
      [35, 'auto', 'post_tool_speech', true],
    );
  });

  it('do not change once somebody else has changed them, have taken them away, or the key may only read', async () => {
    const { code, directory, target, tool, tools } = await workspace({
      workspace: [{ name: 'set_light' }, { name: 'read_only', role: 'viewer' }],
    });
    const before = await tool('set_light');
    const toolConfig = { type: 'client' as const, name: 'set_light', description: 'Another one.' };
    await tools.update(before.id, { toolConfig });
    assert.equal(await code(directory.update(target, SET_LIGHT, before.id, before.mark)), 'tools.changed');
    assert.equal((await tool('set_light')).description, 'Another one.');
    await tools.delete(before.id);
    assert.equal(await code(directory.update(target, SET_LIGHT, before.id, before.mark)), 'tools.gone');
    const guarded = await tool('read_only');
    const wanted = { ...SET_LIGHT, name: 'read_only' };
    assert.equal(await code(directory.update(target, wanted, guarded.id, guarded.mark)), 'tools.read-only');
  });

  it('tell who else uses them', async () => {
    const { ask, directory, target } = await workspace({
      workspace: [{ name: 'set_light', usedBy: ['Front desk', 'Garage'] }],
    });
    const { others } = await ask(directory.look(target, 'tool_1'));
    assert.deepEqual(others, { names: ['Front desk', 'Garage'], more: false });
  });

  it('are refused with a reason of the service, without the key', async () => {
    const { code, directory, target, service } = await workspace();
    assert.equal(await code(directory.list({ ...target, apiKey: '' })), 'config.key-missing');
    assert.equal(await code(directory.list({ ...target, apiKey: 'wrong' })), 'dial.unauthorized');
    assert.equal(await code(directory.list({ ...target, agentId: 'nobody' })), 'dial.agent-unknown');
    const inquiry = directory.create(
      target,
      { ...SET_LIGHT, waitSeconds: 500 },
      { mark: await markOf(), ids: [] },
    );
    assert.equal(await code(inquiry), 'tools.refused');
    service.spoil({ fault: 'http', status: 403, body: `{"detail":{"message":"no ${service.apiKey}"}}` });
    const refused = await inquire(directory.list(target), ROUTE, new AbortController().signal);
    assert.ok(refused instanceof AgentError);
    assert.doesNotMatch(JSON.stringify(refused), new RegExp(service.apiKey));

    async function markOf(): Promise<string> {
      const found = await inquire(directory.list(target), ROUTE, new AbortController().signal);
      return found instanceof AgentError ? '' : found.mark;
    }
  });

  it('are not taken from an answer that is none', async () => {
    const { code, directory, target, service } = await workspace();
    const bodies = [
      '<html>',
      '[]',
      '{}',
      '{"conversation_config":[]}',
      '{"conversation_config":{"__proto__":{}}}',
    ];
    for (const body of bodies) {
      service.spoil({ fault: 'http', status: 200, body });
      assert.equal(await code(directory.list(target)), 'dial.answer', body);
    }
  });

  it('are not waited for without end', async () => {
    const { directory, target, service } = await workspace();
    service.spoil({ fault: 'slow-handshake', at: 'request' });
    const late = await inquire(directory.list(target), ROUTE, new AbortController().signal, 50);
    assert.ok(late instanceof AgentError);
    assert.deepEqual([late.code, late.params['seconds']], ['dial.timeout', 0.05]);
  });

  it('that were made but could not be given to the agent are told so', async () => {
    const { directory, target, list, service, tools } = await workspace();
    const { mark } = await list();
    // The agent, the search, the tool itself; then the agent is to be changed.
    const inquiry = directory.create(target, SET_LIGHT, { mark, ids: [] });
    const seen = service.requests.length;
    void service.request(seen + 2).then(() => service.spoil({ fault: 'http', status: 500 }));
    const failed = await inquire(inquiry, ROUTE, new AbortController().signal);
    assert.ok(failed instanceof AgentError);
    assert.equal(failed.code, 'tools.not-attached');
    assert.equal((await tools.list({})).tools.length, 1);
  });
});
