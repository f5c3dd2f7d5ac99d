// Owns what calls know of whoever makes them: one connection of one agent, and what it is told. Does nothing itself.

import type { AgentError } from '../errors.js';
import type { Capabilities, Command } from '../providers/provider.js';
import type { Answer, Caller, Ending, OpenCall } from './ledger.js';
import type { Registry } from './registry.js';
import type { Turn } from './turn.js';

/** One connection of one agent. */
export interface CallingAgent extends Caller {
  readonly registry: Registry;
  readonly turn: Turn;
  readonly can: Pick<Capabilities, 'errorsHidden' | 'laterResults'>;
  /** False when the line is gone. */
  send(command: Command): boolean;
  /** What the user should see of a call: its ending, or what went wrong on the way. */
  told(event: CallEvent): void;
}

export type CallEvent =
  /** Its arguments fit: it runs, or waits for its turn. */
  | {
      type: 'accepted';
      call: OpenCall;
      arguments: Record<string, unknown>;
      /** Which of them are shown to nobody; paths as in shared/private. */
      private?: ReadonlySet<string> | undefined;
    }
  /** The agent has been told that the flow is still at work. */
  | { type: 'acknowledged'; call: OpenCall; text: string }
  | { type: 'settled'; call: OpenCall; ending: Ending; answer?: Answer }
  | { type: 'fault'; call: OpenCall; error: AgentError };
