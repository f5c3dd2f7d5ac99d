// Owns how a tool treats an agent that waits, as its form stores it: what it hears of a failure, when it is told that the
// flow is still at work, what happens to several calls at once. Does none of it: tools/ does.

import type { Node, NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import { TIMEOUT_MAX_SECONDS, TIMEOUT_MIN_SECONDS } from '../shared/limits.js';
import type { AgentToolSettings } from '../shared/settings.js';
import type { ErrorsAs } from '../tools/answers.js';
import { encodeResult } from '../tools/encode.js';
import type { Order } from '../tools/lanes.js';
import type { Acknowledge } from '../tools/registry.js';
import type { Words } from '../words.js';
import { callMessage } from './message.js';
import { asText, textSettings, typedValue } from './settings.js';
import { showFault } from './status.js';

type Stored = Partial<AgentToolSettings>;

/** Missing: as is best for the agent's provider. */
export function errorsAsOf({ errorsAs, errorSentence }: Stored): ErrorsAs | undefined {
  if (errorsAs === 'error' || errorsAs === 'result') return { kind: errorsAs };
  const sentence = asText(errorSentence).trim();
  return errorsAs === 'sentence' && sentence !== '' ? { kind: 'sentence', sentence } : undefined;
}

/** What waits for each other are the calls of one node, whatever becomes of the node in a deploy. */
export function orderOf({ order }: Stored, lane: string): Order {
  return order === 'queue' || order === 'merge' ? { kind: order, lane } : { kind: 'parallel' };
}

/** `undefined` where the agent just waits. Errors: `config.env-missing`, `tool.acknowledge-value`. */
export function acknowledgeOf(
  RED: NodeAPI,
  node: Node,
  stored: Stored,
  words: Words,
): Acknowledge | undefined | AgentError {
  const texts = textSettings({ ...stored }, ['acknowledgeAfter']);
  if (texts instanceof AgentError) return texts;
  const { acknowledgeAfter: after } = texts;
  if (after === '') return undefined;
  const seconds = Number(after);
  if (!(seconds >= TIMEOUT_MIN_SECONDS && seconds <= TIMEOUT_MAX_SECONDS))
    return new AgentError('tool.acknowledge-value', { value: after });
  const sentence = sentenceOf(RED, node, stored, words);
  return { afterMs: seconds * 1000, speak: stored.acknowledgeSpeak === true, sentence };
}

function sentenceOf(RED: NodeAPI, node: Node, stored: Stored, words: Words): Acknowledge['sentence'] {
  const value = asText(stored.acknowledgement);
  const valueType = stored.acknowledgementType || 'str';
  return (call, payload, session) => {
    const usual = words('said.acknowledged', { tool: call.name });
    if (valueType === 'str') return filled(value, payload).trim() || usual;
    const refused = (error: AgentError) => {
      showFault(node, error, words);
      return usual;
    };
    return typedValue(RED, node, { value, valueType }, callMessage(call, payload, session)).then((found) => {
      const text = encodeResult(found);
      return text instanceof AgentError ? refused(text) : text?.trim() || usual;
    }, refused);
  };
}

/** `{{room}}` is what the agent gave for `room`; what it did not give leaves a gap. */
function filled(text: string, payload: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) =>
    Object.hasOwn(payload, name) ? asText(payload[name]) : '',
  );
}
