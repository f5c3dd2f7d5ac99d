// Owns comparing the tools that are wired to an agent with those that its provider knows, and carrying out the change that
// a person has asked for. Knows no HTTP: admin.ts serves it.

import { isDeepStrictEqual } from 'node:util';
import type { NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import type { Inquiry, KeptTool, ToolDirectory, WantedTool } from '../providers/directory.js';
import type { Capabilities, Provider, Target } from '../providers/provider.js';
import type { Change, Changed, Comparison, KnownTool, Plan, WiredTool } from '../shared/sync.js';
import {
  compareTool,
  compareTools,
  waitFor,
  type HereTool,
  type Offered,
  type Rules,
} from '../tools/compare.js';
import type { Tool } from '../tools/registry.js';
import type { Agent } from './agent.js';
import { answersIn } from './answered.js';

export function wiredTools({ registry }: Agent): WiredTool[] {
  return registry.declarations();
}

/** Errors: `tools.no-directory` where the agent learns its tools from here, and whatever the provider answers. */
export async function compare(
  RED: NodeAPI,
  agent: Agent,
  aborted: AbortSignal,
): Promise<Comparison | AgentError> {
  const { provider, agentId, seen } = agent;
  const { capabilities, tools: directory } = provider;
  if (capabilities.toolSource === 'client') return new AgentError('tools.no-directory');
  const here = hereTools(RED, agent);
  if (!directory) {
    const tools = compareTools(here, seen.tools(), rulesOf(capabilities, agent.registry.takesAny, true));
    return { agentId, from: 'calls', tools, complete: true, mark: '' };
  }
  const found = await agent.inquire((target) => directory.list(target), aborted);
  if (found instanceof AgentError) return found;
  lastKept.set(agent, found.tools);
  const tools = compareTools(here, found.tools, rulesOf(capabilities, agent.registry.takesAny, false));
  return { agentId, from: 'directory', tools, complete: found.complete, mark: found.mark };
}

/** What each agent had when it was asked last; it may have been changed since. */
const lastKept = new WeakMap<Agent, readonly KeptTool[]>();

/** What can be said of the nodes of an agent without asking anybody: by what it had last, or by its calls. */
export function known(RED: NodeAPI, agent: Agent): KnownTool[] {
  const { capabilities, tools: directory } = agent.provider;
  const there = directory ? lastKept.get(agent) : agent.seen.tools();
  if (capabilities.toolSource === 'client' || !there) return [];
  const rules = rulesOf(capabilities, agent.registry.takesAny, !directory);
  return compareTools(hereTools(RED, agent), there, rules).flatMap(({ declaredBy, state }) =>
    declaredBy === undefined ? [] : { declaredBy, state },
  );
}

/** What changing a tool that is there would change. Errors: `tools.not-wired`, `tools.no-directory`, the provider's. */
export async function plan(
  RED: NodeAPI,
  agent: Agent,
  name: string,
  id: string,
  aborted: AbortSignal,
): Promise<Plan | AgentError> {
  const wanted = wantedIn(RED, agent, name);
  if (wanted instanceof AgentError) return wanted;
  const { directory, here, rules } = wanted;
  const looked = await agent.inquire((target) => directory.look(target, id), aborted);
  if (looked instanceof AgentError) return looked;
  if (looked.tool.name !== name) return new AgentError('tools.changed', { tool: name });
  const tool = compareTool(here, [{ ...looked.tool, attached: true }], rules);
  return { tool, ...(looked.others ? { others: looked.others } : {}) };
}

/** Answers the tool as it is then. Errors: those of `plan`, `tools.beyond`, `tools.redeployed`, the directory's. */
export async function change(RED: NodeAPI, agent: Agent, asked: Change): Promise<Changed | AgentError> {
  const wanted = wantedIn(RED, agent, asked.name);
  if (wanted instanceof AgentError) return wanted;
  const { directory, here, rules, tool } = wanted;
  if (asked.act !== 'attach' && here.beyond.length > 0)
    return new AgentError('tools.beyond', { tool: here.name, places: here.beyond.join(', ') });
  if (asked.act !== 'attach' && !isAsShown(asked.here, compareTool(here, [], rules).here))
    return new AgentError('tools.redeployed', { tool: here.name });
  const done = await inTurn(agent, () =>
    // A change that has begun is ended: whoever asked may have closed the page.
    agent.inquire((target) => carryOut(directory, target, tool, asked), NEVER),
  );
  if (done instanceof AgentError) return done;
  const others = (lastKept.get(agent) ?? []).filter(({ id }) => id !== done.tool.id);
  if (lastKept.has(agent)) lastKept.set(agent, [...others, done.tool]);
  return { tool: compareTool(here, [done.tool], rules), ...(done.mark ? { mark: done.mark } : {}) };
}

/** What was shown has been through JSON. */
function isAsShown(shown: Offered, now: Offered | undefined): boolean {
  return isDeepStrictEqual(shown, JSON.parse(JSON.stringify(now)));
}

const NEVER = new AbortController().signal;

interface Done {
  tool: KeptTool;
  mark?: string;
}

function carryOut(directory: ToolDirectory, target: Target, tool: WantedTool, asked: Change): Inquiry<Done> {
  switch (asked.act) {
    case 'create':
      return directory.create(target, tool, asked.before);
    case 'attach':
      return directory.attach(target, asked.id, asked.before);
    case 'update':
      return directory.update(target, tool, asked.id, asked.mark);
  }
}

/** Two changes at once would each write back what the other has not read. */
const turns = new WeakMap<Agent, Promise<unknown>>();

function inTurn<T>(agent: Agent, act: () => Promise<T>): Promise<T> {
  const next = (turns.get(agent) ?? Promise.resolve()).then(act);
  turns.set(agent, next);
  return next;
}

interface Wanted {
  directory: ToolDirectory;
  here: HereTool;
  tool: WantedTool;
  rules: Rules;
}

function wantedIn(RED: NodeAPI, { provider, registry }: Agent, name: string): Wanted | AgentError {
  const { capabilities, tools: directory } = provider;
  if (!directory) return new AgentError('tools.no-directory');
  // By this very name: one that takes the calls of any other is no definition.
  const wired = registry.tools().find(({ declaration }) => declaration.name === name);
  if (!wired) return new AgentError('tools.not-wired', { tool: name });
  const here = hereTool(wired, provider, answersIn(RED));
  const rules = rulesOf(capabilities, registry.takesAny, false);
  const { description, schema } = wired.declaration;
  const { answered, errorsMarked, timeoutSeconds } = here;
  const waitSeconds = waitFor(timeoutSeconds, rules.maxSeconds);
  const tool = { name, description, schema, answered, errorsMarked, timeoutSeconds, waitSeconds };
  return { directory, here, rules, tool };
}

function hereTools(RED: NodeAPI, { provider, registry }: Agent): HereTool[] {
  const answered = answersIn(RED);
  return registry.tools().map((tool) => hereTool(tool, provider, answered));
}

function hereTool(
  { declaration, declaredBy, timeoutMs, acknowledge, errorsAs }: Tool,
  { tools, capabilities }: Provider,
  answered: (id: string) => boolean,
): HereTool {
  const { name, description, schema } = declaration;
  const expressed = tools?.express(schema) ?? { schema, staysHere: [], beyond: [], invented: [] };
  return {
    name,
    description,
    ...(declaredBy === undefined ? {} : { declaredBy }),
    // What we bring along answers by itself.
    answered: declaredBy === undefined || answered(declaredBy),
    // Without a wish of the tool's own: marked, unless the provider would hide what the mark says.
    errorsMarked: errorsAs ? errorsAs.kind === 'error' : !capabilities.errorsHidden,
    timeoutSeconds: Math.min(timeoutMs, acknowledge?.afterMs ?? timeoutMs) / 1000,
    ...expressed,
  };
}

function rulesOf({ toolTimeout }: Capabilities, takesAny: boolean, partial: boolean): Rules {
  return { maxSeconds: toolTimeout?.maxSeconds, takesAny, partial };
}
