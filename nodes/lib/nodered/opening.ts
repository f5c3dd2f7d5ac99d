// Owns how a conversation begins: what the session form holds, its typed variables, what a message adds to it.

import type { Node, NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import type { Opening } from '../providers/provider.js';
import type { AgentSessionSettings, SessionVariable } from '../shared/settings.js';
import type { Message } from './handlers.js';
import { textSettings, typedValue } from './settings.js';

/** What of the form decides how a conversation begins. */
export function openingForm(stored: Partial<AgentSessionSettings>): unknown {
  const { textOnly, variables, firstMessage, prompt, language, voice } = stored;
  return { textOnly, variables, firstMessage, prompt, language, voice };
}

/** Rejects with `config.env-missing`, `config.value` or `message.variable`. */
export async function readOpening(
  RED: NodeAPI,
  node: Node,
  stored: Partial<AgentSessionSettings>,
  message: Message,
): Promise<Opening> {
  const texts = textSettings({ ...stored }, ['firstMessage', 'prompt', 'language', 'voice']);
  if (texts instanceof AgentError) throw texts;
  const variables: Record<string, string | number | boolean> = {};
  for (const variable of stored.variables ?? []) {
    if (variable.name === '') continue;
    variables[variable.name] = scalar(variable, await typedValue(RED, node, variable, message));
  }
  const set = Object.entries(texts).filter(([, text]) => text !== '');
  return { textOnly: stored.textOnly === true, variables, ...Object.fromEntries(set) };
}

/** No provider takes objects as variables; a value that is not there is a fault of the flow, not an empty text. */
function scalar({ name }: SessionVariable, value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new AgentError('message.variable', { name, type: value === null ? 'null' : typeof value });
}
