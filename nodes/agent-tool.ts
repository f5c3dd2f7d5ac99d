// Declares one tool of an agent; each call leaves as a message. The answer comes back through agent-reply.

import type { Node, NodeAPI, NodeDef } from 'node-red';
import { AgentError } from './lib/errors.js';
import { agentOf } from './lib/nodered/agent.js';
import { onClose } from './lib/nodered/handlers.js';
import { houseOf } from './lib/nodered/house.js';
import { callMessage } from './lib/nodered/message.js';
import { show, showFault, showRefusal } from './lib/nodered/status.js';
import { readTool } from './lib/nodered/tool-settings.js';
import { isWired, templateOf } from './lib/nodered/wires.js';
import { Withdrawals } from './lib/nodered/withdrawals.js';
import type { AgentToolSettings } from './lib/shared/settings.js';
import type { OpenCall } from './lib/tools/ledger.js';

export = function register(RED: NodeAPI): void {
  const house = houseOf(RED);
  const { words, afterStart } = house;

  function AgentTool(this: Node, stored: NodeDef & Partial<AgentToolSettings>): void {
    RED.nodes.createNode(this, stored);
    const refuse = (error: AgentError) => void afterStart(() => showFault(this, error, words));
    const agent = agentOf(RED, stored.agent);
    if (agent instanceof AgentError) return showRefusal(this, agent, house);
    const settings = readTool(stored, agent.provider.capabilities);
    if (settings instanceof AgentError) return refuse(settings);
    const { name } = settings.declaration;
    const { answerTopic } = settings;
    const taken = new AgentError('tool.name-taken', { tool: name, agent: agent.name });
    const withdrawals = stored.cancelled ? new Withdrawals(this) : undefined;
    const remove = agent.registry.add({
      ...settings,
      owner: templateOf(this),
      deliver: (call, payload, session) => {
        if (!isWired(this, 0)) throw new AgentError('tool.unwired', { tool: name });
        // As text now: the flow may change the payload before the badge is shown.
        const text = JSON.stringify(payload);
        show(this, 'busy', () => words('status.tool.called', { arguments: text }));
        const message = callMessage(call, payload, session, answerTopic);
        withdrawals?.delivered(call, message);
        this.send(message);
      },
      settled: (call) => {
        showEnding(this, call);
        withdrawals?.settled(call);
      },
      active: (yes) => (yes ? show(this, 'quiet', () => words('status.tool.waiting')) : refuse(taken)),
    });
    onClose(this, words, remove);
  }

  function showEnding(node: Node, { ending, answer, receivedAt, endedAt }: OpenCall): void {
    if (!ending) return;
    const tenths = Math.round(((endedAt ?? receivedAt) - receivedAt) / 100);
    const seconds = tenths === 0 ? '<0.1' : tenths / 10;
    const fine = answer ? answer.outcome === 'success' : ending === 'answered';
    const key = answer?.code
      ? `status.tool.${answer.code}`
      : `status.tool.${ending}-${answer?.outcome ?? 'without'}`;
    show(node, fine ? 'good' : 'bad', () => words(key, { seconds, text: answer?.text ?? '' }));
  }

  RED.nodes.registerType('agent-tool', AgentTool);
};
