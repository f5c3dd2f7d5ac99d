// Owns a house under a made-up history: does to it what the history says, keeps the record, and complains of what must
// never happen on the way. What has to be true in the end is for audit.ts.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { ToolCall } from '../../../nodes/lib/providers/provider.js';
import { Calls } from '../../../nodes/lib/tools/calls.js';
import type { OpenCall } from '../../../nodes/lib/tools/ledger.js';
import { pendingResults } from '../../../nodes/lib/tools/pending-results.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { testClock } from '../../support/clock.js';
import { Flows, type Run } from './flows.js';
import {
  PLACES,
  TIMEOUTS_MS,
  VALUES,
  type Act,
  type Can,
  type History,
  type Made,
  type ToolNode,
} from './histories.js';
import { Line } from './record.js';

const BURST = 22;

export class Account {
  readonly clock = testClock();
  readonly calls: Calls;
  /** All that ever were. */
  readonly lines: Line[] = [];
  /** Calls that are followed through the flows. */
  readonly watched = new Set<OpenCall>();
  readonly complaints: string[] = [];
  readonly #flows: Flows;
  readonly #agents: { registry: Registry; can: Can }[];
  readonly #sessions = new Map<number, Line>();
  readonly #removes = new Map<number, () => void>();
  #uprooted = new Set<OpenCall>();
  #holding = false;
  #signs = 0;
  #sign: string | undefined;
  #frames = 0;

  constructor({ agents, nodes }: History) {
    this.calls = new Calls(this.clock, (key) => this.#word(key));
    this.calls.watchedBy({
      opened: (call) => void this.watched.add(call),
      settled: (call) => void this.watched.delete(call),
      place: () => '',
      uprooted: (call) => this.#uprooted.has(call),
    });
    this.#flows = new Flows(
      this.calls,
      this.clock,
      (name) => this.#lineOf(name),
      (what) => this.#complain(what),
    );
    this.#agents = agents.map((can) => {
      const registry = new Registry(() => undefined);
      registry.add(pendingResults(this.calls, (key) => key));
      return { registry, can };
    });
    nodes.forEach((node, place) => this.#place(place, node));
  }

  /** Throws where something happened that must not. */
  async act(act: Act): Promise<void> {
    const before = this.#flows.runs.length;
    await this.#do(act);
    for (const { call, at } of this.#flows.runs.slice(before)) {
      const { reason, endedAt } = call;
      if (reason && endedAt === at) this.#complain(`${call.id} is started only to be ${reason}`);
    }
    this.#checkTurns();
    assert.deepEqual(this.complaints, []);
  }

  /** Lets everything come to its end. */
  async finish(hangsUp: boolean): Promise<void> {
    await this.act({ kind: 'worded' });
    if (hangsUp) for (const line of this.#sessions.keys()) await this.act({ kind: 'lose', line });
    if (this.#holding) await this.act({ kind: 'deployed', uproots: 0, late: false });
    await this.act({ kind: 'pass', ms: Math.max(...TIMEOUTS_MS) });
    await this.act({ kind: 'worded' });
    for (const line of this.#sessions.keys()) await this.act({ kind: 'lose', line });
  }

  #do(act: Act): void | Promise<void> {
    const { calls } = this;
    switch (act.kind) {
      case 'frame':
        return this.#receive(act.line, act.calls, act.batched);
      case 'burst':
        return this.#burst(act.line, act.name);
      case 'reply': {
        const run = this.#flows.run(act.at);
        return run && this.#reply(run, act.value, act.failed);
      }
      case 'reply-to-all':
        return this.#flows.runs.forEach((run) => this.#reply(run, act.value, false));
      case 'forged':
        return this.#is('reply.unknown', calls.answer('forged', { value: 'on', outcome: 'success' }));
      case 'fail':
        return calls.fail(this.#flows.run(act.at)?.call.ref ?? 'forged', 'a fault', 'somewhere');
      case 'cancel':
        return calls.cancel(this.#session(act.line), act.numbers.map(String), 'withdrawn');
      case 'speech':
        return calls.spokenInto(this.#session(act.line));
      case 'pass':
        return this.clock.advance(act.ms);
      case 'worded':
        return this.#flows.word();
      case 'down':
        this.#session(act.line).up = false;
        return;
      case 'lose':
        return this.#lose(act.line);
      case 'dismiss':
        return calls.interrupt(this.#session(act.line));
      case 'deploy':
        this.#holding = true;
        this.#flows.holding = true;
        return calls.hold();
      case 'node':
        return this.#place(act.place, act.node);
      case 'deployed':
        return this.#deployed(act.uproots, act.late);
      case 'stop':
        return calls.interrupt();
    }
  }

  #session(which: number): Line {
    const known = this.#sessions.get(which);
    if (known) return known;
    const agent = this.#agents[which % 2];
    assert(agent);
    const line = new Line(`line ${this.lines.length}`, `key ${which}`, agent.registry, agent.can, {
      complain: (what) => this.#complain(what),
      callOf: (from, id) => this.calls.ledger.byId(from, id)?.call,
      takeSign: () => {
        const sign = this.#sign;
        this.#sign = undefined;
        return sign;
      },
    });
    this.#sessions.set(which, line);
    this.lines.push(line);
    return line;
  }

  /** A line that is going takes no call any more; the next one does. */
  #receive(which: number, makes: readonly Made[], batched: boolean): void {
    if (!this.#session(which).up) this.#lose(which);
    this.#frames += 1;
    const batch = batched ? { batch: `frame ${this.#frames}` } : {};
    const line = this.#session(which);
    const frame = makes.map(({ number, n, name, expects, speculative }): ToolCall => {
      const given = { n };
      return {
        id: String(number),
        name,
        raw: given,
        arguments: given,
        expectsResponse: expects,
        speculative,
        ...batch,
      };
    });
    for (const made of frame) {
      const known = line.records.get(made.id);
      if (!known) line.enter(made);
      else if (known.frames.length > 0) known.repeats += 1;
    }
    this.calls.receive(line, frame);
  }

  #burst(which: number, name: string): void {
    const first = 100 * (1 + this.#frames);
    const makes = Array.from({ length: BURST }, (_, at): Made => ({
      number: first + at,
      name,
      expects: true,
      speculative: false,
      n: '0',
    }));
    this.#receive(which, makes, true);
  }

  #lose(which: number): void {
    const line = this.#session(which);
    this.#sessions.delete(which);
    line.up = false;
    line.gone = true;
    this.calls.lose(line);
  }

  #reply(run: Run, at: number, failed: boolean): void {
    const { value, refused } = VALUES[at] ?? assert.fail();
    const { call, line } = run;
    const expected = call.ending
      ? this.#whenOver(call)
      : (refused ??
        (!call.expectsResponse
          ? 'not-owed'
          : !line.up && (!call.acknowledged || line.can.laterResults)
            ? 'reply.not-sent'
            : call.acknowledged
              ? 'later'
              : 'sent'));
    this.#is(expected, this.calls.answer(call.ref, { value, outcome: failed ? 'error' : 'success' }));
  }

  #whenOver({ ending, expectsResponse }: OpenCall): string {
    if (!expectsResponse) return 'not-owed';
    return ending === 'answered' ? 'reply.duplicate' : 'reply.late';
  }

  #is(expected: string, told: string | AgentError): void {
    const found = told instanceof AgentError ? told.code : told;
    if (found !== expected) this.#complain(`a reply is told ${found}, and not ${expected}`);
  }

  /** A node of the same place keeps its id, and with it what waits for what. */
  #place(place: number, node: ToolNode | undefined): void {
    this.#removes.get(place)?.();
    this.#removes.delete(place);
    if (!node) return;
    const whose = PLACES[place];
    const agents = this.#agents.filter((_, at) => whose === 'everyone' || whose === ['first', 'second'][at]);
    const removes = agents.map(({ registry }) => {
      const owner = whose === 'everyone' ? whose : 'agent';
      return registry.add(this.#flows.tool(node, `node ${place}`, owner));
    });
    this.#removes.set(place, () => removes.forEach((remove) => remove()));
  }

  #deployed(uproots: number, late: boolean): void {
    const open = this.#flows.runs.filter(({ call }) => !call.ending);
    this.#uprooted = new Set(open.flatMap(({ call }, at) => ((uproots >> (at % 3)) & 1 ? [call] : [])));
    if (late) this.calls.interrupt();
    this.#holding = false;
    this.#flows.holding = false;
    this.calls.release();
    this.#uprooted.clear();
  }

  /** What is open runs, or waits for its turn behind something that runs. */
  #checkTurns(): void {
    if (this.#holding) return;
    const { ledger, lanes } = this.calls;
    for (const { call, caller } of ledger.stillOpen()) {
      const runs = this.#lineOf(caller.line).records.get(call.id)?.deliveries === 1;
      if (runs === lanes.isWaiting(call)) this.#complain(`${call.id} neither runs nor waits, or both`);
    }
    if (lanes.next(this.clock.now())) this.#complain('some wait, and nothing runs');
  }

  #lineOf(name: string): Line {
    return this.lines.find(({ line }) => line === name) ?? assert.fail(`there is no ${name}`);
  }

  #word(key: string): string {
    if (key !== 'said.later.result') return key;
    this.#signs += 1;
    this.#sign = `<${this.#signs}>`;
    return this.#sign;
  }

  #complain(what: string): void {
    this.complaints.push(what);
  }
}
