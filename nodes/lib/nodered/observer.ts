// Owns hearing what happens in conversations and to calls, and writing it into the timeline: in words, and without what is
// private. Changes nothing of what it hears, and asks nothing that costs time while nobody watches.

import { AgentError } from '../errors.js';
import type { Transcript } from '../providers/provider.js';
import type { SessionEvent } from '../session/session.js';
import { MAX_ENTRIES } from '../shared/limits.js';
import type { CallEntry, Place, SaidEntry, SessionLine, ToldError } from '../shared/timeline.js';
import type { CallEvent, CallingAgent } from '../tools/caller.js';
import type { OpenCall } from '../tools/ledger.js';
import type { Registry } from '../tools/registry.js';
import type { Clock } from '../clock.js';
import type { Words } from '../words.js';
import type { Agent } from './agent.js';
import type { Ended } from './figures.js';
import { shownArguments, shownText } from './masking.js';
import type { Timeline } from './timeline.js';
import { causeOf, nextOf } from './words.js';

/** What counts of an agent. */
type Heeded = Pick<Agent, 'name' | 'provider' | 'registry'>;

/** What is remembered of a call. */
interface Heard {
  readonly entry: number;
  readonly line: string;
  readonly agent: string;
  readonly secrets: readonly string[];
}

/** Private values that are hidden in what is said after them. */
const MAX_SECRETS = 20;

/** How far back in a conversation a private value is looked for: somebody has just said it. */
const LOOK_BACK = 20;

export class Observer {
  /** Agents may have one name; their tools they do not share. */
  readonly #numbers = new WeakMap<Registry, number>();
  #agents = 0;
  /** Calls that are at work: where they are changes without anybody telling. */
  readonly #running = new Map<OpenCall, Heard>();
  /** The latest that are over, by `ref`: something may still come of them. A WeakMap of all would slow everything down. */
  readonly #over = new Map<string, Heard>();
  /** What each conversation said last, by speaker; and what must not be read in it. */
  readonly #saying = new Map<string, Map<string, number>>();
  readonly #secrets = new Map<string, readonly string[]>();
  /** Errors that stand in an entry already. */
  readonly #told = new WeakSet<AgentError>();

  constructor(
    private readonly timeline: Timeline,
    private readonly clock: Clock,
    private readonly words: Words,
    /** Where a call was seen last. */
    private readonly whereIs: (call: OpenCall) => Place | undefined,
  ) {}

  /** A call is about to run or to be refused. */
  called(caller: CallingAgent, call: OpenCall, given: Readonly<Record<string, unknown>> | AgentError): void {
    const tool = caller.registry.find(call.name);
    const line = this.#lineOf(caller, call);
    const readable = given instanceof AgentError ? {} : given;
    const { text, secrets } = shownArguments(readable, tool?.private);
    const entry = this.timeline.add({
      kind: 'call',
      at: call.receivedAt,
      session: line.id,
      tool: shownText(call.name),
      trial: call.trial === true,
      given: given instanceof AgentError ? '' : text,
      node: tool?.declaredBy ?? '',
      limitMs: call.deadline - call.receivedAt,
      state: 'running',
    });
    this.#running.set(call, { entry, line: line.id, agent: line.agent, secrets });
    if (secrets.length > 0) this.#conceal(line.id, secrets);
  }

  /** Something has happened in a conversation that `agent` has opened under `key`. */
  session(agent: Heeded, key: string, node: string, event: SessionEvent): void {
    if (event.type === 'provider' && event.event.type !== 'transcript') return;
    const id = `${this.#numberOf(agent.registry)}:${key}`;
    const at = this.clock.now();
    switch (event.type) {
      case 'provider':
        if (event.event.type === 'transcript') this.#said(id, event.event, at);
        return;
      case 'call':
        return this.call(event.event);
      case 'open':
        return void this.timeline.add({ kind: 'session', what: 'open', at, session: id, node });
      case 'closed': {
        const error = event.error && !event.willRetry ? { error: this.#tell(event.error) } : {};
        this.#saying.delete(id);
        this.#secrets.delete(id);
        return void this.timeline.add({ kind: 'session', what: 'closed', at, session: id, node, ...error });
      }
      case 'phase': {
        const { name, provider } = agent;
        const { phase } = event.state;
        const line = { id, key, agent: name, provider: provider.id, trial: false, phase, since: at, node };
        this.timeline.tellSession(line);
        return this.#phase(id, node, event, at);
      }
      case 'error':
        if (this.#told.has(event.error)) return;
        return void this.timeline.add({
          kind: 'error',
          at,
          session: id,
          node,
          error: this.#tell(event.error),
        });
      case 'sound-dropped':
        return;
    }
  }

  /** Something has come of a call. How it began and ended, others tell, whoever made it. */
  call(event: CallEvent): void {
    if (event.type !== 'acknowledged' && event.type !== 'fault') return;
    const heard = this.#running.get(event.call) ?? this.#over.get(event.call.ref);
    const entry = heard && this.timeline.entry(heard.entry);
    if (!heard || entry?.kind !== 'call') return;
    if (event.type === 'acknowledged') {
      entry.state = 'acknowledged';
      entry.acknowledgement = shownText(event.text, heard.secrets);
    } else entry.error = this.#tell(event.error, heard.secrets);
    this.#place(event.call, entry);
    this.timeline.touched(entry.id);
  }

  settled(call: OpenCall): void {
    const heard = this.#running.get(call);
    this.#running.delete(call);
    const { ending, answer, receivedAt, endedAt = receivedAt } = call;
    if (!heard || !ending) return;
    this.#remember(call.ref, heard);
    const ms = endedAt - receivedAt;
    this.#count(call, heard, {
      ending,
      outcome: answer?.outcome,
      ran: call.atWork,
      ms,
      limitMs: call.deadline - receivedAt,
    });
    const entry = this.timeline.entry(heard.entry);
    if (entry?.kind !== 'call') return;
    Object.assign(entry, { state: ending, ms });
    delete entry.waits;
    if (answer)
      Object.assign(entry, { answer: shownText(answer.text, heard.secrets), outcome: answer.outcome });
    // Where it ended well nobody asks, and there are many of those.
    if (ending !== 'answered' || answer?.outcome === 'error') this.#place(call, entry);
    this.timeline.touched(entry.id);
  }

  /** Writes down where the calls that are at work are now. Only for those who watch. */
  look(): void {
    for (const [call, heard] of this.#running) {
      const entry = this.timeline.entry(heard.entry);
      if (entry?.kind !== 'call') continue;
      const started = this.#start(call, entry);
      if (this.#place(call, entry) || started) this.timeline.touched(entry.id);
    }
  }

  /** True where it has begun, or begun to wait. */
  #start({ atWork }: OpenCall, entry: CallEntry): boolean {
    if ((entry.waits === true) !== atWork) return false;
    entry.waits = !atWork;
    return true;
  }

  /** As many as there are entries; what is older stands in none. */
  #remember(ref: string, heard: Heard): void {
    this.#over.set(ref, heard);
    const [oldest] = this.#over.keys();
    if (oldest !== undefined && this.#over.size > MAX_ENTRIES) this.#over.delete(oldest);
  }

  /** True where it has moved on. */
  #place(call: OpenCall, entry: CallEntry): boolean {
    const place = this.whereIs(call);
    if (!place || place.id === entry.place?.id) return false;
    entry.place = place;
    return true;
  }

  #phase(session: string, node: string, event: Extract<SessionEvent, { type: 'phase' }>, at: number): void {
    const { phase, error } = event.state;
    if ((phase !== 'waiting' && phase !== 'failed') || !error) return;
    const inSeconds = Math.ceil((event.retryInMs ?? 0) / 1000);
    const again = phase === 'waiting' ? { inSeconds } : {};
    const told = this.#tell(error);
    this.timeline.add({ kind: 'session', what: phase, at, session, node, error: told, ...again });
  }

  /** What is said grows until it is final, and may be put right after that. */
  #said(session: string, said: Transcript, at: number): void {
    const { role, turn, final } = said;
    const text = shownText(said.text, this.#secrets.get(session));
    const saying = this.#saying.get(session) ?? new Map<string, number>();
    this.#saying.set(session, saying);
    const entry = this.timeline.entry(saying.get(role) ?? 0);
    if (entry?.kind === 'said' && goesOn(entry, said)) {
      Object.assign(entry, { text, final });
      return this.timeline.touched(entry.id);
    }
    saying.set(role, this.timeline.add({ kind: 'said', at, session, role, turn, text, final }));
  }

  /** What is private to a tool has often been said aloud: it is hidden there as well, before and after. */
  #conceal(session: string, secrets: readonly string[]): void {
    const known = this.#secrets.get(session) ?? [];
    this.#secrets.set(session, [...new Set([...secrets, ...known])].slice(0, MAX_SECRETS));
    const said = this.timeline.entries().filter((entry): entry is SaidEntry => entry.kind === 'said');
    for (const entry of said.filter((one) => one.session === session).slice(-LOOK_BACK)) {
      const text = shownText(entry.text, secrets);
      if (text === entry.text) continue;
      entry.text = text;
      this.timeline.touched(entry.id);
    }
  }

  #count(call: OpenCall, { line, agent }: Heard, ended: Ended): void {
    if (call.trial) return;
    const [number = ''] = line.split(':');
    const tool = shownText(call.name);
    this.timeline.count(`${number}:${tool}`, { tool, agent }, ended);
  }

  /** The conversation that a call belongs to; trials have one for all of an agent. */
  #lineOf(caller: CallingAgent, call: OpenCall): SessionLine {
    const { key, agent, provider } = caller.session;
    const number = this.#numberOf(caller.registry);
    const trial = caller.trial === true;
    // No conversation has such a number: its key comes behind a colon.
    const id = trial ? `${number}!trial` : `${number}:${key}`;
    const known = this.timeline.session(id);
    if (known) return known;
    const since = call.receivedAt;
    const line: SessionLine = { id, key, agent, provider, trial, phase: 'ready', since, node: '' };
    this.timeline.tellSession(line);
    return line;
  }

  #numberOf(registry: Registry): number {
    const number = this.#numbers.get(registry) ?? ++this.#agents;
    this.#numbers.set(registry, number);
    return number;
  }

  #tell(error: AgentError, secrets: readonly string[] = []): ToldError {
    this.#told.add(error);
    const cause = shownText(causeOf(error, this.words), secrets);
    return { code: error.code, cause, next: nextOf(error, this.words) };
  }
}

function goesOn(entry: SaidEntry, { turn, corrected, interrupted }: Transcript): boolean {
  if (entry.turn !== turn) return false;
  return !entry.final || (turn !== undefined && (corrected === true || interrupted === true));
}
