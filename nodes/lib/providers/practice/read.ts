// Owns the look at a message that the agent hears: it has the shape that the wire says, or which field has not.

import { isObject, type JsonObject } from '../frame.js';
import type { ToolDeclaration } from '../provider.js';
import type { ClientMessage } from './wire.js';

/** Name of the field that is not as it should be. */
export interface Misfit {
  field: string;
}

type Read = (message: JsonObject) => ClientMessage | Misfit;

const READS: Readonly<Record<ClientMessage['type'], Read>> = {
  hello: ({ variables, firstMessage }) => ({
    type: 'hello',
    variables: isObject(variables) ? Object.fromEntries(Object.entries(variables).filter(isVariable)) : {},
    ...(typeof firstMessage === 'string' ? { firstMessage } : {}),
  }),
  tools: ({ tools }) => {
    const read = Array.isArray(tools) ? tools.map(toolOf) : [undefined];
    const usable = read.filter((tool) => tool !== undefined);
    return usable.length === read.length ? { type: 'tools', tools: usable } : { field: 'tools' };
  },
  user: ({ text }) => (typeof text === 'string' ? { type: 'user', text } : { field: 'text' }),
  result: ({ id, text, outcome }) => {
    if (typeof id !== 'string') return { field: 'id' };
    if (typeof text !== 'string') return { field: 'text' };
    return outcome === 'success' || outcome === 'error'
      ? { type: 'result', id, text, outcome }
      : { field: 'outcome' };
  },
  later: ({ text }) => (typeof text === 'string' ? { type: 'later', text } : { field: 'text' }),
  continue: ({ batch }) => ({ type: 'continue', ...(typeof batch === 'string' ? { batch } : {}) }),
  context: ({ text, key }) => {
    if (typeof text !== 'string') return { field: 'text' };
    return { type: 'context', text, ...(typeof key === 'string' ? { key } : {}) };
  },
  activity: () => ({ type: 'activity' }),
};

export function readMessage(message: JsonObject): ClientMessage | Misfit {
  const { type } = message;
  return typeof type === 'string' && isKnown(type) ? READS[type](message) : { field: 'type' };
}

function isKnown(type: string): type is ClientMessage['type'] {
  return Object.hasOwn(READS, type);
}

function isVariable(entry: [string, unknown]): entry is [string, string | number | boolean] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1]);
}

/** A schema may be anything; only the name is needed. */
function toolOf(value: unknown): ToolDeclaration | undefined {
  if (!isObject(value) || typeof value['name'] !== 'string') return undefined;
  const { name, description, schema } = value;
  return {
    name,
    description: typeof description === 'string' ? description : '',
    schema: isObject(schema) ? schema : {},
  };
}
