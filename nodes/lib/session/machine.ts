// Owns what a session does next: one phase, one pure step. Does not do any of it: session.ts runs the effects.

import { AgentError } from '../errors.js';
import type { Address } from '../providers/provider.js';

/**
 * idle: nothing open, nothing wanted. dialing: asking for an address. opening: the line is being built or the provider
 * has not said that it is ready. ready: a conversation. waiting: before a retry. closing: until the line is gone.
 * failed: a person has to act.
 */
export type Phase = 'idle' | 'dialing' | 'opening' | 'ready' | 'waiting' | 'closing' | 'failed';

export interface State {
  readonly phase: Phase;
  /** Number of the current connection; what belongs to an older one is ignored. */
  readonly line: number;
  /** Failed tries since the line was last stable. */
  readonly tries: number;
  /** What to do once a closing line is gone. */
  readonly next: 'idle' | 'dial';
  /** Why it ended, in `idle` and `failed`; why it waits, in `waiting`. */
  readonly error: AgentError | undefined;
  readonly reason: string;
}

export const INITIAL: State = {
  phase: 'idle',
  line: 0,
  tries: 0,
  next: 'idle',
  error: undefined,
  reason: '',
};

export type TimerName = 'opening' | 'closing' | 'retry' | 'stable';

export type MachineEvent =
  | { type: 'start' }
  | { type: 'stop'; reason: string }
  | { type: 'restart' }
  | { type: 'dialed'; line: number; address: Address }
  | { type: 'dial-failed'; line: number; error: AgentError }
  | { type: 'ready'; line: number }
  /** The provider said why it is about to close. */
  | { type: 'doomed'; line: number; error: AgentError | undefined; reason: string }
  | { type: 'closed'; line: number; error: AgentError | undefined }
  | { type: 'timer'; name: TimerName };

export type Effect =
  | { type: 'dial'; line: number }
  | { type: 'open'; line: number; address: Address }
  /** Asks the other end to close, or gives up a dial that is under way. */
  | { type: 'close' }
  /** Ends the line without waiting for the other end. */
  | { type: 'terminate' }
  | { type: 'arm'; name: TimerName; ms: number }
  | { type: 'retry'; tries: number }
  | { type: 'disarm'; name: TimerName };

/** From the open socket to the provider's word that it is ready. */
export const OPENING_MS = 20_000;
/** How long the other end may take to close; node-red waits longer, so a deploy never hangs on us. */
export const CLOSING_MS = 2_000;
/** How long the other end may take to close after it said that it will: last words may still be on their way. */
export const DOOMED_MS = 5_000;
/** How long a line must hold before its earlier failures are forgotten. */
export const STABLE_MS = 15_000;

export interface Step {
  state: State;
  effects: Effect[];
}

/** What happens next. Pure: the same state and event give the same step. */
export function step(state: State, event: MachineEvent): Step {
  if ('line' in event && event.line !== state.line) return stay(state);
  switch (event.type) {
    case 'start':
      return state.phase === 'idle' || state.phase === 'failed' || state.phase === 'waiting'
        ? dial({ ...state, tries: 0 })
        : state.phase === 'closing'
          ? stay({ ...state, next: 'dial', tries: 0 })
          : stay(state);
    case 'restart':
      return isUp(state)
        ? close({ ...state, next: 'dial', tries: 0 }, 'restart')
        : step(state, { type: 'start' });
    case 'stop':
      return stop(state, event.reason);
    case 'dialed':
      if (state.phase !== 'dialing') return stay(state);
      return {
        state: { ...state, phase: 'opening' },
        effects: [
          { type: 'arm', name: 'opening', ms: OPENING_MS },
          { type: 'open', line: state.line, address: event.address },
        ],
      };
    case 'dial-failed':
      return state.phase === 'dialing' ? fail(state, event.error) : stay(state);
    case 'ready':
      if (state.phase !== 'opening') return stay(state);
      return {
        state: { ...state, phase: 'ready' },
        effects: [
          { type: 'disarm', name: 'opening' },
          { type: 'arm', name: 'stable', ms: STABLE_MS },
        ],
      };
    case 'doomed':
      // Whoever has asked for the end does not hear why the provider wants it too.
      if (!hasLine(state)) return stay(state);
      return {
        state: { ...state, error: state.error ?? event.error, reason: event.reason },
        effects: [{ type: 'arm', name: 'closing', ms: DOOMED_MS }],
      };
    case 'closed':
      return closed(state, event.error);
    case 'timer':
      return ring(state, event.name);
  }
}

function ring(state: State, name: TimerName): Step {
  if (name === 'stable') return stay({ ...state, tries: 0 });
  if (name === 'retry') return state.phase === 'waiting' ? dial(state) : stay(state);
  if (name === 'closing' && state.phase === 'closing') return { state, effects: [{ type: 'terminate' }] };
  if (name === 'closing') return hasLine(state) ? close(state, state.reason) : stay(state);
  // The socket may be open and the provider silent: what counts is that nobody is ready.
  if (state.phase !== 'opening') return stay(state);
  const next = stay({ ...state, error: new AgentError('line.timeout', { seconds: OPENING_MS / 1000 }) });
  return { state: next.state, effects: [{ type: 'terminate' }] };
}

function stop(state: State, reason: string): Step {
  if (isUp(state)) return close({ ...state, next: 'idle', error: undefined }, reason);
  if (state.phase === 'closing') return stay({ ...state, next: 'idle', error: undefined, reason });
  return {
    state: { ...state, phase: 'idle', error: undefined, reason },
    effects: [{ type: 'disarm', name: 'retry' }],
  };
}

function closed(state: State, error: AgentError | undefined): Step {
  const over: Effect[] = [
    { type: 'disarm', name: 'opening' },
    { type: 'disarm', name: 'closing' },
    { type: 'disarm', name: 'stable' },
  ];
  if (state.phase === 'closing') {
    const next = state.next === 'dial' ? dial(state) : state.error ? fail(state, state.error) : idle(state);
    return { state: next.state, effects: [...over, ...next.effects] };
  }
  if (!hasLine(state)) return stay(state);
  // What the provider said before it closed explains more than the close itself.
  const cause = state.error ?? (state.reason === '' ? error : undefined);
  const next = cause ? fail(state, cause) : idle({ ...state, reason: state.reason || 'agent' });
  return { state: next.state, effects: [...over, ...next.effects] };
}

/** Waits and tries again where that can heal; otherwise gives up. */
function fail(state: State, error: AgentError): Step {
  if (!error.again) return stay({ ...state, phase: 'failed', error });
  const tries = state.tries + 1;
  return { state: { ...state, phase: 'waiting', tries, error }, effects: [{ type: 'retry', tries }] };
}

function dial(state: State): Step {
  const line = state.line + 1;
  return {
    state: { ...state, phase: 'dialing', line, next: 'idle', error: undefined, reason: '' },
    effects: [
      { type: 'disarm', name: 'retry' },
      { type: 'dial', line },
    ],
  };
}

function close(state: State, reason: string): Step {
  return {
    state: { ...state, phase: 'closing', reason },
    effects: [
      { type: 'disarm', name: 'opening' },
      { type: 'disarm', name: 'stable' },
      { type: 'arm', name: 'closing', ms: CLOSING_MS },
      { type: 'close' },
    ],
  };
}

function idle(state: State): Step {
  return stay({ ...state, phase: 'idle', error: undefined });
}

function stay(state: State): Step {
  return { state, effects: [] };
}

function isUp(state: State): boolean {
  return state.phase === 'dialing' || hasLine(state);
}

function hasLine(state: State): boolean {
  return state.phase === 'opening' || state.phase === 'ready';
}
