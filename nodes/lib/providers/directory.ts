// The part of the contract for providers that keep an agent's tools themselves: how these are read and changed there.
// Plain data and pure functions, as all of the contract: whoever runs an inquiry sends its requests.

import type { AgentError } from '../errors.js';
import type { JsonSchema } from '../shared/parameters.js';
import type { HttpAnswer, HttpRequest, Target } from './provider.js';

export interface ToolDirectory {
  /** A schema as far as the provider can hold it, and what of it stays here. */
  express(schema: JsonSchema): Expressed;
  /** All tools that the agent has, and those of its workspace that it could be given. */
  list(target: Target): Inquiry<Inventory>;
  /** One tool as it is now, and who else uses it. */
  look(target: Target, id: string): Inquiry<Looked>;
  /** Makes a tool and gives it to the agent. Errors: `tools.changed`, `tools.not-attached`, `tools.refused`. */
  create(target: Target, tool: WantedTool, before: Before): Inquiry<Given>;
  /** Gives the agent a tool that is there already. Errors: `tools.changed`, `tools.gone`. */
  attach(target: Target, id: string, before: Before): Inquiry<Given>;
  /** Changes what we own of a tool, and nothing else. Errors: `tools.changed`, `tools.gone`, `tools.refused`. */
  update(target: Target, tool: WantedTool, id: string, mark: string): Inquiry<{ tool: KeptTool }>;
}

/** One question after the other: each answer leads to the next one, to what was wanted, or to the reason why not. */
export type Inquiry<T> = Asking<T> | Found<T> | AgentError;

export interface Asking<T> {
  kind: 'asking';
  request: HttpRequest;
  /** An error where no answer came. */
  read(answer: HttpAnswer | AgentError): Inquiry<T>;
}

export interface Found<T> {
  kind: 'found';
  value: T;
}

/** What is known of a tool at the provider. What is absent nobody knows. */
export interface ThereTool {
  name: string;
  description?: string;
  /** Types, descriptions, choices, required: nothing else. */
  parameters: JsonSchema;
  /** Paths of parameters that the provider fills in by itself. */
  provided: readonly string[];
  /** Whether the agent waits for the result and gets to know it. */
  expectsResponse?: boolean;
  /** How long it waits. */
  timeoutSeconds?: number | 'unlimited';
  /** What the agent gets to know of an error's words. */
  errors?: 'shown' | 'summarised' | 'hidden';
}

/** A tool in the provider's own directory. */
export interface KeptTool extends ThereTool {
  id: string;
  /** The agent has it. */
  attached: boolean;
  /** The key may change it. */
  writable: boolean;
  /** Stands for all of the tool as it was read. */
  mark: string;
}

export interface Inventory {
  tools: KeptTool[];
  /** False when there were more than were looked at. */
  complete: boolean;
  /** Stands for which tools the agent has. */
  mark: string;
}

/** A tool that the agent has got. */
export interface Given {
  tool: KeptTool;
  /** The inventory's, as it is now. */
  mark: string;
}

export interface Looked {
  tool: KeptTool;
  /** Names of the other agents that use it; absent where that could not be found out. */
  others?: { names: string[]; more: boolean };
}

/** What a person has seen before asking for a change. */
export interface Before {
  /** The inventory's. */
  mark: string;
  /** Ids of the tools of that name. */
  ids: readonly string[];
}

/** A tool as it should be there. */
export interface WantedTool {
  name: string;
  description: string;
  schema: JsonSchema;
  /** The flow sends a result. */
  answered: boolean;
  /** An error is sent as one, and so should reach the agent as one. */
  errorsMarked: boolean;
  /** Seconds until a result comes at the latest: an agent that waits longer waits long enough. */
  timeoutSeconds: number;
  /** How long an agent should wait that does not wait long enough. */
  waitSeconds: number;
}

export interface Expressed {
  schema: JsonSchema;
  /** Keywords that the provider has no place for; they are checked here all the same. */
  staysHere: string[];
  /** Places where the schema says something that cannot be said there at all. */
  beyond: string[];
  /** Paths of what had to be made up, because the provider demands something where the schema says nothing. */
  invented: string[];
}
