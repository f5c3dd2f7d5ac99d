// Owns a tool whose work is a flow: its calls leave a node as messages, and the node shows what becomes of them.
// Does not own how it is set up (tool-settings), nor which agents have it.

import type { Node, NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import type { OpenCall } from '../tools/ledger.js';
import type { Tool } from '../tools/registry.js';
import type { Words } from '../words.js';
import { shownArguments } from './masking.js';
import { callMessage } from './message.js';
import { show } from './status.js';
import { isWired } from './wires.js';
import { Withdrawals } from './withdrawals.js';

/** What nodes do with calls that are over. A call may outlive the node it left by, and find another one in its place. */
const endings = new WeakMap<Node, (call: OpenCall) => void>();

/** `answerTopic`: where a device is asked to answer over MQTT. `cancelled`: whether there is a second output. */
export function flowTool(
  RED: NodeAPI,
  node: Node,
  {
    answerTopic,
    cancelled,
    private: hidden,
  }: { answerTopic: string | undefined; cancelled: boolean; private?: ReadonlySet<string> },
  words: Words,
): Pick<Tool, 'deliver' | 'acknowledged' | 'settled'> {
  const runs = (id: string) => {
    const there: Node | null | undefined = RED.nodes.getNode(id);
    return Boolean(there);
  };
  const withdrawals = cancelled ? new Withdrawals(node) : undefined;
  endings.set(node, (call) => {
    showEnding(node, call, words);
    withdrawals?.settled(call);
  });
  return {
    deliver: (call, payload, session) => {
      if (!isWired(node, 0, runs)) throw new AgentError('tool.unwired', { tool: call.name });
      // As text now: the flow may change the payload before the badge is shown.
      const text = hidden?.size ? shownArguments(payload, hidden).text : JSON.stringify(payload);
      show(node, 'busy', () => words('status.tool.called', { arguments: text }));
      const message = callMessage(call, payload, session, answerTopic);
      withdrawals?.delivered(call, message);
      node.send(message);
    },
    acknowledged: (_call, text) => show(node, 'busy', () => words('status.tool.acknowledged', { text })),
    settled: (call) => {
      const there: Node | null | undefined = RED.nodes.getNode(node.id);
      if (there) endings.get(there)?.(call);
    },
  };
}

function showEnding(node: Node, { ending, answer, receivedAt, endedAt }: OpenCall, words: Words): void {
  if (!ending) return;
  const tenths = Math.round(((endedAt ?? receivedAt) - receivedAt) / 100);
  const seconds = tenths === 0 ? '<0.1' : tenths / 10;
  const fine = answer ? answer.outcome === 'success' : ending === 'answered';
  const key = answer?.code
    ? `status.tool.${answer.code}${answer.params?.['at'] ? '-at' : ''}`
    : `status.tool.${ending}-${answer?.outcome ?? 'without'}`;
  show(node, fine ? 'good' : 'bad', () =>
    words(key, { ...answer?.params, seconds, text: answer?.text ?? '' }),
  );
}
