// Owns the frames of what a session wants said: audio and tool results, which is all that Vatel's socket takes.
// Does not make text of values: a result comes as text.

import { AgentError, type ErrorCode } from '../../errors.js';
import type { Command, ToolResult } from '../provider.js';
import { SAMPLE_RATE, type ClientMessage } from './wire.js';

/** Half a second. As base64 it stays below 32 KiB, the smallest frame limit that common servers start with. */
const MAX_CHUNK_BYTES = SAMPLE_RATE;

/** What the socket cannot carry. `undefined`: nothing to send, the agent knows its tools and goes on by itself. */
const NOT_CARRIED: Readonly<
  Record<Exclude<Command['type'], 'tool.result' | 'audio'>, ErrorCode | undefined>
> = {
  'user.text': 'capability.text',
  context: 'capability.context',
  activity: 'capability.activity',
  'tool.later': 'capability.context',
  tools: undefined,
  continue: undefined,
};

/** The frames of a command. Errors: `capability.text`, `capability.context`, `capability.activity`. */
export function encode(command: Command): string[] | AgentError {
  if (command.type === 'tool.result') {
    return [frame({ type: 'tool_call_output', data: { toolCallId: command.id, output: outputOf(command) } })];
  }
  if (command.type === 'audio') {
    return chunks(command.data).map((chunk) =>
      frame({ type: 'input_audio', data: { audio: chunk.toString('base64') } }),
    );
  }
  const code = NOT_CARRIED[command.type];
  return code ? new AgentError(code, { provider: 'vatel' }) : [];
}

/** There is no error flag, so the text has to say it. No retry: what timed out may still happen. */
function outputOf(result: ToolResult): string {
  if (result.outcome === 'success') return result.text;
  return JSON.stringify({ status: 'error', message: result.text, retryable: false });
}

function chunks(data: Buffer): Buffer[] {
  const count = Math.ceil(data.length / MAX_CHUNK_BYTES);
  return Array.from({ length: count }, (_, at) =>
    data.subarray(at * MAX_CHUNK_BYTES, (at + 1) * MAX_CHUNK_BYTES),
  );
}

function frame(message: ClientMessage): string {
  return JSON.stringify(message);
}
