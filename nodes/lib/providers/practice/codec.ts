// Owns one connection's translation between the agent's messages and neutral events. Does not know what the agent does.

import { AgentError } from '../../errors.js';
import { isObject, readFrame, textAt, type JsonObject } from '../frame.js';
import type { Codec, Command, Opening, ProviderEvent } from '../provider.js';
import type { AgentMessage, ClientMessage } from './wire.js';

type MessageType = AgentMessage['type'];

const MEANINGS: Readonly<Record<MessageType, (message: JsonObject) => ProviderEvent[]>> = {
  ready: ({ conversation }) =>
    typeof conversation === 'string'
      ? [{ type: 'ready', conversationId: conversation }]
      : [broken('ready', 'conversation')],
  calls: toolCalls,
  say: (message) =>
    typeof message['text'] === 'string'
      ? [{ type: 'transcript', role: 'agent', text: message['text'], final: true, ...turnOf(message) }]
      : [broken('say', 'text')],
  noted: ({ text, key }) => [
    { type: 'notice', name: 'context', details: key === undefined ? { text } : { text, key } },
  ],
  problem: (message) => {
    const variable = textAt(message, 'variable');
    if (variable === undefined)
      return [broken(textAt(message, 'message') ?? '', textAt(message, 'field') ?? '')];
    const detail = { variable, detail: variable };
    return [{ type: 'error', error: new AgentError('provider.variable-missing', detail), final: false }];
  },
};

export function codec(opening: Opening): Codec {
  let isReady = false;

  function decode(text: string): ProviderEvent[] {
    const read = readFrame(text);
    if (read instanceof AgentError) return [{ type: 'error', error: read, final: false }];
    const { object, flaw } = read;
    const { type } = object;
    if (typeof type !== 'string') return [broken('', 'type')];
    if (!isKnown(type) || (type === 'ready' && isReady)) return [{ type: 'raw', name: type, frame: object }];
    const events = MEANINGS[type](object);
    isReady ||= events.some((event) => event.type === 'ready');
    if (!flaw) return events;
    // No tool runs on arguments of which a part was taken away.
    const safe = events.map((event) => (event.type === 'tool.call' ? { ...event, arguments: flaw } : event));
    return [{ type: 'error', error: flaw, final: false }, ...safe];
  }

  return {
    greet: () => [helloOf(opening)],
    decode,
    encode,
    closed: (closeCode, reason) =>
      closeCode === 1000 ? undefined : new AgentError('line.lost', { closeCode, reason }),
    // There is no upgrade in process; if one ever was, nobody answered it.
    refused: ({ status }) => new AgentError('line.handshake', { status }),
  };
}

function helloOf({ variables, firstMessage }: Opening): string {
  return frame({ type: 'hello', variables, ...(firstMessage === undefined ? {} : { firstMessage }) });
}

function encode(command: Command): string[] | AgentError {
  switch (command.type) {
    case 'tools':
      return [frame({ type: 'tools', tools: command.tools })];
    case 'tool.result':
      return [frame({ type: 'result', id: command.id, text: command.text, outcome: command.outcome })];
    case 'tool.later':
      return [frame({ type: 'later', text: command.text })];
    case 'continue':
      return [frame({ type: 'continue', ...(command.batch === undefined ? {} : { batch: command.batch }) })];
    case 'user.text':
      return [frame({ type: 'user', text: command.text })];
    case 'context': {
      const key = command.key === undefined ? {} : { key: command.key };
      return [frame({ type: 'context', text: command.text, ...key })];
    }
    case 'activity':
      return [frame({ type: 'activity' })];
    case 'audio':
      break;
  }
  return new AgentError('capability.audio', { provider: 'practice' });
}

function toolCalls(message: JsonObject): ProviderEvent[] {
  const { calls } = message;
  const batch = textAt(message, 'batch');
  if (batch === undefined) return [broken('calls', 'batch')];
  if (!Array.isArray(calls)) return [broken('calls', 'calls')];
  return calls.map((call: unknown): ProviderEvent => {
    if (!isObject(call)) return broken('calls', 'calls');
    const { id, name, arguments: given } = call;
    if (typeof id !== 'string') return broken('calls', 'id');
    if (typeof name !== 'string') return broken('calls', 'name');
    const values = isObject(given)
      ? given
      : new AgentError('frame.shape', { provider: 'practice', frame: 'calls', field: 'arguments' });
    return {
      type: 'tool.call',
      id,
      name,
      raw: given,
      arguments: values,
      expectsResponse: true,
      batch,
      speculative: false,
    };
  });
}

function isKnown(type: string): type is MessageType {
  return Object.hasOwn(MEANINGS, type);
}

function turnOf(message: JsonObject): { turn?: string } {
  const turn = textAt(message, 'turn');
  return turn === undefined ? {} : { turn };
}

function broken(message: string, field: string): ProviderEvent {
  const error = new AgentError('frame.shape', { provider: 'practice', frame: message, field });
  return { type: 'error', error, final: false };
}

function frame(message: ClientMessage): string {
  return JSON.stringify(message);
}
