// Owns whether an agent lets a conversation begin as the client asks: overrides it allows, variables it needs.
// The shape of the message is checked before.

import { isObject, type JsonObject } from '../../../nodes/lib/shared/json.js';
import type { Flaw } from '../check.js';
import type { ElevenLabsOptions } from '../simulator.js';
import type { ErrorType } from './server-frames.js';

export interface Refusal {
  type: ErrorType;
  why: string;
  /** What the close frame says. */
  reason: string;
}

export interface Opening {
  firstMessage: string;
  textOnly: boolean;
}

/** A message that is not as it must be. The reason is the service's own, and says nothing. */
export function invalid(why: string): Refusal {
  return { type: 'invalid_message', why, reason: 'Invalid message received' };
}

/** A flaw in the first message: one in the overrides is told apart. */
export function flawed(flaw: Flaw): Refusal {
  return flaw.path.startsWith('/conversation_config_override') ? override(flaw.why) : invalid(flaw.why);
}

/** How the conversation begins, or why it does not. */
export function readOpening(frame: JsonObject, options: ElevenLabsOptions): Opening | Refusal {
  const wanted = leaves(frame['conversation_config_override']);
  const forbidden = [...wanted.keys()].find((path) => options.overrides?.includes(path) === false);
  if (forbidden !== undefined) return override(`the agent does not allow the override ${forbidden}`);

  const variables = frame['dynamic_variables'];
  const missing = (options.variables ?? []).filter((name) => !isObject(variables) || !(name in variables));
  if (missing.length > 0) {
    const why = `Missing dynamic variables: ${missing.join(', ')}`;
    return { type: 'missing_dynamic_variable', why, reason: why };
  }

  const firstMessage = wanted.get('agent.first_message') ?? options.firstMessage;
  return {
    firstMessage: typeof firstMessage === 'string' ? firstMessage : '',
    textOnly: options.textOnly === true || wanted.get('conversation.text_only') === true,
  };
}

function override(why: string): Refusal {
  return { type: 'override_error', why, reason: `Override refused: ${why}`.slice(0, 120) };
}

/** Every value that stands in nested objects, by its path, such as `agent.prompt.llm`. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (!isObject(value)) return new Map(value === undefined ? [] : [[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, path ? `${path}.${key}` : key)]),
  );
}
