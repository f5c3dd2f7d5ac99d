// Owns the tool calls of one connection: which the agent made, and which of them it no longer waits for.
// Does not check arguments against a tool's schema: tools/ does.

import { AgentError } from '../../errors.js';
import { isObject, textAt, type JsonObject } from '../frame.js';
import type { ProviderEvent, ToolCall } from '../provider.js';
import { broken, type Meaning } from './shape.js';

export interface Calls {
  /** `client_tool_call`: the one message that runs a tool. */
  readonly made: Meaning;
  /** `agent_tool_response`: the server is done with a call, of whatever kind of tool. */
  readonly done: Meaning;
  /** A result is on its way, so what the server says of the call from now on is our own answer. */
  readonly answered: (id: string) => void;
}

export function calls(): Calls {
  const owed = new Set<string>();

  function made(content: JsonObject): ProviderEvent[] {
    const { tool_call_id: id, expects_response: expects } = content;
    if (typeof id !== 'string' || id === '') return broken('client_tool_call', 'tool_call_id');
    // Without a name nothing can run, but the agent waits all the same: it is told that there is no such tool.
    const name = textAt(content, 'tool_name') ?? '';
    // Sources disagree whether the field is sent at all. An answer nobody waits for does no harm; a missing one does.
    const expectsResponse = expects !== false;
    if (expectsResponse) owed.add(id);
    const raw = content['parameters'] ?? {};
    return [
      { type: 'tool.call', id, name, raw, arguments: argumentsOf(raw), expectsResponse, speculative: false },
    ];
  }

  function done(content: JsonObject): ProviderEvent[] {
    const { tool_call_id: id, tool_name: name, tool_type: kind, is_error: failed } = content;
    if (failed === true) {
      // There is no message for a timeout: a failure that we did not report is the only sign of one.
      const gaveUp = typeof id === 'string' && owed.delete(id);
      return gaveUp ? [{ type: 'tool.cancel', ids: [id], reason: 'timed-out' }] : [];
    }
    return name === 'end_call' && kind !== 'client' ? [{ type: 'ended', reason: 'end_call' }] : [];
  }

  return { made, done, answered: (id) => owed.delete(id) };
}

function argumentsOf(parameters: unknown): ToolCall['arguments'] {
  if (isObject(parameters)) return parameters;
  return new AgentError('frame.shape', {
    provider: 'elevenlabs',
    frame: 'client_tool_call',
    field: 'parameters',
  });
}
