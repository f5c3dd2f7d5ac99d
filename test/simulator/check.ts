// Owns checking plain data against a JSON Schema and saying what is wrong in one line. Owns no schema.

import { Ajv, type ErrorObject } from 'ajv';
import type { JsonSchema } from '../../nodes/lib/shared/parameters.js';

/** What is wrong with a value, and where, such as `/data/output`; `undefined` when it is as it should be. */
export type Check = (value: unknown) => Flaw | undefined;

export interface Flaw {
  path: string;
  why: string;
}

const ajv = new Ajv({ strictTypes: false, discriminator: true });

export function checkFor(schema: JsonSchema): Check {
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? undefined : flawOf(validate.errors?.[0]));
}

/** An object that may have these properties and no others. */
export function only(properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema {
  return { type: 'object', additionalProperties: false, properties, required };
}

export const TEXT: JsonSchema = { type: 'string' };
export const BASE64: JsonSchema = {
  type: 'string',
  pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
};

function flawOf(error: ErrorObject | undefined): Flaw {
  const path = error?.instancePath ?? '';
  const extra: unknown = error?.params['additionalProperty'];
  const choices: unknown = error?.params['allowedValues'];
  const what = typeof extra === 'string' ? `must not have the key ${extra}` : (error?.message ?? 'is wrong');
  const which = Array.isArray(choices) ? `: ${choices.join(', ')}` : '';
  return { path: path || '/', why: `${path || 'it'} ${what}${which}` };
}
