// Owns a call's way through the house: into the book, checked, to its tool, and the one answer back.
// Knows no session and no message: a caller is whoever can be sent a command.

import { AgentError, asAgentError } from '../errors.js';
import type { Clock } from '../clock.js';
import type { ToolCall } from '../providers/provider.js';
import { MAX_ERROR_TEXT } from '../shared/limits.js';
import { shortened } from '../shared/shortened.js';
import type { Words } from '../words.js';
import { admit } from './admission.js';
import { Answers, seconds, tooLate, type Delivered, type Reply } from './answers.js';
import type { CallingAgent } from './caller.js';
import { Held, type Unseen } from './held.js';
import { Lanes } from './lanes.js';
import { Later } from './later.js';
import { Ledger, type Answer, type Ending, type Entry, type OpenCall, type Reason } from './ledger.js';
import type { Tool } from './registry.js';
import { Times } from './times.js';
import type { CallWatch } from './watch.js';

export class Calls {
  readonly ledger = new Ledger<CallingAgent>();
  readonly lanes = new Lanes<CallingAgent>();
  readonly #answers: Answers;
  readonly #later: Later;
  readonly #times: Times;
  /** The tools that calls were given to: a deploy may give their names to others. */
  readonly #takenBy = new WeakMap<OpenCall, Tool>();
  readonly #held = new Held();
  #watch: CallWatch | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly words: Words,
  ) {
    this.#answers = new Answers(words);
    this.#later = new Later(words);
    this.#times = new Times(clock, {
      over: (entry, tool) => this.#expire(entry, tool),
      acknowledged: (entry, text) => this.#acknowledge(entry, text),
    });
  }

  /** From now on `watch` hears of every call, and follows those that run a flow. */
  watchedBy(watch: CallWatch): void {
    this.#watch = watch;
  }

  /** Calls that came in one frame. All are entered before the first is run, so that a batch is known whole. */
  receive(caller: CallingAgent, calls: readonly ToolCall[]): void {
    const entered = calls.map((given) => {
      const { entry, again } = this.#enter(caller, given);
      // As it stands before any call of this frame runs: what comes twice in one frame is answered once.
      return { given, call: entry.call, again, sent: entry.call.sent };
    });
    for (const { given, call, again, sent } of entered) {
      if (!again) this.#runInTime({ caller, call, given: given.arguments });
      else if (sent) caller.send(sent);
    }
  }

  /** Errors: `reply.late`, `reply.duplicate`, `reply.not-sent`, and those of `encodeResult` (the agent is told too). */
  answer(ref: string, reply: Reply): Delivered | AgentError {
    const entry = this.ledger.byRef(ref);
    if (!entry) return new AgentError('reply.unknown');
    const { call, caller } = entry;
    // An agent that wants no answer cannot get one too late or twice.
    if (call.ending) return call.expectsResponse ? tooLate(call, this.clock.now()) : 'not-owed';
    const { answer, fault } = this.#answers.ofReply(caller, call, reply);
    const sent = this.#settle(entry, 'answered', answer);
    if (fault) return fault;
    if (!call.expectsResponse) return 'not-owed';
    if (!sent) return new AgentError('reply.not-sent', { tool: call.name });
    return call.acknowledged ? 'later' : 'sent';
  }

  /** Results that this call's agent has not been told yet go out with its answer. */
  hasLater(ref: string): boolean {
    const entry = this.ledger.byRef(ref);
    return entry !== undefined && this.#later.has(entry.caller);
  }

  /** The flow of a call has failed and will not answer any more: the agent is told why. */
  fail(ref: string, reason: string, place: string): void {
    const entry = this.ledger.byRef(ref);
    if (!entry || entry.call.ending) return;
    const said = shortened(reason, MAX_ERROR_TEXT) || this.words('said.no-reason');
    this.#refuse(
      entry,
      new AgentError('tool.failed', { tool: entry.call.name, reason: said, place }),
      'flow',
    );
  }

  /** The provider no longer wants these. One that is acknowledged is answered, as far as the provider knows. */
  cancel(caller: CallingAgent, ids: readonly string[], reason: Reason): void {
    const entries = ids.flatMap((id) => this.ledger.byId(caller, id) ?? []);
    for (const entry of this.lanes.waitingFirst(entries))
      if (!entry.call.acknowledged) this.#settle(entry, 'cancelled', undefined, reason);
  }

  /** The user has spoken into what the agent was about: tools that are set up so stop. The agent waits all the same. */
  spokenInto(caller: CallingAgent): void {
    for (const entry of this.#stillOpen(caller)) {
      const { call } = entry;
      if (!caller.registry.find(call.name)?.interruptible) continue;
      const answer = this.#answers.ofError(caller, call, 'tool.interrupted', 'flow');
      this.#settle(entry, 'cancelled', answer, 'interrupted');
    }
  }

  /** The connection is gone: nobody waits for these any more. */
  lose(caller: CallingAgent): void {
    for (const entry of this.#stillOpen(caller)) this.#settle(entry, 'lost', undefined, 'session-over');
    this.#later.lose(caller);
  }

  /** Tools are about to go and come back: calls that come from now on wait for that. */
  hold(): void {
    this.#held.begin();
  }

  /** Tools are there again: what lost its flow or its tool is told so at once, what was held back runs. */
  release(): void {
    this.#held.begin();
    for (const entry of this.#stillOpen()) {
      const { call, caller } = entry;
      if (this.#held.has(call)) continue;
      if (!caller.registry.find(call.name) || this.#watch?.uprooted(call)) this.#interrupt(entry);
    }
    const held = this.#held.end();
    this.#startDue();
    for (const { caller, call, given } of held) {
      if (call.ending) continue;
      // Its time begins now, and its tool may have another limit than before.
      call.deadline = this.clock.now() + (caller.registry.find(call.name)?.timeoutMs ?? 0);
      this.#run({ caller, call }, given);
    }
  }

  /** No flow will answer these any more, those of one connection or all: the agent is told. */
  interrupt(caller?: CallingAgent): void {
    for (const entry of this.#stillOpen(caller)) this.#interrupt(entry);
  }

  #interrupt(entry: Entry<CallingAgent>): void {
    const { caller, call } = entry;
    if (call.ending) return;
    const error = new AgentError('tool.restarted', { tool: call.name, place: this.#placeOf(call) });
    this.#settle(entry, 'answered', this.#answers.ofError(caller, call, error.code, 'flow'), 'restarted');
    caller.told({ type: 'fault', call, error });
  }

  #stillOpen(caller?: CallingAgent): Entry<CallingAgent>[] {
    return this.lanes.waitingFirst(this.ledger.stillOpen(caller));
  }

  #runInTime(unseen: Unseen): void {
    if (!this.#held.holds) this.#run(unseen, unseen.given);
    else if (!this.#held.add(unseen)) this.#interrupt(unseen);
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

  #run(entry: Entry<CallingAgent>, given: ToolCall['arguments']): void {
    const { caller, call } = entry;
    const admitted = admit(caller.registry, call.name, given, this.words);
    // One that has waited for its turn was told of when it came, and keeps its time.
    const waited = this.#times.runsFor(call);
    if (!waited)
      this.#watch?.called?.(caller, call, admitted instanceof AgentError ? given : admitted.payload);
    if (admitted instanceof AgentError) return this.#refuse(entry, admitted);
    const { tool, payload } = admitted;
    if (!waited) {
      caller.told({ type: 'accepted', call, arguments: payload, private: tool.private });
      this.#times.start(entry, tool, payload);
    }
    const turn = this.lanes.enter(tool.order, { caller, call, payload });
    if (turn === 'full') this.#refuse(entry, new AgentError('tool.busy', { tool: call.name }));
    else if (turn === 'runs') this.#start(entry, tool, payload);
    else call.atWork = tool.order.kind === 'merge';
  }

  #start(entry: Entry<CallingAgent>, tool: Tool, payload: Record<string, unknown>): void {
    const { caller, call } = entry;
    this.#watch?.opened(call);
    call.atWork = true;
    this.#takenBy.set(call, tool);
    try {
      tool.deliver(call, payload, caller.session);
    } catch (thrown) {
      this.#refuse(entry, asAgentError(thrown), 'flow');
    }
  }

  /** While tools are being replaced nothing is started; whose turn it is then is asked again after that. */
  #startDue(): void {
    const next = () => (this.#held.holds ? undefined : this.lanes.next(this.clock.now()));
    for (let due = next(); due; due = next()) {
      // Its tool may have gone while it waited, or be another one now.
      if (due.caller.registry.find(due.call.name)) this.#run(due, due.payload);
      else this.#interrupt(due);
    }
  }

  #expire(entry: Entry<CallingAgent>, tool: Tool): void {
    const { call, caller } = entry;
    // Its flow need not end at a reply: nobody waits, so nothing is wrong.
    if (!call.expectsResponse) return void this.#settle(entry, 'answered', undefined, 'deadline');
    const params = { tool: call.name, seconds: seconds(tool.timeoutMs) };
    const error = new AgentError('tool.timeout', { ...params, place: this.#placeOf(call) });
    const at = this.#watch?.placeInShort?.(call) ?? '';
    const answer = this.#answers.ofError(caller, call, error.code, 'timeout', { ...params, at });
    this.#settle(entry, 'expired', answer, 'deadline');
    caller.told({ type: 'fault', call, error });
  }

  /** The agent is answered now, and its flow goes on: what that comes to is told later. */
  #acknowledge({ call, caller }: Entry<CallingAgent>, text: string): void {
    if (call.ending || call.acknowledged) return;
    if (!this.#send(caller, call, { text, outcome: 'success' })) return;
    call.acknowledged = true;
    this.#goOn(caller, call);
    caller.registry.find(call.name)?.acknowledged?.(call, text);
    caller.told({ type: 'acknowledged', call, text });
  }

  /** Answered in words, in place of a flow. */
  #refuse(entry: Entry<CallingAgent>, error: AgentError, kind: 'refused' | 'flow' = 'refused'): void {
    const { call, caller } = entry;
    if (call.ending) return;
    this.#settle(entry, 'answered', this.#answers.ofError(caller, call, error.code, kind, error.params));
    caller.told({ type: 'fault', call, error });
  }

  /** The one place where a call ends. True when its answer went out, or none was due. */
  #settle(entry: Entry<CallingAgent>, ending: Ending, answer?: Answer, reason?: Reason): boolean {
    const { caller, call } = entry;
    if (!this.ledger.settle(call.ref, ending, this.clock.now(), answer, reason)) return false;
    this.#times.stop(call);
    this.#watch?.settled(call);
    const tool = caller.registry.find(call.name);
    const sent = answer ? this.#deliver(caller, call, answer, tool) : true;
    if (ending !== 'lost') this.#goOn(caller, call);
    (this.#takenBy.get(call) ?? tool)?.settled?.(call);
    caller.told({ type: 'settled', call, ending, ...(answer ? { answer } : {}) });
    for (const same of this.lanes.leave(call, answer !== undefined))
      this.#settle(
        same,
        ending,
        answer && this.#answers.ofSame(same.caller, same.call, answer, this.clock.now()),
        reason,
      );
    this.#startDue();
    return sent;
  }

  #deliver(caller: CallingAgent, call: OpenCall, answer: Answer, tool: Tool | undefined): boolean {
    if (!call.expectsResponse) return true;
    if (!call.acknowledged) return this.#send(caller, call, answer);
    return this.#later.tell(caller, call, answer, tool?.acknowledge?.speak ?? false);
  }

  #send(caller: CallingAgent, call: OpenCall, answer: Answer): boolean {
    const { text, unmarked, errorKind } = answer;
    const outcome = unmarked ? 'success' : answer.outcome;
    const kind = errorKind && !unmarked ? { errorKind } : {};
    const { id, name } = call;
    call.sent = this.#later.sendWith(caller, { type: 'tool.result', id, name, text, outcome, ...kind });
    return call.sent !== undefined;
  }

  /** An agent that waits to be told goes on once all calls of a batch are answered. */
  #goOn(caller: CallingAgent, call: OpenCall): void {
    const complete = caller.turn.closed(call.id);
    if (complete) caller.send({ type: 'continue', batch: complete.batch });
  }

  #placeOf(call: OpenCall): string {
    if (!call.atWork || this.lanes.isWaiting(call)) return this.words('status.place.turn');
    return this.#watch?.place(call) ?? '';
  }
}
