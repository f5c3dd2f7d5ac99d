// Owns reading what a flow file stores: missing properties, `${ENV}` that is not set, typed fields.
// The names of the properties stand in lib/shared/settings.

import type { Node, NodeAPI } from 'node-red';
import { AgentError, messageOf } from '../errors.js';
import type { ValueType } from '../shared/settings.js';
import { missingVariable } from './environment.js';
import type { Message } from './handlers.js';

/** A stored property as text; trimmed, empty when it is missing. Errors: `config.env-missing`. */
export function textSetting(value: unknown): string | AgentError {
  const text = asText(value).trim();
  const variable = missingVariable(text);
  return variable === undefined ? text : new AgentError('config.env-missing', { variable });
}

/** The texts of several properties, or the first error among them. */
export function textSettings<K extends string>(
  from: Readonly<Record<string, unknown>>,
  keys: readonly K[],
): Record<K, string> | AgentError {
  const texts = new Map<string, string>();
  for (const key of keys) {
    const text = textSetting(from[key]);
    if (text instanceof AgentError) return text;
    texts.set(key, text);
  }
  // Every key of `keys` was just set.
  // oxlint-disable-next-line no-unsafe-type-assertion
  return Object.fromEntries(texts) as Record<K, string>;
}

/** A value of any kind as a person would have typed it; nothing as an empty text. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : (JSON.stringify(value) ?? typeof value);
}

/** The value of a typed field. Rejects with `config.value`, for example on broken JSONata, or `config.env-missing`. */
export function typedValue(
  RED: NodeAPI,
  node: Node,
  field: { value: unknown; valueType: ValueType },
  message: Message,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const variable = field.valueType === 'str' ? missingVariable(asText(field.value)) : undefined;
    if (variable !== undefined) return reject(new AgentError('config.env-missing', { variable }));
    const refuse = (fault: unknown) => reject(new AgentError('config.value', { detail: messageOf(fault) }));
    try {
      RED.util.evaluateNodeProperty(asText(field.value), field.valueType, node, message, (fault, value) => {
        if (fault) refuse(fault);
        else resolve(value);
      });
    } catch (fault) {
      // Broken JSON and JSONata are thrown, in spite of the callback.
      refuse(fault);
    }
  });
}
