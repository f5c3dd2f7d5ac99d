// Owns the shapes of Vatel's messages on `GET /v1/connection`. Owns no behaviour.
// Source: the OpenAPI document of the Vatel REST API, schemas `VoiceSession*`, and what its official clients accept.

/** What the server sends. Signals come with `data` absent, null or empty; older servers leave `is_final` out. */
export type ServerMessage =
  | { type: 'session_started'; data: { id: string } }
  | { type: 'response_audio'; data: { turn_id: string; audio: string; is_final?: boolean } }
  | { type: 'response_text'; data: { turn_id: string; text: string; is_final?: boolean } }
  | { type: 'input_audio_transcript'; data: { transcript: string; is_final?: boolean; turn_id?: string } }
  | { type: 'speech_started'; data: { emulated: boolean } }
  | { type: 'speech_stopped' | 'interruption' | 'session_ended'; data?: Record<string, never> | null }
  | { type: 'tool_call'; data: ToolCallData | SnakeToolCallData };

export interface ToolCallData {
  toolCallId: string;
  toolName: string;
  arguments?: Argument[] | null;
}

/** The same in the casing that one transport uses. */
export interface SnakeToolCallData {
  tool_call_id: string;
  tool_name: string;
  arguments?: Argument[] | null;
}

export type DataType = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** One argument of a call. The order of a list of them means nothing. */
export interface Argument {
  name: string;
  /** How the value was bound, such as `static` or `resolved`; not its data type. */
  type?: string;
  /** A `DataType`, as far as is known; the set is open. */
  dataType?: string;
  description?: string;
  required?: boolean;
  /** Native JSON; null or absent where an optional parameter has no value. */
  value?: unknown;
}

/** What the client may send: nothing but these two. */
export type ClientMessage =
  | { type: 'input_audio'; data: { audio: string } }
  | { type: 'tool_call_output'; data: { toolCallId: string; output: string } };

/** Body of `POST /v1/session-token`. The server refuses keys that it does not know. */
export interface SessionTokenRequest {
  agent_id: string;
  first_message?: string;
  prompt?: string;
  variables?: { key: string; value: string }[];
}

/** Fixed by the transport: 16-bit little-endian PCM, mono, in both directions. */
export const SAMPLE_RATE = 24_000;
