// Owns which fields of a tool are ours, and changing those and no others: sounds, assignments, values that the service
// fills in, and fields that nobody here has heard of stay as they are.

import type { WantedTool } from '../../directory.js';
import { isObject, type JsonObject } from '../../frame.js';
import { express } from './express.js';
import { isProvided } from './read.js';
import type { ClientTool } from './wire.js';

const UNLIMITED = -1;

/** A tool that is not there yet. */
export function newTool(tool: WantedTool): ClientTool {
  return {
    type: 'client',
    name: tool.name,
    description: tool.description.trim() || tool.name,
    parameters: express(tool.schema).schema,
    expects_response: tool.answered,
    response_timeout_secs: tool.waitSeconds,
    tool_error_handling_mode: 'passthrough',
  };
}

/** A tool that is there, with our fields as they should be. What does not differ is not touched: nobody was asked. */
export function edited(config: JsonObject, tool: WantedTool): JsonObject {
  const ours = newTool(tool);
  const invented = new Set(express(tool.schema).invented);
  const { response_timeout_secs: waits } = config;
  const enough = typeof waits === 'number' && (waits === UNLIMITED || waits > tool.timeoutSeconds);
  return {
    ...config,
    description: tool.description.trim() ? ours.description : config['description'],
    parameters: merged({ ...ours.parameters }, config['parameters'], { path: '', name: '', invented }),
    ...(tool.answered
      ? {
          expects_response: true,
          ...(tool.errorsMarked ? { tool_error_handling_mode: 'passthrough' } : {}),
          response_timeout_secs: enough ? waits : tool.waitSeconds,
        }
      : {}),
  };
}

interface Place {
  path: string;
  name: string;
  /** Paths where the schema says nothing. */
  invented: ReadonlySet<string>;
}

/** One part of the parameters. Where nothing is said here, theirs stays; a description that is but the name says nothing. */
function merged(ours: JsonObject, theirs: unknown, place: Place): JsonObject {
  if (!isObject(theirs)) return ours;
  if (isProvided(theirs) || place.invented.has(place.path)) return theirs;
  if (kindOf(ours) !== kindOf(theirs)) return ours;
  const result: Record<string, unknown> = { ...theirs, type: ours['type'] };
  const { description } = ours;
  if (description !== undefined && !(description === place.name && theirs['description']))
    result['description'] = description;
  if (ours['enum'] !== undefined || isFilled(theirs['enum'])) result['enum'] = ours['enum'] ?? null;
  if (isObject(ours['items']))
    result['items'] = merged(ours['items'], theirs['items'], { ...place, path: `${place.path}[]` });
  if (isObject(ours['properties'])) {
    result['properties'] = mergedProperties(ours['properties'], theirs['properties'], place);
    result['required'] = requiredOf(ours, theirs);
  }
  return result;
}

/** Ours, and of theirs those that the service fills in. */
function mergedProperties(ours: JsonObject, theirs: unknown, { path, invented }: Place): JsonObject {
  const there = isObject(theirs) ? theirs : {};
  const kept = Object.entries(there).filter(([, property]) => isObject(property) && isProvided(property));
  const named = Object.entries(ours).map(([name, property]) => {
    const inner = { path: path ? `${path}.${name}` : name, name, invented };
    return [name, isObject(property) ? merged(property, there[name], inner) : property];
  });
  return Object.fromEntries([...kept, ...named]);
}

function requiredOf(ours: JsonObject, theirs: JsonObject): unknown[] {
  const list = (from: JsonObject): unknown[] => (Array.isArray(from['required']) ? from['required'] : []);
  const properties = isObject(theirs['properties']) ? theirs['properties'] : {};
  const kept = list(theirs).filter((name) => {
    const property = typeof name === 'string' ? properties[name] : undefined;
    return isObject(property) && isProvided(property);
  });
  return [...new Set([...list(ours), ...kept])];
}

function kindOf({ type }: JsonObject): unknown {
  return type === 'object' || type === 'array' ? type : 'literal';
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
