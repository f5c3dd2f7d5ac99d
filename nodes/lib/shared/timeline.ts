// Owns what the timeline is made of, as plain data: the runtime keeps and sends it, the sidebar shows it. Owns no words.

import type { Phase } from '../session/machine.js';
import type { Ending } from '../tools/ledger.js';

/** Topic on which an editor asks for the timeline, and gets it. */
export const TIMELINE_TOPIC = 'agent-tools/timeline';

/** Where in the flows something is. */
export interface Place {
  /** What the editor knows it by: of a node in a subflow, that of the pattern. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly tab: string;
}

/** An error in words. */
export interface ToldError {
  readonly code: string;
  readonly cause: string;
  readonly next: string;
}

/** A conversation, or all the trials of one agent. */
export interface SessionLine {
  readonly id: string;
  /** As messages name it. */
  readonly key: string;
  readonly agent: string;
  readonly provider: string;
  readonly trial: boolean;
  phase: Phase;
  /** Since when it is so. */
  since: number;
  /** Id of the node that opened it; empty where there is none. */
  node: string;
}

interface Stamp {
  /** Counts up from 1; an entry that changes keeps it. */
  readonly id: number;
  readonly at: number;
  /** The `id` of a SessionLine. */
  readonly session: string;
}

export interface SaidEntry extends Stamp {
  readonly kind: 'said';
  readonly role: 'user' | 'agent';
  readonly turn: string | undefined;
  text: string;
  final: boolean;
}

export interface PhaseEntry extends Stamp {
  readonly kind: 'session';
  readonly what: 'open' | 'closed' | 'waiting' | 'failed';
  readonly error?: ToldError;
  readonly inSeconds?: number;
  /** Id of the node that can be shown. */
  readonly node: string;
}

export interface ErrorEntry extends Stamp {
  readonly kind: 'error';
  readonly error: ToldError;
  readonly node: string;
}

export interface CallEntry extends Stamp {
  readonly kind: 'call';
  readonly tool: string;
  readonly trial: boolean;
  /** As JSON text, with what is private hidden and what is too long cut off. */
  readonly given: string;
  /** Id of the tool node; empty where there is none. */
  readonly node: string;
  readonly limitMs: number;
  state: 'running' | 'acknowledged' | Ending;
  /** Its flow has not been started: another call of the tool is at work. */
  waits?: boolean;
  /** What the agent was told while the flow went on. */
  acknowledgement?: string;
  answer?: string;
  outcome?: 'success' | 'error';
  ms?: number;
  /** The node that it was seen at last. */
  place?: Place;
  error?: ToldError;
}

export type Entry = SaidEntry | PhaseEntry | ErrorEntry | CallEntry;

/** What became of the calls of one tool; trials are not counted. */
export interface ToolFigures {
  readonly id: string;
  readonly tool: string;
  readonly agent: string;
  readonly count: number;
  readonly errors: number;
  readonly timeouts: number;
  /** Milliseconds that half of the calls took at most, and 95 of 100; of the latest that were answered. */
  readonly p50?: number;
  readonly p95?: number;
  readonly limitMs: number;
  /** It comes near its limit: p95 is past half of it. */
  readonly slow: boolean;
}

/** The agent that the `id` of a conversation or of a tool's figures belongs to. */
export function agentIn(id: string): string {
  return /^\d*/.exec(id)?.[0] ?? '';
}

/** What is sent to who watches: all there is, or what has changed since. */
export interface Batch {
  readonly whole: boolean;
  readonly entries: readonly Entry[];
  readonly sessions: readonly SessionLine[];
  readonly tools: readonly ToolFigures[];
}
