// Owns the shapes of the practice agent's messages in both directions, one JSON object a frame. Owns no behaviour.

import type { ToolDeclaration } from '../provider.js';

/** What the agent hears. */
export type ClientMessage =
  | { type: 'hello'; variables: Readonly<Record<string, string | number | boolean>>; firstMessage?: string }
  | { type: 'tools'; tools: readonly ToolDeclaration[] }
  | { type: 'user'; text: string }
  | { type: 'result'; id: string; text: string; outcome: 'success' | 'error' }
  /** What a tool came to whose call was answered before it was done. */
  | { type: 'later'; text: string }
  | { type: 'continue'; batch?: string }
  | { type: 'context'; text: string; key?: string }
  | { type: 'activity' };

/** What the agent answers. */
export type AgentMessage =
  | { type: 'ready'; conversation: string }
  /** Everything that one sentence asks for, in one frame, so that a batch is never seen half. */
  | { type: 'calls'; batch: string; turn: string; calls: readonly WireCall[] }
  | { type: 'say'; turn: string; text: string }
  /** A context arrived. The agent does not speak about it. */
  | { type: 'noted'; text: string; key?: string }
  /** A message that the agent cannot use: which one, and what about it. */
  | { type: 'problem'; problem: 'shape'; message: string; field: string }
  /** The first message names a variable that the opening does not carry. */
  | { type: 'problem'; problem: 'variable'; variable: string };

export interface WireCall {
  id: string;
  name: string;
  arguments: Readonly<Record<string, unknown>>;
}
