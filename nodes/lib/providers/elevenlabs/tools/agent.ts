// Owns which tools an ElevenLabs agent has: read from everywhere in the agent where tools are named, written in one place.

import { AgentError } from '../../../errors.js';
import type { Given, Inquiry, KeptTool } from '../../directory.js';
import { isObject, objectAt, type JsonObject } from '../../frame.js';
import { markOf } from './read.js';
import { segment, type Service } from './rest.js';

export interface AgentTools {
  /** All, those of single steps of a workflow included. */
  readonly all: ReadonlySet<string>;
  /** Those of the agent as a whole, in their order. */
  readonly own: readonly string[];
  readonly mark: string;
}

export function askAgent<T>(service: Service, then: (tools: AgentTools) => Inquiry<T>): Inquiry<T> {
  return service.ask({ path: pathOf(service) }, (agent) => withTools(agent, then));
}

/**
 * Adds a tool to those that the agent has. Lists are replaced whole there, so the whole list is sent, just read; and
 * nothing else of the agent.
 */
export function giveTool(service: Service, { own, mark }: AgentTools, tool: KeptTool): Inquiry<Given> {
  const given = { ...tool, attached: true };
  if (own.includes(tool.id)) return { kind: 'found', value: { tool: given, mark } };
  const body = {
    conversation_config: { agent: { prompt: { tool_ids: [...own, tool.id] } } },
    version_description: `+${tool.name}`,
  };
  return service.ask({ path: pathOf(service), method: 'PATCH', body }, (agent) =>
    withTools(agent, (after) => {
      const lost = [...own, tool.id].some((id) => !after.own.includes(id));
      if (lost) return new AgentError('tools.not-kept', { tool: tool.name });
      return { kind: 'found', value: { tool: given, mark: after.mark } };
    }),
  );
}

function pathOf({ agentId }: Service): string {
  return `/agents/${segment(agentId)}`;
}

function withTools<T>(agent: JsonObject, then: (tools: AgentTools) => Inquiry<T>): Inquiry<T> {
  // Without it, what answered is no agent, and its list of tools must not be taken for an empty one.
  if (!isObject(agent['conversation_config'])) return new AgentError('dial.answer', { detail: '' });
  const prompt = objectAt(objectAt(agent['conversation_config'], 'agent'), 'prompt');
  const own = idsIn(prompt['tool_ids']);
  const nodes = Object.values(objectAt(objectAt(agent, 'workflow'), 'nodes')).filter(isObject);
  const inSteps = nodes.flatMap((node) => [...idsIn(node['additional_tool_ids']), ...namedIn(node['tools'])]);
  return then({ own, all: new Set([...own, ...inSteps]), mark: markOf(own.toSorted()) });
}

function idsIn(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).filter((id): id is string => typeof id === 'string');
}

function namedIn(list: unknown): string[] {
  return idsIn((Array.isArray(list) ? list : []).map((one) => (isObject(one) ? one['tool_id'] : undefined)));
}
