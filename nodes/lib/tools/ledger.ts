// Owns the book of calls: each is open, then has exactly one ending. Does not own time, frames or messages.

import { randomUUID } from 'node:crypto';
import type { ErrorCode, ErrorParams } from '../errors.js';
import type { ToolResult } from '../providers/provider.js';
import { MAX_ENDED_TEXT, MAX_ENDINGS } from '../shared/limits.js';

/** How a call can end. Once. */
export type Ending = 'answered' | 'cancelled' | 'expired' | 'lost';

/** The agent's side of one connection, as far as calls are concerned. */
export interface Caller {
  /** Unique for every connection: provider ids are unique only within one. */
  readonly line: string;
  /** The conversation, as messages name it. */
  readonly session: SessionName;
  /** A person tries a tool out, and no agent waits. */
  readonly trial?: true;
}

/** What `msg.session` holds. Plain data. */
export interface SessionName {
  id: string;
  key: string;
  /** Name of the agent, as the user gave it. */
  agent: string;
  provider: string;
}

/** Why a call ended without the answer of its flow. */
export type Reason = 'deadline' | 'restarted' | 'session-over' | 'withdrawn' | 'timed-out' | 'interrupted';

export interface OpenCall {
  /** Ours, unguessable; what a reply names. Also the `_msgid` of the message that carries the call. */
  readonly ref: string;
  readonly id: string;
  readonly name: string;
  /** What the provider sent, in its own shape; gone once the call has ended. */
  raw: unknown;
  readonly expectsResponse: boolean;
  readonly speculative: boolean;
  /** Made to try the tool out. */
  trial?: true;
  readonly receivedAt: number;
  /** When the flow's time is over. Milliseconds since 1970, as `receivedAt`. */
  deadline: number;
  ending: Ending | undefined;
  endedAt: number | undefined;
  /** Set where it ended without the answer of its flow. */
  reason: Reason | undefined;
  answer: Answer | undefined;
  /** What was sent, so that the same call delivered twice is answered twice the same. */
  sent: ToolResult | undefined;
  /** The agent was told that the flow is still at work: what the flow answers is told later. */
  acknowledged: boolean;
  /** A flow was started for it, or for another one whose answer it is to get. */
  atWork: boolean;
}

export interface Answer {
  text: string;
  outcome: 'success' | 'error';
  errorKind?: 'timeout' | 'refused' | 'flow';
  /** Set when the answer is an error of ours and not the flow's. */
  code?: ErrorCode;
  /** What the words of that error name. */
  params?: ErrorParams;
  /** An error that is sent as an ordinary result: its text says that it is one. */
  unmarked?: true;
}

export interface Entry<C extends Caller> {
  readonly call: OpenCall;
  readonly caller: C;
}

/** What is known of a call when it comes. */
export type NewCall = Pick<
  OpenCall,
  'id' | 'name' | 'raw' | 'expectsResponse' | 'speculative' | 'receivedAt' | 'deadline'
>;

export class Ledger<C extends Caller> {
  readonly #byRef = new Map<string, Entry<C>>();
  /** By connection, then by the provider's id. */
  readonly #byId = new Map<string, Map<string, Entry<C>>>();
  /** Calls that have ended, kept so that a late reply can be told from an unknown one; the oldest makes room. */
  readonly #ended: OpenCall[] = [];
  #oldest = 0;
  /** Characters of all their answers. */
  #endedText = 0;

  /** Enters a call. `again` when this connection has delivered the same id before. */
  open(caller: C, call: NewCall): { entry: Entry<C>; again: boolean } {
    const ids = this.#byId.get(caller.line) ?? new Map<string, Entry<C>>();
    const known = ids.get(call.id);
    if (known) return { entry: known, again: true };
    // Written out: this is made for every call, and copying from another object costs several times as much.
    const { id, name, raw, expectsResponse, speculative, receivedAt, deadline } = call;
    const made: OpenCall = {
      ref: randomUUID(),
      id,
      name,
      raw,
      expectsResponse,
      speculative,
      receivedAt,
      deadline,
      ending: undefined,
      endedAt: undefined,
      reason: undefined,
      answer: undefined,
      sent: undefined,
      acknowledged: false,
      atWork: false,
    };
    if (caller.trial) made.trial = true;
    const entry: Entry<C> = { caller, call: made };
    this.#byRef.set(entry.call.ref, entry);
    this.#byId.set(caller.line, ids.set(call.id, entry));
    return { entry, again: false };
  }

  byRef(ref: string): Entry<C> | undefined {
    return this.#byRef.get(ref);
  }

  byId(caller: C, id: string): Entry<C> | undefined {
    return this.#byId.get(caller.line)?.get(id);
  }

  /** Gives a call its ending; false when it had one already. */
  settle(ref: string, ending: Ending, at: number, answer?: Answer, reason?: Reason): boolean {
    const entry = this.#byRef.get(ref);
    if (!entry || entry.call.ending) return false;
    const { call } = entry;
    call.ending = ending;
    call.endedAt = at;
    call.answer = answer;
    call.reason = reason;
    // It may be as large as a frame.
    call.raw = undefined;
    this.#ended.push(call);
    this.#endedText += lengthOf(call);
    while (this.#isFull()) this.#forgetOldest();
    return true;
  }

  /** Calls without an ending; of one connection, or of all. */
  stillOpen(caller?: C): Entry<C>[] {
    return [...this.#byRef.values()].filter(
      (entry) => !entry.call.ending && (!caller || entry.caller.line === caller.line),
    );
  }

  #isFull(): boolean {
    const count = this.#ended.length - this.#oldest;
    return count > MAX_ENDINGS || (count > 1 && this.#endedText > MAX_ENDED_TEXT);
  }

  #forgetOldest(): void {
    const oldest = this.#ended[this.#oldest];
    this.#oldest += 1;
    if (!oldest) return;
    this.#endedText -= lengthOf(oldest);
    this.#forget(oldest.ref);
    if (this.#oldest <= MAX_ENDINGS) return;
    // Taking one out in front would move all others, each time.
    this.#ended.splice(0, this.#oldest);
    this.#oldest = 0;
  }

  #forget(ref: string): void {
    const entry = this.#byRef.get(ref);
    if (!entry) return;
    this.#byRef.delete(entry.call.ref);
    const ids = this.#byId.get(entry.caller.line);
    ids?.delete(entry.call.id);
    if (ids?.size === 0) this.#byId.delete(entry.caller.line);
  }
}

function lengthOf({ answer }: OpenCall): number {
  return answer?.text.length ?? 0;
}
