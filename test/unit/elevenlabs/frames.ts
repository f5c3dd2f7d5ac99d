// Owns the small words that the tests of the ElevenLabs codec share. Holds no test.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { elevenlabs } from '../../../nodes/lib/providers/elevenlabs/index.js';
import type { Codec, Command, Opening, ProviderEvent } from '../../../nodes/lib/providers/provider.js';

export function connection(opening: Partial<Opening> = {}): Codec {
  return elevenlabs.codec({ textOnly: false, variables: {}, ...opening });
}

/** What a message means on that connection, by default a new one. */
export function heard(message: unknown, line = connection()): ProviderEvent[] {
  return line.decode(JSON.stringify(message));
}

/** The only event, which has to be of that type. */
export function one<T extends ProviderEvent['type']>(
  events: ProviderEvent[],
  type: T,
): Extract<ProviderEvent, { type: T }> {
  assert.deepEqual(
    events.map((event) => event.type),
    [type],
  );
  const event = events.find(
    (candidate): candidate is Extract<ProviderEvent, { type: T }> => candidate.type === type,
  );
  assert(event);
  return event;
}

/** The frames of a command, read as JSON. */
export function sent(command: Command, line = connection()): unknown[] {
  const frames = line.encode(command);
  assert(Array.isArray(frames));
  return frames.map((frame): unknown => JSON.parse(String(frame)));
}

/** The code and the params of what has to be an error of ours. */
export function fault(value: unknown): { code: string; params: AgentError['params'] } {
  assert(value instanceof AgentError, `expected an error, got ${JSON.stringify(value)}`);
  return { code: value.code, params: value.params };
}

export function toolCall(fields: Record<string, unknown> = {}) {
  return {
    type: 'client_tool_call',
    client_tool_call: {
      tool_name: 'set_light',
      tool_call_id: 'call_1',
      parameters: { room: 'kitchen', on: true },
      event_id: 44,
      expects_response: true,
      ...fields,
    },
  };
}
