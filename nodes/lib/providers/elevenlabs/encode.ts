// Owns the frames of what a session wants said. Does not make text of values: a result comes as text.

import type { Command, LaterResult, ToolResult } from '../provider.js';
import type { ClientMessage, ClientToolResult } from './wire.js';

/** A quarter of a second at 16 kHz, as the official clients send it; even, so that no 16-bit sample is torn. */
const MAX_CHUNK_BYTES = 8_000;

/** The frames of a command. ElevenLabs has one for each, or does by itself what it stands for. */
export function encode(command: Command): string[] {
  return messages(command).map(frame);
}

export function frame(message: ClientMessage): string {
  return JSON.stringify(message);
}

function messages(command: Command): ClientMessage[] {
  switch (command.type) {
    case 'tool.result':
      return [result(command)];
    case 'tool.later':
      return later(command);
    case 'user.text':
      return [{ type: 'user_message', text: command.text }];
    case 'context':
      return [
        {
          type: 'contextual_update',
          text: command.text,
          ...(command.key ? { context_id: command.key } : {}),
        },
      ];
    case 'audio':
      return chunks(command.data).map((chunk) => ({ user_audio_chunk: chunk.toString('base64') }));
    case 'activity':
      return [{ type: 'user_activity' }];
    case 'tools':
    case 'continue':
      break;
  }
  // The agent knows its tools from the dashboard, and goes on by itself.
  return [];
}

function result(command: ToolResult): ClientToolResult {
  const errorType = errorTypeOf(command);
  return {
    type: 'client_tool_result',
    tool_call_id: command.id,
    result: command.text,
    is_error: command.outcome === 'error',
    ...(errorType ? { error_type: errorType } : {}),
  };
}

/** News that the agent does not speak about by itself; a message of the user makes it speak. */
function later({ text, prompt }: LaterResult): ClientMessage[] {
  const news: ClientMessage = { type: 'contextual_update', text };
  return prompt === undefined ? [news] : [news, { type: 'user_message', text: prompt }];
}

/** None of the published types says that a flow failed, so that goes without one. */
function errorTypeOf({ outcome, errorKind }: ToolResult): ClientToolResult['error_type'] {
  if (outcome !== 'error') return undefined;
  if (errorKind === 'timeout') return 'client_timeout';
  return errorKind === 'refused' ? 'user_rejected' : undefined;
}

function chunks(data: Buffer): Buffer[] {
  const count = Math.ceil(data.length / MAX_CHUNK_BYTES);
  return Array.from({ length: count }, (_, at) =>
    data.subarray(at * MAX_CHUNK_BYTES, (at + 1) * MAX_CHUNK_BYTES),
  );
}
