// Owns one trial: whoever calls a tool in the place of an agent, and keeps what an agent would have been told. The call goes
// the way that every call goes. Does not own which trials there are.

import { randomUUID } from 'node:crypto';
import type { Node } from 'node-red';
import { AgentError } from '../errors.js';
import type { Clock } from '../clock.js';
import type { Command, Provider } from '../providers/provider.js';
import type { ToldError } from '../shared/timeline.js';
import type { TrialText, TrialView } from '../shared/trial.js';
import type { CallEvent, CallingAgent } from '../tools/caller.js';
import type { OpenCall } from '../tools/ledger.js';
import type { Registry } from '../tools/registry.js';
import { Turn } from '../tools/turn.js';

/** Whose tool is tried, and which. */
export interface Tried {
  readonly tool: string;
  readonly agent: string;
  readonly provider: Provider;
  readonly registry: Registry;
}

/** An agent may have been told of many things, but a person reads a few. */
const MAX_ERRORS = 10;

export class Trial {
  readonly id = randomUUID();
  readonly caller: CallingAgent;
  #call: OpenCall | undefined;
  #answer: (TrialText & { error: boolean }) | undefined;
  #acknowledgement: TrialText | undefined;
  #later: TrialText | undefined;
  readonly #errors: AgentError[] = [];
  readonly #begun: number;

  constructor(
    private readonly tried: Tried,
    private readonly clock: Clock,
    /** Told what the caller is told. */
    private readonly heard: (event: CallEvent) => void,
  ) {
    const { registry, agent, provider } = tried;
    this.#begun = clock.now();
    this.caller = {
      line: this.id,
      session: { id: this.id, key: 'trial', agent, provider: provider.id },
      trial: true,
      registry,
      turn: new Turn('auto'),
      // What comes later is told here, however the provider would be.
      can: { errorsHidden: provider.capabilities.errorsHidden, laterResults: true },
      send: (command) => this.#sent(command),
      told: (event) => this.#told(event),
    };
  }

  get done(): boolean {
    return this.#call?.ending !== undefined;
  }

  /** The call is in the book. */
  entered(call: OpenCall): void {
    this.#call = call;
  }

  view(
    way: (call: OpenCall) => readonly Node[],
    place: (node: Node) => TrialView['way'][number],
    inWords: (error: AgentError) => ToldError,
  ): TrialView {
    const call = this.#call;
    const { capabilities } = this.tried.provider;
    const failed = call?.answer?.outcome === 'error';
    const answer = this.#answer && { ...this.#answer, failed };
    const later = this.#later && { ...this.#later, failed, waits: !capabilities.laterResults };
    return {
      id: this.id,
      done: this.done,
      waits: call !== undefined && !call.ending && !call.atWork,
      ms: Math.max((call?.endedAt ?? this.clock.now()) - this.#begun, answer?.ms ?? 0, later?.ms ?? 0),
      limitMs: call ? call.deadline - call.receivedAt : 0,
      ...(this.#acknowledgement ? { acknowledgement: this.#acknowledgement } : {}),
      ...(answer ? { answer } : {}),
      ...(later ? { later } : {}),
      ...(call?.ending ? { ending: call.ending } : {}),
      ...(call?.reason ? { reason: call.reason } : {}),
      way: call ? way(call).map(place) : [],
      errors: this.#errors.map(inWords),
    };
  }

  #sent(command: Command): boolean {
    const ms = this.clock.now() - this.#begun;
    if (command.type === 'tool.result') {
      const flagged = this.tried.provider.capabilities.errorFlag && command.outcome === 'error';
      this.#answer = { text: command.text, ms, error: flagged };
    } else if (command.type === 'tool.later') {
      this.#later = { text: command.text, ms };
    }
    return true;
  }

  #told(event: CallEvent): void {
    if (event.type === 'acknowledged') {
      this.#acknowledgement = this.#answer;
      this.#answer = undefined;
    }
    if (event.type === 'fault' && this.#errors.length < MAX_ERRORS) this.#errors.push(toPerson(event.error));
    this.heard(event);
  }
}

/** Where no agent has called, whoever tries the tool out is told what to do. */
function toPerson(error: AgentError): AgentError {
  return error.code === 'tool.arguments'
    ? new AgentError(error.code, { ...error.params, which: 'trial' })
    : error;
}
