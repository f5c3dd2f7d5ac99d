// Owns a call's way through the house: into the book, checked, to its tool, and the one answer back.
// Knows no session and no message: a caller is whoever can be sent a command.

import { AgentError, asAgentError, type ErrorCode } from '../errors.js';
import type { Clock } from '../clock.js';
import type { Command, ToolCall } from '../providers/provider.js';
import type { Words } from '../words.js';
import { MAX_HELD } from '../shared/limits.js';
import { encodeResult } from './encode.js';
import { Ledger, type Answer, type Caller, type Ending, type OpenCall, type Reason } from './ledger.js';
import type { Registry } from './registry.js';
import { sayProblems } from './schema.js';
import type { Turn } from './turn.js';
import type { CallWatch } from './watch.js';

/** One connection of one agent. */
export interface CallingAgent extends Caller {
  readonly registry: Registry;
  readonly turn: Turn;
  /** False when the line is gone. */
  send(command: Command): boolean;
  /** What the user should see of a call: its ending, or what went wrong on the way. */
  told(event: CallEvent): void;
}

export type CallEvent =
  /** Its flow has it now. */
  | { type: 'started'; call: OpenCall; arguments: Record<string, unknown> }
  | { type: 'settled'; call: OpenCall; ending: Ending; answer?: Answer }
  | { type: 'fault'; call: OpenCall; error: AgentError };

/** A reply as a flow gives it. */
export interface Reply {
  value: unknown;
  outcome: 'success' | 'error';
}

/** What became of a reply. `not-owed`: the agent did not ask for an answer, so nothing was sent. */
export type Delivered = 'sent' | 'not-owed';

/** Of a name that no tool has, as much is repeated as a name may have. */
const MAX_NAME = 64;

export class Calls {
  readonly ledger = new Ledger<CallingAgent>();
  readonly #alarms = new Map<string, () => void>();
  #watch: CallWatch | undefined;
  /** What is to be run once tools are there again; undefined while they are. */
  #held: { caller: CallingAgent; call: OpenCall; given: ToolCall['arguments'] }[] | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly words: Words,
  ) {}

  /** From now on `watch` follows every call that runs a flow. */
  watchedBy(watch: CallWatch): void {
    this.#watch = watch;
  }

  /** Calls that came in one frame. All are entered before the first is run, so that a batch is known whole. */
  receive(caller: CallingAgent, calls: readonly ToolCall[]): void {
    const entered = calls.map((given) => {
      const { entry, again } = this.#enter(caller, given);
      // As it stands before any call of this frame runs: what comes twice in one frame is answered once.
      return { given, call: entry.call, again, answer: entry.call.answer };
    });
    for (const { given, call, again, answer } of entered) {
      if (!again) this.#runInTime(caller, call, given.arguments);
      else if (answer) this.#send(caller, call, answer);
    }
  }

  /** Errors: `reply.late`, `reply.duplicate`, `reply.not-sent`, and those of `encodeResult` (the agent is told too). */
  answer(ref: string, reply: Reply): Delivered | AgentError {
    const entry = this.ledger.byRef(ref);
    if (!entry) return new AgentError('reply.unknown');
    const { call, caller } = entry;
    // An agent that wants no answer cannot get one too late or twice.
    if (call.ending) return call.expectsResponse ? this.#tooLate(call) : 'not-owed';
    const text = encodeResult(reply.value);
    if (text instanceof AgentError) {
      this.#settle(caller, call, 'answered', this.#errorAnswer(text.code, { tool: call.name }, 'flow'));
      return text;
    }
    const silent = reply.outcome === 'error' ? 'said.failed' : 'said.done';
    const sent = this.#settle(caller, call, 'answered', {
      text: text ?? this.words(silent, { tool: call.name }),
      outcome: reply.outcome,
      ...(reply.outcome === 'error' ? { errorKind: 'flow' as const } : {}),
    });
    if (!call.expectsResponse) return 'not-owed';
    return sent ? 'sent' : new AgentError('reply.not-sent', { tool: call.name });
  }

  /** The flow of a call has failed and will not answer any more: the agent is told why. */
  fail(ref: string, reason: string, place: string): void {
    const entry = this.ledger.byRef(ref);
    if (!entry || entry.call.ending) return;
    const { call, caller } = entry;
    this.#refuse(caller, call, new AgentError('tool.failed', { tool: call.name, reason, place }), 'flow');
  }

  /** The provider no longer wants these. */
  cancel(caller: CallingAgent, ids: readonly string[], reason: Reason): void {
    for (const id of ids) {
      const entry = this.ledger.byId(caller, id);
      if (entry) this.#settle(caller, entry.call, 'cancelled', undefined, reason);
    }
  }

  /** The connection is gone: nobody waits for these any more. */
  lose(caller: CallingAgent): void {
    for (const { call } of this.ledger.stillOpen(caller))
      this.#settle(caller, call, 'lost', undefined, 'session-over');
  }

  /** Tools are about to go and come back: calls that come from now on wait for that. */
  hold(): void {
    this.#held ??= [];
  }

  /** Tools are there again: what lost its flow or its tool is told so at once, what was held back runs. */
  release(): void {
    const held = this.#held ?? [];
    const waiting = new Set(held.map(({ call }) => call));
    this.#held = undefined;
    for (const { call, caller } of this.ledger.stillOpen()) {
      if (waiting.has(call)) continue;
      if (!caller.registry.find(call.name) || this.#watch?.uprooted(call)) this.#interrupt(caller, call);
    }
    for (const { caller, call, given } of held) {
      if (call.ending) continue;
      // Its time begins now, and its tool may have another limit than before.
      call.deadline = this.clock.now() + (caller.registry.find(call.name)?.timeoutMs ?? 0);
      this.#run(caller, call, given);
    }
  }

  /** No flow will answer these any more, those of one connection or all: the agent is told. */
  interrupt(caller?: CallingAgent): void {
    for (const entry of this.ledger.stillOpen(caller)) this.#interrupt(entry.caller, entry.call);
  }

  #interrupt(caller: CallingAgent, call: OpenCall): void {
    const place = this.#watch?.place(call) ?? '';
    const error = new AgentError('tool.restarted', { tool: call.name, place });
    this.#settle(caller, call, 'answered', this.#errorAnswer(error.code, error.params, 'flow'), 'restarted');
    caller.told({ type: 'fault', call, error });
  }

  #runInTime(caller: CallingAgent, call: OpenCall, given: ToolCall['arguments']): void {
    if (!this.#held) this.#run(caller, call, given);
    else if (this.#held.length < MAX_HELD) this.#held.push({ caller, call, given });
    else this.#interrupt(caller, call);
  }

  #enter(caller: CallingAgent, call: ToolCall) {
    const now = this.clock.now();
    const timeout = caller.registry.find(call.name)?.timeoutMs ?? 0;
    const { id, name, raw, expectsResponse, speculative } = call;
    const opened = this.ledger.open(caller, {
      id,
      name,
      raw,
      expectsResponse,
      speculative,
      receivedAt: now,
      deadline: now + timeout,
    });
    if (!opened.again && expectsResponse) caller.turn.opened(id, call.batch);
    return opened;
  }

  #run(caller: CallingAgent, call: OpenCall, given: ToolCall['arguments']): void {
    const tool = caller.registry.find(call.name);
    if (!tool) {
      const tools = caller.registry.names().join(', ') || this.words('said.no-tools');
      return this.#refuse(
        caller,
        call,
        new AgentError('tool.unknown', { tool: call.name.slice(0, MAX_NAME), tools }),
      );
    }
    if (given instanceof AgentError) {
      const problem = this.words(`said.problem.frame`, { reason: given.code });
      return this.#refuse(caller, call, new AgentError('tool.arguments', { tool: call.name, problem }));
    }
    const checked = tool.checker.check(given);
    if (Array.isArray(checked)) {
      const problem = sayProblems(checked, this.words);
      return this.#refuse(caller, call, new AgentError('tool.arguments', { tool: call.name, problem }));
    }
    const ring = () => {
      // Its flow need not end at a reply: nobody waits, so nothing is wrong.
      if (!call.expectsResponse) return void this.#settle(caller, call, 'answered', undefined, 'deadline');
      const seconds = Math.round(tool.timeoutMs / 100) / 10;
      const place = this.#watch?.place(call) ?? '';
      const error = new AgentError('tool.timeout', { tool: call.name, seconds, place });
      const answer = this.#errorAnswer(error.code, error.params, 'timeout');
      this.#settle(caller, call, 'expired', answer, 'deadline');
      caller.told({ type: 'fault', call, error });
    };
    this.#alarms.set(call.ref, this.clock.after(tool.timeoutMs, ring));
    this.#watch?.opened(call);
    caller.told({ type: 'started', call, arguments: checked });
    try {
      tool.deliver(call, checked, caller.session);
    } catch (thrown) {
      this.#refuse(caller, call, asAgentError(thrown), 'flow');
    }
  }

  /** Answered in words, in place of a flow. */
  #refuse(
    caller: CallingAgent,
    call: OpenCall,
    error: AgentError,
    kind: 'refused' | 'flow' = 'refused',
  ): void {
    this.#settle(
      caller,
      call,
      'answered',
      this.#errorAnswer(error.code, { tool: call.name, ...error.params }, kind),
    );
    caller.told({ type: 'fault', call, error });
  }

  #errorAnswer(
    code: ErrorCode,
    params: AgentError['params'],
    errorKind: Answer['errorKind'] & string,
  ): Answer {
    return { text: this.words(`said.${code}`, params), outcome: 'error', errorKind, code };
  }

  /** The one place where a call ends. True when its answer went out, or none was due. */
  #settle(caller: CallingAgent, call: OpenCall, ending: Ending, answer?: Answer, reason?: Reason): boolean {
    if (!this.ledger.settle(call.ref, ending, this.clock.now(), answer, reason)) return false;
    this.#alarms.get(call.ref)?.();
    this.#alarms.delete(call.ref);
    this.#watch?.settled(call);
    const sent = answer ? this.#send(caller, call, answer) : true;
    const complete = caller.turn.closed(call.id);
    if (complete && ending !== 'lost') caller.send({ type: 'continue', batch: complete.batch });
    caller.registry.find(call.name)?.settled?.(call);
    caller.told({ type: 'settled', call, ending, ...(answer ? { answer } : {}) });
    return sent;
  }

  #send(caller: CallingAgent, call: OpenCall, answer: Answer): boolean {
    if (!call.expectsResponse) return true;
    const { text, outcome, errorKind } = answer;
    const kind = errorKind ? { errorKind } : {};
    return caller.send({ type: 'tool.result', id: call.id, name: call.name, text, outcome, ...kind });
  }

  #tooLate(call: OpenCall): AgentError {
    const seconds = Math.round((this.clock.now() - (call.endedAt ?? 0)) / 100) / 10;
    if (call.ending === 'answered') return new AgentError('reply.duplicate', { tool: call.name });
    return new AgentError('reply.late', { tool: call.name, seconds, ending: call.ending ?? '' });
  }
}
