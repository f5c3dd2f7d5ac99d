// Owns the proof, at compile time, that our ElevenLabs frames are the published ones: `npx tsc -p test` is the test.
// Holds no test that runs: test/unit/elevenlabs/official.test.ts sends one of each through the codec.

import type * as Official from '@elevenlabs/types';
import type {
  ClientMessage,
  ConversationInitiation,
  ErrorType,
  ServerMessage,
} from '../../nodes/lib/providers/elevenlabs/wire.js';

// `Incoming` exports some of them under names that mean the content and not the frame (`PingEvent`, `InterruptionEvent`,
// `ConversationInitiationMetadataEvent`), beside frames of a transcription service. So they are listed one by one.
export type TheirServerMessage =
  | Official.Audio
  | Official.UserTranscript
  | Official.TentativeUserTranscript
  | Official.AgentResponse
  | Official.AgentResponseCorrection
  | Official.AgentChatResponsePart
  | Official.AgentReasoningResponsePart
  | Official.Interruption
  | Official.ConversationMetadata
  | Official.ClientToolCallMessage
  | Official.RichContentMessage
  | Official.AgentToolRequestMessage
  | Official.AgentToolResponseMessage
  | Official.AgentToolResponseFullPayloadMessage
  | Official.McpToolCall
  | Official.McpConnectionStatusMessage
  | Official.VadScore
  | Official.Ping
  | Official.ContextUsage
  | Official.AsrInitiationMetadata
  | Official.GuardrailTriggered
  | Official.InternalTurnProbability
  | Official.InternalTentativeAgentResponse
  | Official.AgentTyping
  | Official.ExternalAgentConnected
  | Official.ExternalAgentDisconnected
  | Official.ErrorMessage;

type TheirClientMessage =
  | Official.UserAudio
  | Official.Pong
  | Official.UserMessage
  | Official.UserActivity
  | Official.ClientToolResult
  | Official.ContextualUpdate
  | Official.ConversationInitiation;

type Same<A, B> = [A, B] extends [B, A] ? true : false;

// ---------------------------------------------------------------------------------------------------------------
// From the server

/** Whatever they may send is of a shape that our decoder is written for. */
export const accepts = (message: TheirServerMessage): ServerMessage => message;

/** The list above is whole: it has every event that a client may ask for, and `error`, which comes unasked. */
export const listed: Same<
  TheirServerMessage['type'],
  Official.ConversationConfigOverrideConversationClientEventsItem | 'error'
> = true;

/** What we read beyond theirs: the Swift SDK's document has these messages, the published types do not. */
export const beyond: Same<
  Exclude<ServerMessage['type'], TheirServerMessage['type']>,
  'client_error' | 'agent_response_complete' | 'agent_response_metadata'
> = true;

export const errorTypes: Same<ErrorType, Official.ErrorEventErrorType> = true;

// Fields that the Swift SDK's document has and the published types have not. A line that begins to compile tells that
// they caught up.
// @ts-expect-error required there, and other clients report calls without it
export type ExpectsResponse = Official.ClientToolCall['expects_response'];
// @ts-expect-error
export type LastOfTheAnswer = Official.AudioEvent['is_final'];
// @ts-expect-error
export type TimeoutOfTheTool = Official.AgentToolRequest['response_timeout_secs'];
// @ts-expect-error only the message with the full result has it here
export type Blocked = Official.AgentToolResponse['is_blocked'];
// @ts-expect-error
export type Guardrail = Official.GuardrailTriggered['guardrail_triggered_event'];

// The AsyncAPI document behind the types says "nullable", the types made from it do not; so ours allow it. The other way
// round it is `ping_ms`, where the Swift SDK's document knows no null.
// @ts-expect-error
export const errorTypeMayBeNull: Official.ErrorEvent['error_type'] = null;
// @ts-expect-error
export const descriptionMayBeNull: Official.McpToolCallOneOf_0['tool_description'] = null;
// @ts-expect-error
export const durationMayBeNull: Official.AgentTypingEvent['duration_ms'] = null;

// ---------------------------------------------------------------------------------------------------------------
// To the server

/** The published types know a closed list of languages; the service takes more, and a person types it. */
type Language = { conversation_config_override?: { agent?: { language?: TheirLanguage } } };
type TheirLanguage = Official.ConversationConfigOverrideAgentLanguage;

type Sent = Exclude<ClientMessage, ConversationInitiation> | (ConversationInitiation & Language);

/** Whatever we send, they take. */
export const sends = (message: Sent): TheirClientMessage => message;

// @ts-expect-error the Swift SDK's document has it, and its client sends it
export type CategoryOfAnError = Official.ClientToolResult['error_type'];

// The check itself bites: what the server would close the session for does not compile.
type Result = Extract<Sent, { type: 'client_tool_result' }>;
// @ts-expect-error
export const resultIsText: Result['result'] = { celsius: 21 };
// @ts-expect-error
export const withoutFlag: Sent = { type: 'client_tool_result', tool_call_id: 'call_1', result: 'done' };
