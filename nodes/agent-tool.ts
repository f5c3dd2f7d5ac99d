// Declares one tool of an agent, or of all; each call leaves as a message. The answer comes back through agent-reply.

import type { Node, NodeAPI, NodeDef } from 'node-red';
import { AgentError } from './lib/errors.js';
import { agentOf, type Agent } from './lib/nodered/agent.js';
import { filledIn } from './lib/nodered/environment.js';
import { flowTool } from './lib/nodered/flow-tool.js';
import { onClose } from './lib/nodered/handlers.js';
import { houseOf } from './lib/nodered/house.js';
import { openLiveAdmin } from './lib/nodered/live-admin.js';
import { show, showFault, showRefusal } from './lib/nodered/status.js';
import {
  beyondProvider,
  caseOf,
  readTool,
  refusedByProvider,
  timeLimit,
} from './lib/nodered/tool-settings.js';
import { templateOf } from './lib/nodered/wires.js';
import { spoken } from './lib/nodered/words.js';
import type { AgentToolSettings } from './lib/shared/settings.js';
import type { Tool } from './lib/tools/registry.js';

export = function register(RED: NodeAPI): void {
  const house = houseOf(RED);
  const { words, afterStart, everyAgent, toolNodes } = house;
  openLiveAdmin(RED, house);

  function AgentTool(this: Node, given: NodeDef & Partial<AgentToolSettings>): void {
    RED.nodes.createNode(this, given);
    const stored = filledIn(RED, this, given);
    const refuse = (error: AgentError) => void afterStart(() => showFault(this, error, words));
    const agent = stored.everyAgent ? undefined : agentOf(RED, stored.agent);
    if (agent instanceof AgentError) {
      toolNodes.refuse(this, agent);
      return showRefusal(this, agent, house);
    }
    const settings = readTool(RED, this, stored, words);
    if (settings instanceof AgentError) {
      toolNodes.refuse(this, settings);
      return refuse(settings);
    }
    const { name } = settings.declaration;
    const about = { tool: name, ...caseOf(name) };
    const taken = !agent && everyAgent.has(name);
    let reaches: boolean | undefined;
    const flow = flowTool(RED, this, { ...settings, cancelled: stored.cancelled === true }, words);
    const active = (yes: boolean) => {
      if (agent && !yes) return refuse(new AgentError('tool.name-taken', { ...about, agent: agent.name }));
      if (taken && !yes) return;
      // One for all agents stands back where an agent has its own.
      const now = yes || everyAgent.reached(name);
      if (now !== reaches)
        show(this, 'quiet', () => words(now ? 'status.tool.waiting' : 'status.tool.shadowed'));
      if (!agent) reaches = now;
    };
    const toolFor = ({ provider }: Pick<Agent, 'provider'>): Tool => {
      for (const doubt of [beyondProvider(settings, provider), refusedByProvider(settings, provider)])
        if (doubt) afterStart(() => this.warn(spoken(doubt, words).message));
      const timeoutMs = timeLimit(settings, provider.capabilities);
      return { ...settings, ...flow, active, timeoutMs, declaredBy: templateOf(this) };
    };
    if (taken) refuse(new AgentError('tool.name-taken-everywhere', about));
    const forget = toolNodes.add({ node: this, settings, agent, toolFor });
    const remove = agent ? agent.registry.add(toolFor(agent)) : everyAgent.add(name, toolFor);
    onClose(this, words, () => {
      forget();
      remove();
    });
  }

  RED.nodes.registerType('agent-tool', AgentTool);
};
