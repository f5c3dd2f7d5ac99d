// Owns the addresses below the editor's own by which its forms ask the running agents. The editor's permissions guard
// them, and no key leaves by them. Does not own what is asked: tool-sync does.

import type { Request, Response } from 'express';
import type { NodeAPI } from 'node-red';
import { AgentError, asAgentError } from '../errors.js';
import type { Before } from '../providers/directory.js';
import { isObject } from '../shared/json.js';
import type { Change, Reply, ToldError } from '../shared/sync.js';
import type { Offered } from '../tools/compare.js';
import { agentOf, type Agent } from './agent.js';
import type { House } from './house.js';
import { change, compare, known, plan, wiredTools } from './tool-sync.js';
import { causeOf, nextOf } from './words.js';

const READ = 'agent-config.read';
const WRITE = 'agent-config.write';

/** One runtime, one set of addresses: the node files may be loaded more than once. */
const opened = new WeakSet<object>();

export function openAdmin(RED: NodeAPI, { words }: House): void {
  const { httpAdmin, auth } = RED;
  if (opened.has(httpAdmin)) return;
  opened.add(httpAdmin);
  const told = (error: AgentError): ToldError => ({
    code: error.code,
    cause: causeOf(error, words),
    next: nextOf(error, words),
    again: error.again,
  });
  /** Answers whatever happens: a page that waits for ever tells nobody anything. */
  const serve =
    <T>(act: (agent: Agent, asked: Asked) => Promise<T | AgentError> | T | AgentError) =>
    (request: Request, response: Response): void => {
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      const { params, query, body } = request;
      void Promise.resolve(agentOf(RED, params['agent']))
        .then((agent) => asDeployed(agent))
        .then((agent) =>
          agent instanceof AgentError ? agent : act(agent, { query, body, aborted: gone.signal }),
        )
        .catch((thrown: unknown) => asAgentError(thrown))
        .then((value) => {
          const reply: Reply<T> = value instanceof AgentError ? { error: told(value) } : { value };
          response.json(reply);
        });
    };

  httpAdmin.get('/agent-tools/:agent/wired', auth.needsPermission(READ), serve(wiredTools));
  httpAdmin.get(
    '/agent-tools/:agent/known',
    auth.needsPermission(READ),
    serve((agent) => known(RED, agent)),
  );
  httpAdmin.get(
    '/agent-tools/:agent/tools',
    auth.needsPermission(READ),
    serve((agent, { aborted }) => compare(RED, agent, aborted)),
  );
  httpAdmin.get(
    '/agent-tools/:agent/plan',
    auth.needsPermission(READ),
    serve((agent, { query, aborted }) => {
      const { name, id } = query;
      if (typeof name !== 'string' || typeof id !== 'string') return new AgentError('tools.request');
      return plan(RED, agent, name, id, aborted);
    }),
  );
  httpAdmin.post(
    '/agent-tools/:agent/tools',
    auth.needsPermission(WRITE),
    serve((agent, { body }) => {
      const asked = changeIn(body);
      return asked ? change(RED, agent, asked) : new AgentError('tools.request');
    }),
  );
}

interface Asked {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly aborted: AbortSignal;
}

function asDeployed(agent: Agent | AgentError): Agent | AgentError {
  const missing = agent instanceof AgentError && agent.code === 'config.agent-missing';
  return missing ? new AgentError('tools.not-deployed') : agent;
}

/** What the page asks for; `undefined` when it is not understood. */
function changeIn(body: unknown): Change | undefined {
  if (!isObject(body)) return undefined;
  const { act, name, id, mark } = body;
  const before = beforeIn(body['before']);
  const here = offeredIn(body['here']);
  if (typeof name !== 'string') return undefined;
  if (act === 'create' && before && here) return { act, name, here, before };
  if (typeof id !== 'string' || id === '') return undefined;
  if (act === 'attach' && before) return { act, name, id, before };
  return act === 'update' && here && typeof mark === 'string' ? { act, name, here, id, mark } : undefined;
}

function offeredIn(value: unknown): Offered | undefined {
  if (!isObject(value)) return undefined;
  const { description, schema, answered, waitSeconds } = value;
  const fits = typeof description === 'string' && typeof answered === 'boolean' && isObject(schema);
  return fits && typeof waitSeconds === 'number' ? { description, schema, answered, waitSeconds } : undefined;
}

function beforeIn(value: unknown): Before | undefined {
  if (!isObject(value)) return undefined;
  const { mark, ids } = value;
  if (typeof mark !== 'string' || !Array.isArray(ids)) return undefined;
  return { mark, ids: ids.filter((id): id is string => typeof id === 'string') };
}
