// Owns how a conversation begins: what the session form holds, its typed variables, what a message adds to it.

import type { Node, NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import type { Opening } from '../providers/provider.js';
import {
  OPENING_TEXTS,
  type AgentSessionSettings,
  type OpeningText,
  type SessionVariable,
} from '../shared/settings.js';
import type { Message } from './handlers.js';
import { typedValue } from './settings.js';

/** What of the form decides how a conversation begins. */
export function openingForm(stored: Partial<AgentSessionSettings>): unknown {
  const { textOnly, variables } = stored;
  return { textOnly, variables, texts: OPENING_TEXTS.map((name) => fieldOf(stored, name)) };
}

/** One of the texts, with where it is taken from. What an old flow stores is a text. */
function fieldOf(stored: Partial<AgentSessionSettings>, name: OpeningText) {
  return { name, value: stored[name] ?? '', valueType: stored[`${name}Type`] || ('str' as const) };
}

/** Rejects with `config.env-missing`, `config.value`, `message.variable` or `message.setting`. */
export async function readOpening(
  RED: NodeAPI,
  node: Node,
  stored: Partial<AgentSessionSettings>,
  message: Message,
): Promise<Opening> {
  const variables: Record<string, string | number | boolean> = {};
  for (const variable of stored.variables ?? []) {
    if (variable.name === '') continue;
    variables[variable.name] = scalar(variable, await typedValue(RED, node, variable, message));
  }
  const opening: Opening = { textOnly: stored.textOnly === true, variables };
  for (const name of OPENING_TEXTS) {
    const field = fieldOf(stored, name);
    if (field.value === '') continue;
    const text = textOf(name, await typedValue(RED, node, field, message));
    // What is not there leaves it as it is set at the agent.
    if (text !== '') opening[name] = text;
  }
  return opening;
}

function textOf(setting: OpeningText, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new AgentError('message.setting', { setting, type: Array.isArray(value) ? 'array' : typeof value });
}

/** No provider takes objects as variables; a value that is not there is a fault of the flow, not an empty text. */
function scalar(
  { name, valueType, value: field }: SessionVariable,
  value: unknown,
): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value !== undefined && value !== null)
    throw new AgentError('message.variable', { name, type: typeof value });
  const where =
    valueType === 'msg' ? { which: 'message', field: field.replace(/^msg\./, '') } : { which: 'none' };
  throw new AgentError('message.variable', { name, ...where });
}
