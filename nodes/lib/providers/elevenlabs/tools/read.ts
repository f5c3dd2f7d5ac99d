// Owns what a tool in ElevenLabs' directory says, in neutral terms: read-backs carry every default, and old and new names
// side by side. Does not ask for one.

import { createHash } from 'node:crypto';
import { MAX_DEPTH } from '../../../shared/limits.js';
import type { JsonSchema } from '../../../shared/parameters.js';
import type { KeptTool } from '../../directory.js';
import { isObject, objectAt, textAt, type JsonObject } from '../../frame.js';
import { OTHER_SOURCES } from './wire.js';

const TIMEOUT_SECONDS = 20;
const READERS: ReadonlySet<unknown> = new Set(['viewer', 'commenter']);

const ERRORS: Readonly<Record<string, KeptTool['errors']>> = {
  auto: 'hidden',
  hide: 'hidden',
  summarized: 'summarised',
  passthrough: 'shown',
};

/** A client tool; `undefined` for what is none. */
export function keptTool(from: unknown, isAttached: (id: string) => boolean): KeptTool | undefined {
  if (!isObject(from)) return undefined;
  const id = textAt(from, 'id');
  const config = objectAt(from, 'tool_config');
  const name = textAt(config, 'name');
  if (!id || !name || config['type'] !== 'client') return undefined;
  const errors = ERRORS[textAt(config, 'tool_error_handling_mode') ?? 'auto'];
  const provided: string[] = [];
  return {
    id,
    name,
    description: textAt(config, 'description') ?? '',
    parameters: neutral(objectAt(config, 'parameters'), '', provided, 0),
    provided,
    expectsResponse: config['expects_response'] === true,
    timeoutSeconds: seconds(config['response_timeout_secs']),
    ...(errors ? { errors } : {}),
    attached: isAttached(id),
    writable: !READERS.has(objectAt(from, 'access_info')['role']),
    mark: markOf(config),
  };
}

function seconds(value: unknown): number | 'unlimited' {
  if (typeof value !== 'number') return TIMEOUT_SECONDS;
  return value < 0 ? 'unlimited' : value;
}

/** The keywords that mean something to a model; what the service fills in by itself is only noted. */
function neutral(schema: JsonObject, path: string, provided: string[], depth: number): JsonSchema {
  const { type, description, properties, required, items } = schema;
  const choices = schema['enum'];
  if (isProvided(schema)) provided.push(path);
  return {
    ...(typeof type === 'string' || Array.isArray(type) ? { type } : path ? {} : { type: 'object' }),
    ...(typeof description === 'string' && description ? { description } : {}),
    ...(Array.isArray(choices) && choices.length > 0 ? { enum: choices } : {}),
    ...(Array.isArray(required) && required.length > 0 ? { required } : {}),
    ...(isObject(items) && depth < MAX_DEPTH
      ? { items: neutral(items, `${path}[]`, provided, depth + 1) }
      : {}),
    ...(isObject(properties) && depth < MAX_DEPTH
      ? { properties: neutralProperties(properties, path, provided, depth + 1) }
      : {}),
  };
}

function neutralProperties(
  properties: JsonObject,
  path: string,
  provided: string[],
  depth: number,
): Record<string, JsonSchema> {
  const inner = (name: string) => (path ? `${path}.${name}` : name);
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      isObject(property) ? [[name, neutral(property, inner(name), provided, depth)]] : [],
    ),
  );
}

/** Whether the service fills it in and the model is not asked. An empty text and null stand for "not set". */
export function isProvided(schema: JsonObject): boolean {
  return OTHER_SOURCES.some((source) => {
    const value = schema[source];
    return value !== undefined && value !== null && value !== '' && value !== false;
  });
}

/** The same for the same content, whatever the order of its keys. */
export function markOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 32);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value).toSorted();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
