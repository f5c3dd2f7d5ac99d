// Owns the inquiries about an agent's tools at ElevenLabs: what is asked after what. Tools belong to a workspace; an agent
// names those that it has. There is no lock and no version of a tool: what was read is compared just before a change.

import { AgentError, type ErrorCode } from '../../../errors.js';
import type {
  Before,
  Found,
  Given,
  Inquiry,
  Inventory,
  KeptTool,
  Looked,
  ToolDirectory,
  WantedTool,
} from '../../directory.js';
import { isObject, objectAt, textAt, type JsonObject } from '../../frame.js';
import type { Target } from '../../provider.js';
import { askAgent, giveTool, type AgentTools } from './agent.js';
import { edited, newTool } from './edit.js';
import { express } from './express.js';
import { keptTool } from './read.js';
import { serviceOf, type Service } from './rest.js';

/** Tools may be long, and an answer has a limit here. */
const PAGE = '50';
const MAX_PAGES = 40;
/** Nothing else becomes part of an address. */
const ID = /^[\w-]{1,128}$/;

export const directory: ToolDirectory = {
  express,
  list: (target) =>
    at(target, (service) => askAgent(service, (agent) => page(service, agent, [], undefined))),
  look: (target, id) =>
    at(target, (service) =>
      askAgent(service, ({ all }) => tool(service, id, (_, kept) => dependents(service, kept), all)),
    ),
  create: (target, wanted, before) => at(target, (service) => create(service, wanted, before)),
  attach: (target, id, before) =>
    at(target, (service) =>
      unchanged(service, before, (agent) => tool(service, id, (_, kept) => giveTool(service, agent, kept))),
    ),
  update: (target, wanted, id, mark) => at(target, (service) => update(service, wanted, id, mark)),
};

function at<T>(target: Target, then: (service: Service) => Inquiry<T>): Inquiry<T> {
  const service = serviceOf(target);
  return service instanceof AgentError ? service : then(service);
}

function found<T>(value: T): Found<T> {
  return { kind: 'found', value };
}

/** One page after the other, until there are no more. */
function page(
  service: Service,
  agent: AgentTools,
  sofar: readonly KeptTool[],
  cursor: string | undefined,
  pages = 1,
): Inquiry<Inventory> {
  const query = { types: 'client', page_size: PAGE, ...(cursor === undefined ? {} : { cursor }) };
  return service.ask({ path: '/tools', query }, (answer) => {
    const read = toolsIn(answer, (id) => agent.all.has(id));
    if (!read) return new AgentError('dial.answer', { detail: '' });
    const tools = [...sofar, ...read];
    const next = answer['has_more'] === true ? textAt(answer, 'next_cursor') : undefined;
    // A service that names the same page again would be asked for ever.
    if (next && next !== cursor && pages < MAX_PAGES) return page(service, agent, tools, next, pages + 1);
    return found({ tools, complete: answer['has_more'] !== true, mark: agent.mark });
  });
}

function toolsIn(answer: JsonObject, isAttached: (id: string) => boolean): KeptTool[] | undefined {
  const { tools } = answer;
  if (!Array.isArray(tools)) return undefined;
  return tools.flatMap((one) => keptTool(one, isAttached) ?? []);
}

/** One tool as it is now. */
function tool<T>(
  service: Service,
  id: string,
  then: (from: JsonObject, kept: KeptTool) => Inquiry<T>,
  attached: ReadonlySet<string> = new Set([id]),
): Inquiry<T> {
  if (!ID.test(id)) return new AgentError('tools.gone');
  return service.try({ path: `/tools/${id}` }, (answer) => {
    if (answer instanceof AgentError) return renamed(answer, { 'dial.agent-unknown': 'tools.gone' });
    const kept = keptTool(answer, (one) => attached.has(one));
    return kept ? then(answer, kept) : new AgentError('dial.answer', { detail: '' });
  });
}

/** Who else uses it. That this cannot be found out is no reason to keep the rest back. */
function dependents(service: Service, kept: KeptTool): Inquiry<Looked> {
  const path = `/tools/${kept.id}/dependent-agents`;
  return service.try({ path, query: { page_size: '100' } }, (answer) => {
    const list: unknown = answer instanceof AgentError ? undefined : answer['agents'];
    if (answer instanceof AgentError || !Array.isArray(list)) return found({ tool: kept });
    const agents = list.filter(isObject).filter((agent) => agent['id'] !== service.agentId);
    const names = agents.map((agent) => textAt(agent, 'name') || textAt(agent, 'id') || '?');
    return found({ tool: kept, others: { names, more: answer['has_more'] === true } });
  });
}

function update(service: Service, wanted: WantedTool, id: string, mark: string): Inquiry<{ tool: KeptTool }> {
  return tool(service, id, (from, kept) => {
    if (kept.mark !== mark) return new AgentError('tools.changed', { tool: wanted.name });
    if (!kept.writable) return new AgentError('tools.read-only');
    const mocks = from['response_mocks'];
    const body = {
      tool_config: edited(objectAt(from, 'tool_config'), wanted),
      ...(mocks === undefined || mocks === null ? {} : { response_mocks: mocks }),
    };
    return service.try({ path: `/tools/${id}`, method: 'PATCH', body }, (answer) => written(answer, wanted));
  });
}

function create(service: Service, wanted: WantedTool, before: Before): Inquiry<Given> {
  const query = { types: 'client', page_size: '100', search: wanted.name };
  return unchanged(service, before, (agent) =>
    service.ask({ path: '/tools', query }, (answer) => {
      const there = toolsIn(answer, () => false) ?? [];
      const strange = there.some(({ id, name }) => name === wanted.name && !before.ids.includes(id));
      if (strange) return new AgentError('tools.changed', { tool: wanted.name });
      const body = { tool_config: newTool(wanted) };
      return service.try<Given>({ path: '/tools', method: 'POST', body }, (made) => {
        const kept = written(made, wanted);
        return kept instanceof AgentError ? kept : give(service, agent, kept.value.tool);
      });
    }),
  );
}

/** The tool is made; if the agent cannot be given it, a person has to know that it is there. */
function give(service: Service, agent: AgentTools, kept: KeptTool): Inquiry<Given> {
  const onlyMade = (inquiry: Inquiry<Given>): Inquiry<Given> => {
    if (inquiry instanceof AgentError) return new AgentError('tools.not-attached', { tool: kept.name });
    if (inquiry.kind === 'found') return inquiry;
    return { ...inquiry, read: (answer) => onlyMade(inquiry.read(answer)) };
  };
  return onlyMade(giveTool(service, agent, kept));
}

/** Goes on if the agent still has the tools that the person has seen. */
function unchanged<T>(
  service: Service,
  { mark }: Before,
  then: (agent: AgentTools) => Inquiry<T>,
): Inquiry<T> {
  return askAgent(service, (agent) =>
    agent.mark === mark ? then(agent) : new AgentError('tools.changed', { tool: '' }),
  );
}

function written(
  answer: JsonObject | AgentError,
  { name }: WantedTool,
): Found<{ tool: KeptTool }> | AgentError {
  if (answer instanceof AgentError)
    return renamed(answer, { 'dial.refused': 'tools.refused', 'dial.agent-unknown': 'tools.gone' });
  const kept = keptTool(answer, () => true);
  if (!kept) return new AgentError('dial.answer', { detail: '' });
  return kept.name === name ? found({ tool: kept }) : new AgentError('tools.not-kept', { tool: name });
}

/** What a status means depends on what was asked. */
function renamed(error: AgentError, codes: Partial<Record<ErrorCode, ErrorCode>>): AgentError {
  return new AgentError(codes[error.code] ?? error.code, error.params);
}
