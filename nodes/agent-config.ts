// The config node: one agent at one provider. Opens nothing; the nodes that name it share its tools and sessions.

import type { NodeAPI, NodeDef } from 'node-red';
import { AgentError } from './lib/errors.js';
import { openAdmin } from './lib/nodered/admin.js';
import { makeAgent, type AgentConfigNode, type Credentials } from './lib/nodered/agent.js';
import { openEnvironment } from './lib/nodered/env-admin.js';
import { onClose } from './lib/nodered/handlers.js';
import { houseOf } from './lib/nodered/house.js';

export = function register(RED: NodeAPI): void {
  const house = houseOf(RED);
  openAdmin(RED, house);
  openEnvironment(RED);

  function AgentConfig(this: AgentConfigNode, stored: NodeDef): void {
    RED.nodes.createNode(this, stored);
    const agent = makeAgent(RED, house, this, stored);
    this.agent = agent;
    // Whoever uses it tells why it cannot be used.
    if (agent instanceof AgentError) return;
    onClose(this, house.words, (removed) => {
      if (removed || house.deploys.stopping) return agent.dismiss();
      return house.agents.park(this.id, agent);
    });
  }

  RED.nodes.registerType<AgentConfigNode, NodeDef, object, Credentials>('agent-config', AgentConfig, {
    credentials: { apiKey: { type: 'password' } },
  });
};
