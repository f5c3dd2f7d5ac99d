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

/** A field and where its value is taken from; `name` for errors. */
export interface TypedField {
  readonly value: unknown;
  readonly valueType: ValueType;
  readonly name?: string;
}

/** The value of a typed field. Rejects with `config.value`, for example on broken JSONata, or `config.env-missing`. */
export function typedValue(RED: NodeAPI, node: Node, field: TypedField, message: Message): Promise<unknown> {
  const { value: given, valueType, name } = field;
  return new Promise((resolve, reject) => {
    const variable = valueType === 'str' ? missingVariable(asText(given)) : undefined;
    if (variable !== undefined) return reject(new AgentError('config.env-missing', { variable }));
    const refuse = (fault: unknown) => {
      if (isLookUp(valueType) && isMissingParent(fault)) return resolve(undefined);
      const named = name ? { which: 'named', name } : {};
      reject(new AgentError('config.value', { detail: messageOf(fault), ...named }));
    };
    try {
      RED.util.evaluateNodeProperty(asText(given), valueType, node, message, (fault, value) => {
        if (fault) refuse(fault);
        else resolve(value);
      });
    } catch (fault) {
      // Broken JSON and JSONata are thrown, in spite of the callback.
      refuse(fault);
    }
  });
}

function isLookUp(valueType: ValueType): boolean {
  return valueType === 'msg' || valueType === 'flow' || valueType === 'global';
}

/** `payload.guest.name` where there is no guest: Node-RED throws what JavaScript throws. A broken path it says itself. */
function isMissingParent(fault: unknown): boolean {
  return fault instanceof TypeError && !('code' in fault);
}
