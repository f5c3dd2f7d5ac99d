// Owns the tools of a simulated ElevenLabs workspace and the one agent in it, as the REST interface shows and changes them.
// As strict as the service is known to be: what is left out of a change is lost, lists are replaced whole.

import { isObject, type JsonObject } from '../../../nodes/lib/shared/json.js';
import type { Answer } from '../service.js';
import type { RecordedRequest, WorkspaceTool } from '../simulator.js';
import { refusal } from './door.js';
import { toolConfig, type Problem } from './tool-config.js';

interface Kept {
  id: string;
  config: JsonObject;
  role: string;
  mocks: unknown;
  usedBy: readonly string[];
}

export interface Directory {
  /** `undefined` for what is no request about tools or agents. */
  answer: (request: RecordedRequest) => Answer | undefined;
}

const ROOT = '/v1/convai';

export function directoryOf(
  agentId: string,
  apiKey: string,
  tools: readonly WorkspaceTool[] = [],
): Directory {
  const kept = new Map<string, Kept>();
  let last = 0;
  let agent: JsonObject = agentNamed(agentId);

  const add = (config: JsonObject, more: Partial<Kept> = {}): Kept => {
    last += 1;
    const tool = { id: `tool_${last}`, config, role: 'admin', mocks: [], usedBy: [], ...more };
    kept.set(tool.id, tool);
    return tool;
  };

  for (const { attached = true, role = 'admin', usedBy = [], ...given } of tools) {
    const config = toolConfig({ type: 'client', description: '', ...given });
    if (Array.isArray(config)) throw new Error(JSON.stringify(config));
    const tool = add(config, { role, usedBy });
    if (attached) agent = merged(agent, toolIds([...idsOf(agent), tool.id]));
  }

  const taken = (body: unknown, then: (config: JsonObject, from: JsonObject) => Answer): Answer => {
    const from = isObject(body) ? body : {};
    const config = toolConfig(from['tool_config']);
    return Array.isArray(config) ? unprocessable(config) : then(config, from);
  };

  const oneTool = (method: string, tool: Kept, body: unknown): Answer => {
    if (method === 'GET') return ok(shown(tool));
    if (method === 'DELETE') return kept.delete(tool.id) ? ok({}) : refusal(404, 'Tool not found');
    if (method !== 'PATCH') return refusal(405, 'Method Not Allowed');
    if (tool.role === 'viewer') return refusal(403, 'You may not edit this tool');
    // The whole configuration is another one now: what was left out is gone.
    return taken(body, (config, from) => {
      Object.assign(tool, { config, mocks: from['response_mocks'] ?? [] });
      return ok(shown(tool));
    });
  };

  const allTools = ({ method, url, body }: RecordedRequest): Answer => {
    if (method === 'GET') return pageOf([...kept.values()].map(shown), url.searchParams);
    if (method !== 'POST') return refusal(405, 'Method Not Allowed');
    return taken(parsed(body), (config) => ok(shown(add(config))));
  };

  const theAgent = (method: string, body: unknown): Answer => {
    if (method === 'PATCH') {
      const prompt = promptOf(isObject(body) ? body : {});
      if (prompt['tools'] !== undefined && prompt['tool_ids'] !== undefined)
        return {
          status: 400,
          body: { detail: { status: 'both_tools_and_tool_ids_provided', message: 'Provide one of both' } },
        };
      const unknown = listIn(prompt['tool_ids']).find((id) => !kept.has(id));
      if (unknown !== undefined) return refusal(404, `Document with id ${unknown} not found`);
      agent = merged(agent, isObject(body) ? body : {});
      agent = { ...agent, version_id: `version_${Number(String(agent['version_id']).slice(8)) + 1}` };
    }
    return ok(agent);
  };

  return {
    answer: (request) => {
      const { method, url, headers, body } = request;
      const [kind, id = '', more] = url.pathname.slice(ROOT.length + 1).split('/');
      if (!url.pathname.startsWith(`${ROOT}/`) || (kind !== 'tools' && kind !== 'agents')) return undefined;
      if (headers['xi-api-key'] !== apiKey) return refusal(401, 'The API key is not valid');
      if (kind === 'agents')
        return id === agentId ? theAgent(method, parsed(body)) : refusal(404, 'Agent not found');
      if (id === '') return allTools(request);
      const tool = kept.get(decodeURIComponent(id));
      if (!tool) return refusal(404, `Tool ${id} not found`);
      if (more === 'dependent-agents')
        return ok({ ...dependents(tool, idsOf(agent), agentId), has_more: false });
      return oneTool(method, tool, parsed(body));
    },
  };
}

function agentNamed(agentId: string): JsonObject {
  return {
    agent_id: agentId,
    name: 'Simulated agent',
    version_id: 'version_1',
    conversation_config: {
      agent: {
        first_message: '',
        language: 'en',
        prompt: { prompt: 'You are simulated.', tool_ids: [], tools: [] },
      },
      conversation: { text_only: false, client_events: ['audio', 'client_tool_call'] },
    },
    metadata: { created_at_unix_secs: 1_760_000_000, updated_at_unix_secs: 1_760_000_000 },
    platform_settings: {},
    workflow: { nodes: {}, edges: {}, prevent_subagent_loops: false },
  };
}

function toolIds(ids: string[]): JsonObject {
  return { conversation_config: { agent: { prompt: { tool_ids: ids } } } };
}

function promptOf(agent: JsonObject): JsonObject {
  const inner = (from: JsonObject, key: string): JsonObject => (isObject(from[key]) ? from[key] : {});
  return inner(inner(inner(agent, 'conversation_config'), 'agent'), 'prompt');
}

function idsOf(agent: JsonObject): string[] {
  return listIn(promptOf(agent)['tool_ids']);
}

function listIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Objects are merged, everything else is replaced. */
function merged(old: JsonObject, change: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(change)) {
    const before = old[key];
    result[key] = isObject(value) && isObject(before) ? merged(before, value) : value;
  }
  return result;
}

function shown({ id, config, role, mocks }: Kept): JsonObject {
  return {
    id,
    tool_config: config,
    access_info: {
      is_creator: role === 'admin',
      creator_name: 'Ada',
      creator_email: 'ada@example.com',
      role,
    },
    usage_stats: { total_calls: 0, avg_latency_secs: 0 },
    response_mocks: mocks,
  };
}

function pageOf(tools: JsonObject[], query: URLSearchParams): Answer {
  const size = Number(query.get('page_size') ?? 30);
  if (!Number.isInteger(size) || size < 1 || size > 100)
    return unprocessable([{ loc: ['query', 'page_size'], msg: 'Input should be between 1 and 100' }]);
  const search = query.get('search') ?? '';
  const fits = tools.filter(
    ({ tool_config: config }) => isObject(config) && String(config['name']).startsWith(search),
  );
  const from = Number(query.get('cursor') ?? 0);
  const rest = fits.length > from + size;
  const next = rest ? { next_cursor: String(from + size) } : {};
  return ok({ tools: fits.slice(from, from + size), has_more: rest, ...next });
}

function dependents({ id, usedBy }: Kept, attached: readonly string[], agentId: string): JsonObject {
  const own = attached.includes(id)
    ? [{ type: 'available', id: agentId, name: 'Simulated agent', access_level: 'admin' }]
    : [];
  const others = usedBy.map((name, index) => ({
    type: 'available',
    id: `agent_${index}`,
    name,
    access_level: 'admin',
  }));
  return { agents: [...own, ...others], branches: [] };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function ok(body: JsonObject): Answer {
  return { status: 200, body };
}

function unprocessable(problems: Problem[]): Answer {
  return { status: 422, body: { detail: problems.map((problem) => ({ ...problem, type: 'value_error' })) } };
}
