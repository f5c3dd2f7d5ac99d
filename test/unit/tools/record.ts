// Owns what is kept of one made-up line and of each call on it: what it was sent and told, and when. Complains at once of
// what must never happen; what has to be true in the end is for audit.ts.

import { isDeepStrictEqual } from 'node:util';
import type { AgentError } from '../../../nodes/lib/errors.js';
import type { Command, LaterResult, ToolCall, ToolResult } from '../../../nodes/lib/providers/provider.js';
import type { CallEvent, CallingAgent } from '../../../nodes/lib/tools/caller.js';
import type { Answer, Ending, OpenCall } from '../../../nodes/lib/tools/ledger.js';
import type { Registry } from '../../../nodes/lib/tools/registry.js';
import { Turn } from '../../../nodes/lib/tools/turn.js';
import type { Can } from './histories.js';

/** How a call ended, as the line stood in that moment. */
export interface Ended {
  ending: Ending;
  answer: Answer | undefined;
  up: boolean;
  /** How many results had been sent by then. */
  frames: number;
}

/** One call of one line. */
export interface CallRecord {
  readonly made: ToolCall;
  /** As the house knows it, once it does. */
  call: OpenCall | undefined;
  readonly endings: Ended[];
  readonly frames: ToolResult[];
  readonly laters: LaterResult[];
  readonly faults: AgentError[];
  acknowledged: number;
  deliveries: number;
  /** How often its answer is due again, because it was delivered again. */
  repeats: number;
  /** The sign that stands in the result that follows, where it waits for the next answer. */
  sign: string | undefined;
  /** The agent was told to go on after it. */
  wentOn: boolean;
}

/** What all lines of a history have in common. */
export interface Notes {
  complain(what: string): void;
  callOf(line: Line, id: string): OpenCall | undefined;
  /** The sign in the words made last for a result that follows. */
  takeSign(): string | undefined;
}

export class Line implements CallingAgent {
  readonly turn: Turn;
  readonly session;
  readonly records = new Map<string, CallRecord>();
  /** How often each sign was sent. */
  readonly signs = new Map<string, number>();
  /** Whether frames still go out. */
  up = true;
  gone = false;

  constructor(
    readonly line: string,
    key: string,
    readonly registry: Registry,
    readonly can: Can,
    private readonly notes: Notes,
  ) {
    this.turn = new Turn(can.continuation);
    this.session = { id: line, key, agent: 'agent', provider: 'made-up' };
  }

  /** A call has come for the first time. */
  enter(made: ToolCall): void {
    this.records.set(made.id, {
      made,
      call: undefined,
      endings: [],
      frames: [],
      laters: [],
      faults: [],
      acknowledged: 0,
      deliveries: 0,
      repeats: 0,
      sign: undefined,
      wentOn: false,
    });
  }

  send(command: Command): boolean {
    if (this.gone) this.notes.complain(`${command.type} is sent on a line that is gone`);
    if (!this.up) return false;
    if (command.type === 'tool.result') this.#result(command);
    else if (command.type === 'tool.later') this.#recordOf(command.id)?.laters.push(command);
    else if (command.type === 'continue') this.#goOn(command.batch);
    else this.notes.complain(`${command.type} is sent`);
    return true;
  }

  told(event: CallEvent): void {
    const record = this.#recordOf(event.call.id);
    if (!record) return;
    record.call = event.call;
    if (event.type === 'acknowledged') record.acknowledged += 1;
    else if (event.type === 'fault') record.faults.push(event.error);
    else if (event.type === 'settled') {
      const { ending, answer } = event;
      record.endings.push({ ending, answer, up: this.up, frames: record.frames.length });
      record.sign = this.notes.takeSign();
    }
  }

  #result(result: ToolResult): void {
    const record = this.#recordOf(result.id);
    if (!record) return;
    const [first] = record.frames;
    record.frames.push(result);
    if (first && !isDeepStrictEqual(first, result))
      return this.notes.complain(`call ${result.id} is answered in two ways`);
    if (first) return;
    for (const [sign] of result.text.matchAll(/<\d+>/g))
      this.signs.set(sign, (this.signs.get(sign) ?? 0) + 1);
  }

  /** Right only where all of the batch is answered, and something of it since the last time. */
  #goOn(batch: string | undefined): void {
    if (this.can.continuation === 'auto') this.notes.complain('told to go on, which it does by itself');
    const due = [...this.records.values()].filter(
      ({ made, wentOn }) => made.expectsResponse && made.batch === batch && !wentOn,
    );
    if (due.length === 0) this.notes.complain(`${batch} is told to go on for nothing`);
    for (const record of due) {
      if (record.frames.length === 0 && !this.notes.callOf(this, record.made.id)?.ending)
        this.notes.complain(`${batch} is told to go on before ${record.made.id} is answered`);
      record.wentOn = true;
    }
  }

  #recordOf(id: string): CallRecord | undefined {
    const record = this.records.get(id);
    if (!record) this.notes.complain(`${id} is told, which was never called`);
    return record;
  }
}
