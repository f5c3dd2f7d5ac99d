// Says something to an open session from anywhere in the flows. Opens none.

import type { Node, NodeAPI, NodeDef } from 'node-red';
import { AgentError } from './lib/errors.js';
import { agentOf } from './lib/nodered/agent.js';
import { filledIn } from './lib/nodered/environment.js';
import { onInput } from './lib/nodered/handlers.js';
import { houseOf } from './lib/nodered/house.js';
import { saidAs } from './lib/nodered/said.js';
import { typedValue } from './lib/nodered/settings.js';
import { clear, show, showRefusal } from './lib/nodered/status.js';
import { SEND_ACTIONS, type AgentSendSettings } from './lib/shared/settings.js';
import { findSession } from './lib/session/pool.js';

export = function register(RED: NodeAPI): void {
  const house = houseOf(RED);
  const { words } = house;

  function AgentSend(this: Node, given: NodeDef & Partial<AgentSendSettings>): void {
    RED.nodes.createNode(this, given);
    const stored = filledIn(RED, this, given);
    const agent = agentOf(RED, stored.agent);
    if (agent instanceof AgentError) showRefusal(this, agent, house);
    else clear(this);
    const action = SEND_ACTIONS.find((known) => known === (stored.action || 'user_message'));
    const field = { value: stored.value || 'payload', valueType: stored.valueType || 'msg' };
    onInput(this, words, async (message) => {
      if (agent instanceof AgentError) throw agent;
      const session = findSession(agent.pool.open(), message['session']);
      if (session instanceof AgentError) throw session;
      if (action === undefined)
        throw new AgentError('config.value', {
          which: 'named',
          name: 'action',
          detail: String(stored.action),
        });
      if (action === 'end') {
        await session.stop('asked');
      } else {
        const { contextKey, audio } = message;
        const beside = { audio, ...(typeof contextKey === 'string' ? { key: contextKey } : {}) };
        const error = await session.send(saidAs(action, await typedValue(RED, this, field, message), beside));
        if (error) throw error;
      }
      show(this, 'good', () => words(`status.send.${action}`, { key: session.key }));
    });
  }

  RED.nodes.registerType('agent-send', AgentSend);
};
