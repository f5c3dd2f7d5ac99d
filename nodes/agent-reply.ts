// Sends a message's value back as the result of the call that it belongs to. Works unconfigured.

import type { Node, NodeAPI, NodeDef } from 'node-red';
import { AgentError } from './lib/errors.js';
import { filledIn } from './lib/nodered/environment.js';
import { onInput, tellsOwnFault, type Message } from './lib/nodered/handlers.js';
import { houseOf } from './lib/nodered/house.js';
import { replyOf } from './lib/nodered/outcome.js';
import { typedValue } from './lib/nodered/settings.js';
import { clear, show } from './lib/nodered/status.js';
import type { AgentReplySettings } from './lib/shared/settings.js';
import { correlate } from './lib/tools/correlate.js';

export = function register(RED: NodeAPI): void {
  const { calls, words } = houseOf(RED);

  function AgentReply(this: Node, given: NodeDef & Partial<AgentReplySettings>): void {
    RED.nodes.createNode(this, given);
    const stored = filledIn(RED, this, given);
    clear(this);
    const field = { value: stored.value || 'payload', valueType: stored.valueType || 'msg' };
    const read = async (message: Message) =>
      replyOf(message, await typedValue(RED, this, field, message), stored.outcome ?? 'auto', words);
    onInput(this, words, async (message) => {
      const match = correlate(calls.ledger, message);
      // A Catch for everything brings what our other nodes have to say as well: it is about no call, and told already.
      if (match instanceof AgentError && match.code === 'reply.no-call' && tellsOwnFault(message)) return;
      if (match instanceof AgentError) throw match;
      const { call } = match.entry;
      const reply = await read(message).catch((thrown: unknown) => {
        // The agent is waiting whatever is wrong with this node's form.
        calls.answer(call.ref, { value: undefined, outcome: 'error' });
        throw thrown;
      });
      const delivered = calls.answer(call.ref, reply);
      if (delivered instanceof AgentError) throw delivered;
      const weaker = match.key === 'ref' ? '' : `-by-${match.key}`;
      show(this, weaker ? 'doubt' : 'good', () =>
        words(`status.reply.${delivered}${weaker}`, { tool: call.name }),
      );
    });
  }

  RED.nodes.registerType('agent-reply', AgentReply);
};
