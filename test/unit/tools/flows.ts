// Owns the tool nodes of a made-up house and the flows behind them: which calls they have run, and what they do at once.
// Complains of a call that must not run, or not now.

import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../nodes/lib/clock.js';
import type { Calls } from '../../../nodes/lib/tools/calls.js';
import type { OpenCall } from '../../../nodes/lib/tools/ledger.js';
import type { Acknowledge, Tool } from '../../../nodes/lib/tools/registry.js';
import { checkerOf } from './caller.js';
import { ACKNOWLEDGE_MS, type ToolNode } from './histories.js';
import type { Line } from './record.js';

/** A call that a flow was started with. */
export interface Run {
  readonly call: OpenCall;
  readonly line: Line;
  readonly order: Tool['order'];
  readonly payload: Record<string, unknown>;
  readonly at: number;
}

const WIDE = checkerOf({ type: 'object', properties: { n: { type: 'integer' } } });
const NARROW = checkerOf({ type: 'object', properties: { n: { type: 'integer', maximum: 0 } } });

export class Flows {
  readonly runs: Run[] = [];
  /** Tools are going and coming: nothing may be started. */
  holding = false;
  #slow: ((text: string) => void)[] = [];

  constructor(
    private readonly calls: Calls,
    private readonly clock: Clock,
    private readonly lineOf: (name: string) => Line,
    private readonly complain: (what: string) => void,
  ) {}

  tool(node: ToolNode, lane: string, owner: Tool['owner']): Tool {
    const { name, timeoutMs, errorsAs, interruptible } = node;
    const checker = node.narrow ? NARROW : WIDE;
    const tool: Tool = {
      declaration: { name, description: '', schema: checker.schema },
      checker,
      timeoutMs,
      owner,
      order: node.order === 'parallel' ? { kind: 'parallel' } : { kind: node.order, lane },
      errorsAs,
      acknowledge: this.#acknowledge(node.acknowledge),
      interruptible,
      deliver: (call, payload, session) => {
        this.#deliver(tool, call, payload, this.lineOf(session.id));
        this.#flow(node.flow, call);
      },
    };
    return tool;
  }

  /** Counted from the latest, as far back as there is one. */
  run(at: number): Run | undefined {
    return this.runs[this.runs.length - 1 - (at % Math.max(1, this.runs.length))];
  }

  /** What was to be worked out for an acknowledgement is there. */
  async word(): Promise<void> {
    const slow = this.#slow;
    this.#slow = [];
    for (const tell of slow) tell('slowly');
    await Promise.resolve();
  }

  #acknowledge(when: ToolNode['acknowledge']): Acknowledge | undefined {
    if (when === 'never') return undefined;
    const slowly = () => new Promise<string>((tell) => this.#slow.push(tell));
    return {
      afterMs: ACKNOWLEDGE_MS,
      speak: when === 'slowly',
      sentence: () => (when === 'slowly' ? slowly() : 'at once'),
    };
  }

  #deliver(tool: Tool, call: OpenCall, payload: Record<string, unknown>, line: Line): void {
    const record = line.records.get(call.id);
    if (!record) return this.complain(`${call.id} runs, which was never called`);
    record.deliveries += 1;
    if (record.deliveries > 1) this.complain(`${call.id} runs twice`);
    if (call.ending) this.complain(`${call.id} runs after it was ${call.ending}`);
    if (this.holding) this.complain(`${call.id} runs while tools go and come`);
    if (line.registry.find(call.name) !== tool) this.complain(`${call.id} runs in a tool that it is not for`);
    if (Array.isArray(tool.checker.check(payload))) this.complain(`${call.id} runs with what does not fit`);
    const { order } = tool;
    const run = { call, line, order, payload: structuredClone(payload), at: this.clock.now() };
    for (const other of this.runs)
      if (clash(run, other)) this.complain(`${call.id} runs beside ${other.call.id}`);
    this.runs.push(run);
  }

  #flow(what: ToolNode['flow'], call: OpenCall): void {
    const answer = () => this.calls.answer(call.ref, { value: 'at once', outcome: 'success' });
    if (what === 'answers' || what === 'answers-twice') answer();
    if (what === 'answers-twice') answer();
    if (what === 'fails') this.calls.fail(call.ref, 'a fault', 'somewhere');
    if (what === 'throws') throw new Error('a fault');
  }
}

/** Two that a queue keeps apart, or of which one was to get the other's answer. */
function clash({ order, line, payload }: Run, other: Run): boolean {
  if (other.call.ending || order.kind === 'parallel' || other.order.kind !== order.kind) return false;
  if (other.order.lane !== order.lane) return false;
  return order.kind === 'queue' || (other.line === line && isDeepStrictEqual(other.payload, payload));
}
