// Owns the shapes of the frames on `/v1/convai/conversation`, in both directions. Owns no behaviour.
// Source: the AsyncAPI documents of the TypeScript and of the Swift SDK; where they differ, what is wider stands here.
// test/contract/elevenlabs-types.ts holds it against the published types. Long because the protocol is: one list to compare.

/** What the server sends: `type`, and what stands beside it. */
export interface ServerMessages {
  conversation_initiation_metadata: {
    conversation_initiation_metadata_event: {
      conversation_id: string;
      agent_output_audio_format: AudioFormatName;
      /** Some agents leave it out; the official client then takes `pcm_16000`. */
      user_input_audio_format?: AudioFormatName;
    };
  };
  ping: { ping_event: { event_id: number; ping_ms?: number | null } };

  audio: { audio_event: AudioData };
  interruption: { interruption_event: { event_id: number } };
  user_transcript: { user_transcription_event: UserText };
  tentative_user_transcript: { tentative_user_transcription_event: UserText };
  agent_response: { agent_response_event: AgentText };
  agent_response_correction: { agent_response_correction_event: Correction };
  agent_chat_response_part: { text_response_part: TextPart<number> };

  client_tool_call: { client_tool_call: ToolCallData };
  agent_tool_request: { agent_tool_request: ToolRequest };
  agent_tool_response: { agent_tool_response: ToolResponse };
  agent_tool_response_full_payload: { agent_tool_response_full_payload: FullToolResponse };
  mcp_tool_call: { mcp_tool_call: McpToolCall };
  mcp_connection_status: { mcp_connection_status: { integrations: McpIntegration[] } };

  agent_response_complete: { agent_response_complete_event: { event_id: number } };
  agent_response_metadata: { agent_response_metadata_event: { metadata: AnyObject; event_id: number } };
  agent_reasoning_response_part: { reasoning_response_part: TextPart<string> };
  rich_content: { rich_content: RichContent };
  vad_score: { vad_score_event: { vad_score: number } };
  context_usage: { context_usage_event: ContextUsage };
  guardrail_triggered: { guardrail_triggered_event?: { guardrail_name: string } };
  asr_initiation_metadata: { asr_initiation_metadata_event: AnyObject };
  agent_typing: { agent_typing_event: { is_typing: boolean; duration_ms?: number | null } };
  external_agent_connected: { external_agent_connected_event?: AnyObject };
  external_agent_disconnected: { external_agent_disconnected_event?: AnyObject };

  /** Sent when the server is about to close. A used-up quota has been seen without `error_event`, as `message` alone. */
  error: { error_event?: ErrorData; message?: string };
  client_error: { error_event: { code: number; error_name: string; message?: string } };

  /** Declared as not for the public. */
  internal_turn_probability: { turn_probability_internal_event: { turn_probability: number } };
  internal_tentative_agent_response: {
    tentative_agent_response_internal_event: { tentative_agent_response: string };
  };
}

export type ServerMessageType = keyof ServerMessages;
export type ServerMessage = { [T in ServerMessageType]: { type: T } & ServerMessages[T] }[ServerMessageType];

type AnyObject = Readonly<Record<string, unknown>>;

/** `pcm_16000` and the like is 16-bit mono little-endian. */
type AudioFormatName = `pcm_${number}` | `ulaw_${number}`;

interface AudioData {
  audio_base_64: string;
  event_id: number;
  alignment?: { chars: string[]; char_start_times_ms: number[]; char_durations_ms: number[] };
  is_final?: boolean;
}

interface UserText {
  user_transcript: string;
  event_id: number;
}

interface AgentText {
  agent_response: string;
  event_id: number;
  attachments?: { url: string; name: string; mime_type?: string | null }[];
}

interface Correction {
  original_agent_response: string;
  corrected_agent_response: string;
  event_id: number;
}

interface TextPart<Id> {
  /** A fragment; empty in `start` and `stop`. */
  text: string;
  type: 'start' | 'delta' | 'stop';
  event_id: Id;
}

interface ToolCallData {
  tool_name: string;
  tool_call_id: string;
  parameters: AnyObject;
  event_id?: number;
  /** Only an explicit `false` means that no answer is wanted. */
  expects_response?: boolean | null;
}

interface ToolRequest {
  tool_name: string;
  tool_call_id: string;
  tool_type: string;
  event_id: number;
  expects_response?: boolean;
  disable_interruptions?: boolean;
  response_timeout_secs?: number;
  execution_mode?: string;
}

interface ToolResponse {
  tool_name: string;
  tool_call_id: string;
  tool_type: string;
  is_error: boolean;
  is_called: boolean;
  event_id: number;
  is_blocked?: boolean;
}

interface FullToolResponse extends ToolResponse {
  full_tool_result: string;
  truncated?: boolean;
}

interface McpToolCall {
  service_id: string;
  tool_call_id: string;
  tool_name: string;
  tool_description?: string | null;
  parameters: AnyObject;
  timestamp?: string;
  state: 'loading' | 'awaiting_approval' | 'success' | 'failure';
  approval_timeout_secs?: number;
  result?: AnyObject[];
  error_message?: string;
}

interface McpIntegration {
  integration_id: string;
  integration_type: 'mcp_server' | 'mcp_integration';
  is_connected: boolean;
  tool_count?: number;
}

interface RichContent {
  rich_content_id: string;
  component: string;
  props: AnyObject;
  event_id: number;
}

interface ContextUsage {
  event_id: number;
  model: string;
  context_tokens: number;
  context_limit_tokens: number;
}

interface ErrorData {
  /** The code that the socket is about to be closed with. */
  code: number;
  message?: string;
  error_type?: ErrorType | null;
  reason?: string | null;
  debug_message?: string | null;
  details?: AnyObject | null;
}

export type ErrorType =
  | 'unknown'
  | 'invalid_message'
  | 'telephony_agent_error'
  | 'mcp_tool_error'
  | 'mcp_https_error'
  | 'value_error'
  | 'missing_fields'
  | 'override_error'
  | 'missing_dynamic_variable_transfer'
  | 'missing_dynamic_variable'
  | 'websocket_disconnect'
  | 'safety_violation'
  | 'llm_timeout'
  | 'transport_receive_timeout'
  | 'asyncio_timeout'
  | 'http_exception'
  | 'max_duration_exceeded'
  | 'llm_error'
  | 'custom_llm_error'
  | 'cascade_brain_error'
  | 'asr_transcription_error'
  | 'vad_error'
  | 'turn_probability_error'
  | 'tts_cascade_error'
  | 'redis_timeout_error'
  | 'unknown_websocket_crash';

/** What the client sends, of what it might: feedback, files and approvals of MCP calls are not among it. */
export type ClientMessage =
  | ConversationInitiation
  | { type: 'pong'; event_id: number }
  /** Without a `type`: the key alone tells. */
  | { user_audio_chunk: string }
  | { type: 'user_message'; text: string }
  | { type: 'contextual_update'; text: string; context_id?: string }
  | { type: 'user_activity' }
  | ClientToolResult;

export interface ConversationInitiation {
  type: 'conversation_initiation_client_data';
  conversation_config_override?: ConfigOverride;
  dynamic_variables?: Readonly<Record<string, string | number | boolean>>;
  user_id?: string;
}

export interface ConfigOverride {
  agent?: AgentOverride;
  tts?: { voice_id: string };
  conversation?: { text_only: true };
}

export interface AgentOverride {
  prompt?: { prompt: string };
  first_message?: string;
  language?: string;
}

export interface ClientToolResult {
  type: 'client_tool_result';
  tool_call_id: string;
  /** Anything but a string makes the server close with 1008. */
  result: string;
  is_error: boolean;
  /** Makes the result an error whatever `is_error` says. `user_rejected` means that the tool was not run. */
  error_type?: 'user_rejected' | 'client_timeout';
}
