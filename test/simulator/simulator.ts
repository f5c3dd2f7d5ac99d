// Owns what a test may ask of a simulated service and what it may set: the one page to read before using one.
// Owns no behaviour.

import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../nodes/lib/clock.js';
import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';
import type { JsonObject } from '../../nodes/lib/shared/json.js';
import type { RequestFault, Script } from './script.js';

/** A service of one provider, listening on 127.0.0.1. Everything it records is a live view. */
export interface Simulator {
  /** Such as `http://127.0.0.1:40123`: what a user would type as base URL. */
  readonly origin: string;
  readonly agentId: string;
  readonly apiKey: string;
  /** The conversations so far, oldest first, closed ones included. */
  readonly conversations: readonly Conversation[];
  /** REST requests so far. */
  readonly requests: readonly RecordedRequest[];
  /** Attempts to open a socket so far; `status` is 101 where it opened. */
  readonly upgrades: readonly RecordedRequest[];
  /** The conversation of that number from 0, as soon as it has begun: the agent may act in it. */
  conversation: (index?: number) => Promise<Conversation>;
  request: (index?: number) => Promise<RecordedRequest>;
  upgrade: (index?: number) => Promise<RecordedRequest>;
  /** Spoils requests that are still to come. */
  spoil: (...faults: RequestFault[]) => void;
  /** Cuts every line and frees the port. */
  close: () => Promise<void>;
}

export interface RecordedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What it was answered with; 0 while it is held back. */
  status: number;
}

/** One open line, seen from the service. */
export interface Conversation {
  readonly id: string;
  /** The address as it was opened, query included. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** The subprotocol agreed on; empty for none. */
  readonly protocol: string;
  readonly open: boolean;
  /** Frames of the client, oldest first, wrong ones included. */
  readonly received: readonly JsonObject[];
  readonly sent: readonly JsonObject[];
  /** Results that were accepted, late ones included. */
  readonly results: readonly ToolAnswer[];
  /** Why the client was cut off; empty when it kept to the protocol. */
  readonly violations: readonly string[];
  /** Sends frames as they are, several in one write. A tool call among them counts as made by the agent. */
  send: (...frames: JsonObject[]) => void;
  /** Sends text that need not be a frame at all. */
  sendText: (text: string) => void;
  /** Makes the agent call a tool, and returns the id of the call. */
  call: (tool: string, values?: JsonObject, options?: CallOptions) => string;
  /** The result of a call. Rejects when the agent gives up waiting for it, or the line ends. */
  answer: (callId: string) => Promise<ToolAnswer>;
  /** Makes the agent say something. */
  say: (text: string) => void;
  /** A frame of the client: the first of that kind, or the one of that number from 0. Rejects when the line ends. */
  frame: (kind: string | ((frame: JsonObject) => boolean), index?: number) => Promise<JsonObject>;
  /** The agent ends the conversation in the service's own way. */
  hangUp: () => void;
  close: (code?: number, reason?: string) => void;
  /** Cuts the connection without a word. */
  drop: () => void;
  /**
   * Stays connected and neither reads nor writes any more: a half-open line. That the client gave up on it is noticed
   * only when the simulator is closed.
   */
  fallSilent: () => void;
  readonly ended: Promise<Ending>;
}

export interface CallOptions {
  /** By default the next free one. */
  id?: string;
  /** By default true. */
  expectsResponse?: boolean | null;
}

export interface ToolAnswer {
  readonly id: string;
  readonly tool: string;
  readonly text: string;
  /** Absent where the protocol has no such flag. */
  readonly isError?: boolean;
  readonly errorType?: string;
  /** The agent had given up waiting for it. */
  readonly late: boolean;
}

export interface Ending {
  readonly code: number;
  readonly reason: string;
}

/** What both services can be told. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  apiKey?: string;
  agentId?: string;
  /** The tools as the dashboard would hold them. */
  tools?: readonly ToolDeclaration[];
  /** What the agent says first; by default nothing. */
  firstMessage?: string;
  script?: Script;
  /** What the agent understands when somebody spoke, one after the other; the last one stays. */
  heard?: readonly string[];
  /** Signed URLs and tokens: good for one connection, for any number, or already expired. By default for one. */
  tickets?: TicketRule;
  clock?: Clock;
  /** Told of everything that happens. */
  watch?: (event: Seen) => void;
}

export type TicketRule = 'once' | 'reusable' | 'expired';

export interface ElevenLabsOptions extends SimulatorOptions {
  /** Connections need a signed URL. */
  private?: boolean;
  /** Values of the Origin header that are let in; a connection without one is not. By default everyone is. */
  origins?: readonly string[];
  /** Overrides that the agent allows, such as `agent.first_message`. By default all that exist. */
  overrides?: readonly string[];
  /** Dynamic variables that the agent needs. */
  variables?: readonly string[];
  /** How sound goes both ways. By default `pcm_16000`. */
  sound?: 'pcm_16000' | 'pcm_24000' | 'pcm_48000' | 'ulaw_8000';
  /** The agent itself does without audio. */
  textOnly?: boolean;
  /** Client tools of the workspace, as the REST interface shows them. By default none. */
  workspace?: readonly WorkspaceTool[];
  /** How long the agent waits for a result. By default 20. */
  toolTimeoutSeconds?: number;
  /** By default 5. */
  pingSeconds?: number;
  /**
   * Pause after the metadata frame. By default 0: what follows comes in the same write, as a network may well do it.
   * `@elevenlabs/client` loses such frames and needs 30.
   */
  metadataGapMs?: number;
}

/** A tool of the workspace; other keys are those of its `tool_config`. */
export interface WorkspaceTool {
  name: string;
  /** The agent has it. By default it does. */
  attached?: boolean;
  /** What the key may do with it. By default admin. */
  role?: 'admin' | 'viewer';
  /** Names of other agents that use it. */
  usedBy?: readonly string[];
  [config: string]: unknown;
}

export interface VatelOptions extends SimulatorOptions {
  /** An agent that belongs to somebody else. */
  foreignAgentId?: string;
  /** Takes token requests with unknown keys and nulls. */
  lenient?: boolean;
  /** Spelling of the ids in a tool call. By default camel. */
  casing?: 'camel' | 'snake';
  /** Shape of `data` on the messages that carry none. By default each in turn. */
  signals?: SignalShape;
}

export type SignalShape = 'object' | 'null' | 'absent';

export type Seen =
  | { kind: 'request'; request: RecordedRequest }
  | { kind: 'upgrade'; request: RecordedRequest }
  | { kind: 'opened'; conversation: string }
  | { kind: 'in' | 'out'; conversation: string; text: string }
  | { kind: 'violation'; conversation: string; why: string }
  | { kind: 'closed'; conversation: string; ending: Ending };
