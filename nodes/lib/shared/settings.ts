// Owns what a flow file stores for each node type: the names and values that the form writes and the runtime reads.

import type { JsonSchema, ParameterRow } from './parameters.js';

/** Where a typed field takes its value from, in Node-RED's own short names. */
export type ValueType = 'str' | 'num' | 'bool' | 'json' | 'env' | 'msg' | 'flow' | 'global' | 'jsonata';

export interface AgentConfigSettings {
  name: string;
  provider: string;
  agentId: string;
  baseUrl: string;
  tls: string;
  origin: string;
  /** The agent may ask for results that came too late for their call; only where it cannot be told of them. */
  pendingResults: boolean;
}

export interface SessionVariable {
  name: string;
  value: string;
  valueType: ValueType;
}

/** How the agent's sound leaves: piece by piece, or each turn as one WAV file. */
export type AudioOut = 'chunks' | 'turn';

export interface AgentSessionSettings {
  name: string;
  agent: string;
  start: 'deploy' | 'message';
  textOnly: boolean;
  /** Transcripts leave while they still grow, too. */
  interim: boolean;
  variables: SessionVariable[];
  firstMessage: string;
  prompt: string;
  language: string;
  voice: string;
  /** Who is speaking, as the provider files it. */
  userId: string;
  /** Where each of these is taken from; a text where it is missing. */
  firstMessageType: ValueType;
  promptType: ValueType;
  languageType: ValueType;
  voiceType: ValueType;
  userIdType: ValueType;
  /** Sessions open at once, as text; empty for MAX_SESSIONS. */
  maxSessions: string;
  /** Minutes in which nothing is said or called, as text, after which a session ends; empty for never. */
  idleMinutes: string;
  /** Whether a page for people to speak at is served. */
  talk: boolean;
  /** Its last part of the address; empty for one made of the node's name. */
  talkPath: string;
  /** Whether its visitors share the session of the node, or each has one. */
  talkSession: 'shared' | 'each';
  audioOut: AudioOut;
}

/** The texts that a conversation may begin with. */
export const OPENING_TEXTS = ['firstMessage', 'prompt', 'language', 'voice', 'userId'] as const;
export type OpeningText = (typeof OPENING_TEXTS)[number];

export interface AgentToolSettings {
  name: string;
  agent: string;
  tool: string;
  description: string;
  parameters: ParameterRow[];
  /** JSON Schema text; when it is not empty it stands in place of the rows. */
  schema: string;
  /** Keywords of the schema as a whole that rows cannot say; they count together with the rows. */
  moreSchema: JsonSchema;
  /** A flow that need not end at a reply: nobody waits for one. */
  noReply: boolean;
  /** Seconds as text; empty for the agent's own default. */
  timeout: string;
  /** The call message carries what `mqtt out` needs to send it as an MQTT v5 request. */
  mqtt: boolean;
  /** Topic to which the device is asked to answer; empty for ANSWER_TOPIC. */
  mqttResponseTopic: string;
  /** A second output for calls that ended without the answer of the flow. */
  cancelled: boolean;
  /** A call ends when the user speaks into what the agent is about. */
  interruptible: boolean;
  /** A tool of all agents; `agent` counts for nothing then. */
  everyAgent: boolean;
  /** Takes the calls that no other tool takes; `tool`, `description`, `parameters`, `schema` count for nothing then. */
  others: boolean;
  /** How the agent is told that the tool failed; empty for what is best for its provider. */
  errorsAs: '' | 'error' | 'result' | 'sentence';
  errorSentence: string;
  /** What happens to calls that come while one is open. */
  order: 'parallel' | 'queue' | 'merge';
  /** Seconds as text, after which the agent is told that the flow is at work; empty for never. */
  acknowledgeAfter: string;
  acknowledgement: string;
  acknowledgementType: ValueType;
  /** The agent is asked to speak of the result that comes later. */
  acknowledgeSpeak: boolean;
}

export type Outcome = 'auto' | 'success' | 'error';

export interface AgentReplySettings {
  name: string;
  value: string;
  valueType: ValueType;
  outcome: Outcome;
}

export const SEND_ACTIONS = ['user_message', 'context', 'audio', 'activity', 'end'] as const;
export type SendAction = (typeof SEND_ACTIONS)[number];

export interface AgentSendSettings {
  name: string;
  agent: string;
  action: SendAction;
  value: string;
  valueType: ValueType;
}
