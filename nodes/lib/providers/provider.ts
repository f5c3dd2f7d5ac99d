// The contract that every provider fulfils: how to reach it (dial), how to talk to it (codec), what it cannot do
// (capabilities). All of it is plain data and synchronous functions. A provider owns no socket, no timer, no tool.

import type { AgentError } from '../errors.js';
import type { JsonSchema } from '../shared/parameters.js';
import type { ToolRules } from '../shared/tool-rules.js';
import type { SoundFormat } from '../sound/format.js';
import type { ToolDirectory } from './directory.js';

export interface Provider {
  /** The value of `provider` in a flow file; also the name of its folder and of its catalog keys. */
  readonly id: string;
  readonly capabilities: Capabilities;
  /** Where a new connection goes. Asked anew for every connection: addresses may be good for one use only. */
  dial(target: Target, opening: Opening): Dial;
  /** One codec a connection: it may remember what belongs to that connection, and nothing else. */
  codec(opening: Opening): Codec;
  /** The way to the tools that the provider keeps for its agents; absent where it publishes none. */
  readonly tools?: ToolDirectory;
}

/** What a provider can and cannot do, as plain data that forms read as well. Never `if (provider === ...)` elsewhere. */
export interface Capabilities {
  /** Needs an account: a key, an agent id. */
  readonly account: { readonly key: 'none' | 'optional' | 'required'; readonly agentId: boolean };
  /** Origin used when `baseUrl` is empty, such as `https://api.example.com`; empty when there is no network. */
  readonly origin: string;
  /** The one language that its agents understand and speak, such as `en-US`; missing where that is up to each agent. */
  readonly language?: string;
  readonly textIn: boolean;
  /** What the user writes comes back as a transcript; otherwise the session itself shows it as said. */
  readonly echoesText: boolean;
  readonly contextIn: boolean;
  readonly activityIn: boolean;
  readonly audioIn: boolean;
  /** How much sound a frame should hold, in milliseconds; `undefined` where no sound is taken. */
  readonly audioFrame: { readonly ms: number } | undefined;
  /** A session can be asked to do without audio. */
  readonly textOnly: boolean;
  /** What an opening may carry. */
  readonly opening: {
    readonly variables: boolean;
    readonly firstMessage: boolean;
    readonly prompt: boolean;
    readonly language: boolean;
    readonly voice: boolean;
    readonly userId: boolean;
  };
  /** Whether a result can say that it is an error, or whether that has to stand in its text. */
  readonly errorFlag: boolean;
  /** Whether the provider by default keeps from its model what a result with the flag says. */
  readonly errorsHidden: boolean;
  /** Whether a result can follow after its call has been answered: otherwise it waits for the next answer. */
  readonly laterResults: boolean;
  /** Who knows the tools: the provider's own dashboard, or the client that declares them on the line. */
  readonly toolSource: 'provider' | 'client';
  /** What it asks of a tool's names and descriptions, beyond what all providers do. */
  readonly toolRules: ToolRules;
  /** How the agent goes on after results: by itself, or only when told, once a batch of calls is answered. */
  readonly continuation: 'auto' | 'explicit';
  /** Seconds that the provider waits for a result; `undefined` where it publishes no figure. */
  readonly toolTimeout: { readonly seconds: number; readonly maxSeconds: number } | undefined;
  /** Sent while nothing else is, so that the provider does not end an idle text session. */
  readonly keepAlive: { readonly seconds: number } | undefined;
}

/** Whom to reach: what `agent-config` holds. */
export interface Target {
  agentId: string;
  apiKey: string;
  /** Origin of the service, `https://host[:port]` or `http://...`; the provider's own when the field is empty. */
  baseUrl: string;
  /** Value of the Origin header, for agents that demand one; empty for none. */
  origin: string;
}

/** How a conversation begins. What is `undefined` is not sent at all. */
export interface Opening {
  textOnly: boolean;
  variables: Readonly<Record<string, string | number | boolean>>;
  firstMessage?: string;
  prompt?: string;
  language?: string;
  voice?: string;
  userId?: string;
  /** The last token of a `resumable` event, when a lost conversation is to be taken up again. */
  resume?: string;
}

/** An address, a question whose answer holds it, or the reason why there is none. */
export type Dial = Address | Question | AgentError;

export type Address = SocketAddress | LocalAddress;

export interface SocketAddress {
  kind: 'socket';
  /** `ws://` or `wss://`, complete. Never logged: it may hold a token. */
  url: string;
  headers: Readonly<Record<string, string>>;
}

export interface LocalAddress {
  kind: 'local';
  /** Makes the other end, in this process. */
  peer: () => Peer;
}

/** The other end of a local line: hears a frame, answers with frames. Never throws. */
export interface Peer {
  hear(frame: string): string[];
}

export interface Question {
  kind: 'question';
  request: HttpRequest;
  read(answer: HttpAnswer): Address | AgentError;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface HttpAnswer {
  status: number;
  body: string;
}

/** What goes over a line: text, or bytes where a provider sends sound as it is. */
export type Frame = string | Buffer;

/** Translates between frames and what they mean, for one connection. Never throws, whatever the frame. */
export interface Codec {
  /** What is sent the moment the line opens, in order. */
  greet(): Frame[];
  /** What a frame means. A frame nobody knows becomes `raw`; a broken one `error`. Calls of one batch come together. */
  decode(frame: string): ProviderEvent[];
  /** The same for a binary frame; where it is missing, such a frame is read as text. */
  decodeBytes?(frame: Buffer): ProviderEvent[];
  /** The frames of a command, or the reason why this provider cannot carry it out. */
  encode(command: Command): Frame[] | AgentError;
  /** What it means that the other end closed: `undefined` for an ordinary end of the conversation. */
  closed(code: number, reason: string): AgentError | undefined;
  /** What it means that the upgrade was answered with an HTTP status instead of a socket. */
  refused(answer: HttpAnswer): AgentError;
}

// ---------------------------------------------------------------------------------------------------------------
// Events: from the provider

export type ProviderEvent =
  /** The conversation is up; commands may be sent. Once a connection. */
  | { type: 'ready'; conversationId: string; audioIn?: AudioFormat; audioOut?: AudioFormat }
  /** A frame that the protocol itself owes, such as the answer to a ping. */
  | { type: 'send'; frame: Frame }
  /** If the line is lost, the next one may take up the conversation with this token (`Opening.resume`). */
  | { type: 'resumable'; token: string }
  | ({ type: 'tool.call' } & ToolCall)
  /** The provider no longer wants these calls answered. */
  | { type: 'tool.cancel'; ids: string[]; reason: 'withdrawn' | 'timed-out' | 'interrupted' }
  | Transcript
  | { type: 'audio'; data: Buffer; turn?: string; final: boolean }
  /** Fall silent: what was sent of this turn (and before it) is no longer to be heard. */
  | { type: 'interruption'; turn?: string }
  /** The conversation ends by the provider's own wish; the line closes after it. */
  | { type: 'ended'; reason: string }
  /** `final`: the provider is about to close. Otherwise the session goes on. */
  | { type: 'error'; error: AgentError; final: boolean }
  /** Something known that no other event carries; details are the provider's own. Shown on the events output. */
  | { type: 'notice'; name: string; details: Readonly<Record<string, unknown>> }
  /** Something unknown, passed on as it came. */
  | { type: 'raw'; name: string; frame: Readonly<Record<string, unknown>> };

export interface ToolCall {
  /** The provider's id, unique within its connection. */
  id: string;
  name: string;
  /** What the provider sent, in its own shape. Plain data. */
  raw: unknown;
  /** The same as an object, name to value; an error where it cannot be read. */
  arguments: Record<string, unknown> | AgentError;
  /** What the call itself tells of the tool's parameters, where the provider sends that along. */
  declared?: JsonSchema;
  expectsResponse: boolean;
  /** Calls that the provider made together and wants answered together. */
  batch?: string;
  /** The turn may still be taken back: not for what moves something. */
  speculative: boolean;
}

export interface Transcript {
  type: 'transcript';
  role: 'user' | 'agent';
  /** The whole text so far, never a fragment. */
  text: string;
  final: boolean;
  turn?: string;
  /** The agent did not get to say all of it; this is what was said. */
  corrected?: true;
  interrupted?: true;
}

export interface AudioFormat {
  encoding: 'pcm_s16le' | 'ulaw';
  /** Samples per second. */
  sampleRate: number;
  channels: 1;
}

// ---------------------------------------------------------------------------------------------------------------
// Commands: to the provider

export type Command =
  | { type: 'tools'; tools: readonly ToolDeclaration[] }
  | ToolResult
  /** What a tool came to whose call was answered before it was done. Only where there are `laterResults`. */
  | LaterResult
  /** All results of a batch are in: go on. Only where `continuation` is explicit. */
  | { type: 'continue'; batch: string | undefined }
  | { type: 'user.text'; text: string }
  | { type: 'context'; text: string; key?: string }
  /** Without a format in the session's own; a codec is given no other. */
  | { type: 'audio'; data: Buffer; format?: SoundFormat }
  | { type: 'activity' };

export interface ToolResult {
  type: 'tool.result';
  id: string;
  name: string;
  /** Always text: what is not text was made text before. */
  text: string;
  outcome: 'success' | 'error';
  /** Why it is an error, where that is known. */
  errorKind?: 'timeout' | 'refused' | 'flow';
}

export interface LaterResult {
  type: 'tool.later';
  /** The call that was answered. */
  id: string;
  name: string;
  /** A whole sentence: it stands alone. */
  text: string;
  outcome: 'success' | 'error';
  /** What a user would say to have it spoken about; missing where the agent need not speak. */
  prompt?: string;
}

/** A tool as a model needs to know it. */
export interface ToolDeclaration {
  name: string;
  description: string;
  schema: JsonSchema;
}
