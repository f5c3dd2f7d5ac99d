// Owns what the agent's form and the running Node-RED say to each other about the agent's tools. Plain data, no behaviour.

import type { Before } from '../providers/directory.js';
import type { ComparedTool, Offered } from '../tools/compare.js';
import type { JsonSchema } from './parameters.js';

/** A tool as it is wired. */
export interface WiredTool {
  name: string;
  description: string;
  schema: JsonSchema;
}

export interface Comparison {
  /** Which agent was asked about, as it is deployed. */
  agentId: string;
  /** Where the other side comes from: the provider's directory, or the calls that came so far. */
  from: 'directory' | 'calls';
  tools: ComparedTool[];
  /** False when the provider has more tools than were looked at. */
  complete: boolean;
  /** Stands for which tools the agent has. */
  mark: string;
}

/** What is known of a tool node without asking anybody. */
export type KnownTool = Required<Pick<ComparedTool, 'declaredBy' | 'state'>>;

/** What would change, read anew just before a person is asked. */
export interface Plan {
  tool: ComparedTool;
  /** Who else uses the tool; absent where that could not be found out. */
  others?: { names: string[]; more: boolean };
}

/** What a person has agreed to; `here`, `before` and `mark` are what was shown: where it is no longer so, nothing is done. */
export type Change =
  | { act: 'create'; name: string; here: Offered; before: Before }
  | { act: 'attach'; name: string; id: string; before: Before }
  | { act: 'update'; name: string; here: Offered; id: string; mark: string };

export interface Changed {
  /** As it is now. */
  tool: ComparedTool;
  /** The comparison's, where the agent has got a tool. */
  mark?: string;
}

/** An error as the form shows it. */
export interface ToldError {
  code: string;
  cause: string;
  next: string;
  /** Trying again may heal it. */
  again: boolean;
}

/** An error of ours is an answer like any other: that the form asked was no fault. */
export type Reply<T> = { value: T } | { error: ToldError };
