// Owns what an agent-config node gives to the nodes that use it: the tools, the sessions, the way to the provider.
// Does not own a session's messages: the agent-session node that opens one does.

import { isDeepStrictEqual } from 'node:util';
import type { Node, NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import { providerById } from '../providers/index.js';
import type { Inquiry } from '../providers/directory.js';
import type { Opening, Provider, Target } from '../providers/provider.js';
import { inquire } from '../session/inquiry.js';
import { OPENING_TEXTS } from '../shared/settings.js';
import { Pool } from '../session/pool.js';
import { Session, type SessionEvent, type Surroundings } from '../session/session.js';
import { pendingResults } from '../tools/pending-results.js';
import { Registry } from '../tools/registry.js';
import { Seen } from '../tools/seen.js';
import { filledIn } from './environment.js';
import type { House } from './house.js';
import { routeOf } from './route.js';
import { textSettings } from './settings.js';

export interface Agent {
  name: string;
  readonly provider: Provider;
  readonly registry: Registry;
  readonly pool: Pool;
  /** How it is reached. Where that changes, it is another agent. */
  readonly reach: unknown;
  /** Its id at the provider. */
  readonly agentId: string;
  /** What its calls have told of its tools. */
  readonly seen: Seen;
  /** Asks the provider something about this agent; the key goes no further than this. Never rejects. */
  inquire<T>(question: (target: Target) => Inquiry<T>, aborted: AbortSignal): Promise<T | AgentError>;
  /** Opens a session under a key. Errors: `session.key-taken`, `session.too-many`, `capability.setting`. */
  openSession(
    key: string,
    opening: Opening,
    told: (event: SessionEvent) => void,
    /** Id of the node that opens it, where there is one. */
    node?: string,
  ): Session | AgentError;
  /** Ends all that is open: its node is gone, or it is another agent now. */
  dismiss(): Promise<unknown>;
}

export interface Credentials {
  apiKey: string;
}

/** The node that an agent-config creates. `agent` is an error while its form is not filled in rightly. */
export interface AgentConfigNode extends Node<Credentials> {
  agent: Agent | AgentError;
}

export function makeAgent(
  RED: NodeAPI,
  house: House,
  node: Node<Credentials>,
  stored: object,
): Agent | AgentError {
  const settings = textSettings(filledIn(RED, node, { ...stored, apiKey: node.credentials?.apiKey }), [
    'provider',
    'agentId',
    'baseUrl',
    'origin',
    'tls',
    'apiKey',
  ]);
  if (settings instanceof AgentError) return settings;
  const provider = providerById(settings.provider || 'practice');
  if (!provider) return new AgentError('config.provider-unknown', { provider: settings.provider });
  const incomplete = missing(provider, settings);
  if (incomplete) return incomplete;
  const tls = settings.tls ? RED.nodes.getNode(settings.tls) : undefined;
  if (settings.tls && !tls) return new AgentError('config.tls-missing');
  const name = node.name || settings.agentId || provider.id;
  const route = routeOf(tls);
  const pending =
    provider.capabilities.laterResults || !('pendingResults' in stored)
      ? false
      : stored.pendingResults === true;
  const reach = { settings, pending, tls: route.tls };
  const kept = house.agents.claim(node.id);
  if (kept && isDeepStrictEqual(kept.reach, reach)) return Object.assign(kept, { name });
  void kept?.dismiss();
  const agent = newAgent(house, { name, provider, target: settings, route, reach });
  if (pending) agent.registry.add(pendingResults(house.calls, house.words));
  return agent;
}

function newAgent(
  house: House,
  given: Pick<Surroundings, 'provider' | 'target' | 'route'> & Pick<Agent, 'name' | 'reach'>,
): Agent {
  const { calls, clock, random, everyAgent, observer } = house;
  const { name, provider, target, route, reach } = given;
  const pool = new Pool();
  const registry = new Registry(declaring(house, pool));
  const seen = new Seen();
  const around: Surroundings = {
    get agent() {
      return agent.name;
    },
    provider,
    target,
    route,
    clock,
    random,
    calls,
    registry,
    // Who keeps the tools where they can be read, or gets them from here, tells nothing new by a call.
    ...(provider.tools || provider.capabilities.toolSource === 'client'
      ? {}
      : { seen: (made) => seen.note(made) }),
  };
  const agent: Agent = {
    name,
    provider,
    registry,
    pool,
    reach,
    agentId: target.agentId,
    seen,
    inquire: (question, aborted) => inquire(question(target), route, aborted),
    openSession: (key, opening, told, node = '') => {
      const refused = unavailable(provider, opening);
      const heard = (event: SessionEvent) => {
        observer.session(agent, key, node, event);
        told(event);
      };
      return refused ?? pool.add(key, () => new Session(key, opening, around, heard));
    },
    dismiss: () => {
      everyAgent.leaves(agent);
      return Promise.all(pool.open().map((session) => session.dismiss()));
    },
  };
  everyAgent.joins(agent);
  return agent;
}

/** The agent that a node names in its `agent` property. Errors: `config.agent-missing`, and the agent's own. */
export function agentOf(RED: NodeAPI, id: unknown): Agent | AgentError {
  const node = typeof id === 'string' ? RED.nodes.getNode(id) : undefined;
  return node && isAgentConfig(node) ? node.agent : new AgentError('config.agent-missing');
}

function isAgentConfig(node: Node): node is AgentConfigNode {
  return 'agent' in node;
}

function missing(provider: Provider, target: Target): AgentError | undefined {
  const { account } = provider.capabilities;
  if (account.agentId && target.agentId === '') return new AgentError('config.agent-id-missing');
  if (account.key === 'required' && target.apiKey === '') return new AgentError('config.key-missing');
  return undefined;
}

const OPENING = ['textOnly', 'variables', ...OPENING_TEXTS] as const;

/** What a conversation is to begin with, but this provider cannot do. Errors: `capability.setting`. */
function unavailable(provider: Provider, opening: Opening): AgentError | undefined {
  const { capabilities } = provider;
  const asked = {
    textOnly: opening.textOnly,
    variables: Object.keys(opening.variables).length > 0,
    firstMessage: opening.firstMessage !== undefined,
    prompt: opening.prompt !== undefined,
    language: opening.language !== undefined,
    voice: opening.voice !== undefined,
    userId: opening.userId !== undefined,
  };
  const can = { textOnly: capabilities.textOnly, ...capabilities.opening };
  const setting = OPENING.find((name) => asked[name] && !can[name]);
  return setting && new AgentError('capability.setting', { provider: provider.id, setting });
}

/** A deploy takes and adds many tools in one go: the agent is told once, when all are there. */
function declaring({ afterStart, deploys }: House, pool: Pool): () => void {
  let due = false;
  const declare = () => {
    due = false;
    pool.open().forEach((session) => session.declareTools());
  };
  return () => {
    if (due) return;
    due = true;
    if (deploys.underWay) afterStart(declare);
    else setImmediate(declare);
  };
}
