// Owns what a session is given by whoever opens it, and what it tells back. Does nothing with either.

import type { Clock } from '../clock.js';
import type { AgentError } from '../errors.js';
import type { Provider, ProviderEvent, Target, ToolCall } from '../providers/provider.js';
import type { CallEvent } from '../tools/caller.js';
import type { Calls } from '../tools/calls.js';
import type { Registry } from '../tools/registry.js';
import type { State } from './machine.js';
import type { Route } from './transport.js';

/** What the house lends to every session of an agent. */
export interface Surroundings {
  /** Name of the agent, as the user gave it. */
  readonly agent: string;
  provider: Provider;
  target: Target;
  route: Route;
  clock: Clock;
  /** From 0 to 1. */
  random: () => number;
  calls: Calls;
  registry: Registry;
  /** Told of every call as it comes in, whatever becomes of it. */
  seen?: (calls: readonly ToolCall[]) => void;
}

/** Everything that happens in a session, for whoever shows it. */
export type SessionEvent =
  | { type: 'phase'; state: State; retryInMs?: number }
  | { type: 'open'; id: string }
  | { type: 'closed'; reason: string; error: AgentError | undefined; willRetry: boolean }
  | {
      type: 'provider';
      event: Exclude<ProviderEvent, { type: 'tool.call' | 'send' | 'ready' | 'error' | 'resumable' }>;
    }
  /** Sound that waited to be spoken when the line went. */
  | { type: 'sound-dropped'; milliseconds: number }
  | { type: 'error'; error: AgentError }
  | { type: 'call'; event: CallEvent };
