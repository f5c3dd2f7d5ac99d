// Owns the flow that most tests of the nodes begin with: an agent, its session, one tool, a Function, a reply, a Catch.
// Does not run it.

import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';
import type { Simulator } from '../simulator/simulator.js';
import { newFlow, type FlowBuilder } from './flow.js';

export const ROOM = {
  name: 'room',
  type: 'string',
  description: 'Which room',
  required: true,
  enum: ['kitchen', 'bedroom'],
};
export const ON = { name: 'on', type: 'boolean', description: 'On or off', required: true, enum: [] };

/** What a dashboard would hold for the tool of `wired`. */
export const SET_LIGHT: ToolDeclaration = {
  name: 'set_light',
  description: 'Turns the light of a room on or off',
  schema: {
    type: 'object',
    properties: { room: { type: 'string', enum: ['kitchen', 'bedroom'] }, on: { type: 'boolean' } },
    required: ['room', 'on'],
  },
};

export interface Wishes {
  agent?: Record<string, unknown>;
  key?: string;
  session?: Record<string, unknown>;
  tool?: Record<string, unknown>;
  reply?: Record<string, unknown>;
  /** Body of the Function between tool and reply. */
  code?: string;
}

/**
 * Ids: `agent`, `session`, `tool`, `work` (the Function), `reply`, `catch`; helper nodes `said`, `sound`, `events` at the
 * outputs of the session, `calls` beside `work`, `caught` behind the Catch.
 */
export function wired(wishes: Wishes = {}): FlowBuilder {
  const flow = newFlow();
  const credentials = wishes.key === undefined ? undefined : { apiKey: wishes.key };
  flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice', ...wishes.agent }, credentials);
  flow.node('agent-session', 'session', { agent: 'agent', start: 'deploy', name: 'main', ...wishes.session });
  flow.node('agent-tool', 'tool', {
    agent: 'agent',
    tool: 'set_light',
    description: SET_LIGHT.description,
    parameters: [ROOM, ON],
    ...wishes.tool,
  });
  const code =
    wishes.code ??
    'msg.payload = `The ${msg.payload.room} light is ${msg.payload.on ? "on" : "off"}.`; return msg;';
  flow.node('function', 'work', { func: code, outputs: 1 });
  flow.node('agent-reply', 'reply', { ...wishes.reply });
  flow.node('catch', 'catch', { scope: null });
  for (const id of ['said', 'sound', 'events', 'calls', 'caught']) flow.node('helper', id);
  flow.wire('session', 'said');
  flow.wire(['session', 1], 'sound');
  flow.wire(['session', 2], 'events');
  flow.wire('tool', 'work', 'reply');
  flow.wire('tool', 'calls');
  flow.wire('catch', 'caught');
  return flow;
}

/** The agent of a simulated service, as a user would fill in its form. */
export function agentAt(simulator: Simulator, provider: string): Pick<Wishes, 'agent' | 'key'> {
  return {
    agent: { provider, agentId: simulator.agentId, baseUrl: simulator.origin },
    key: simulator.apiKey,
  };
}

/** The stable code of a message as a Catch node passes it on. */
export function codeOf(message: Readonly<Record<string, unknown>>): unknown {
  const error = message['error'];
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
