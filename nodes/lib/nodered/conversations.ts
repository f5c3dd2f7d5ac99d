// Owns the sessions that one agent-session node has opened: which is meant, opening, steering, speaking to it.
// Does not own how they end up as messages: outputs.ts does.

import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.js';
import { AgentError } from '../errors.js';
import { incapable } from '../providers/ability.js';
import type { Command, Opening } from '../providers/provider.js';
import { Idle } from '../session/idle.js';
import type { State } from '../session/machine.js';
import { findSession, keyOrId } from '../session/pool.js';
import type { Session, SessionEvent } from '../session/session.js';
import type { Past } from '../talk/past.js';
import type { Agent } from './agent.js';
import type { Bounds } from './bounds.js';
import { Backlog } from './backlog.js';

/** What a conversation needs from its node. */
export interface Host {
  agent: Agent;
  /** Key of the session that messages mean when they name none. */
  ownKey: string;
  /** What new sessions are opened with, as the form stores it: where it changes, those that are open are outdated. */
  form: unknown;
  /** Id of the node, as the editor knows it. */
  node?: string;
  clock: Clock;
  /** A call of this session is at work in a flow. */
  busy: (session: Session) => boolean;
}

/** Told everything, with the session it happened in. */
export type Told = (session: Session, event: SessionEvent) => void;

/** How long after a failure a stream of sound does not open another session. */
const HOLD_OFF_MS = 5_000;

export class Conversations {
  readonly #own = new Set<Session>();
  /** The node is gone: a message that was still under way to it must open nothing that nobody would close. */
  #over = false;
  /** Why the last session could not be had; a stream of sound must not ask for the same again and again. */
  #failure: { error: AgentError; at: number; told: boolean } | undefined;
  /** Missing while no node is there to tell it. */
  #told: Told | undefined;
  readonly #backlog = new Backlog();
  /** What visitors of a talk page are shown of them, by key: a deploy takes it from nobody whose session goes on. */
  readonly pasts = new Map<string, Past>();
  readonly #idle: Idle;

  constructor(
    private readonly host: Host,
    private bounds: Bounds,
  ) {
    this.#idle = new Idle(host.clock, host.busy, (session) => void session.stop('idle'));
  }

  /** Whether a node that is set up like this can go on with them. */
  suits(host: Host): boolean {
    const { agent, ownKey, form } = this.host;
    return host.agent === agent && host.ownKey === ownKey && isDeepStrictEqual(host.form, form);
  }

  /** From now on these count; what is open already stays open. */
  bound(bounds: Bounds): void {
    const changed = this.bounds.idleMs !== bounds.idleMs;
    this.bounds = bounds;
    if (changed) this.#idle.change(this.open, bounds.idleMs);
  }

  /** From now on `told` hears what happens, and what has happened since `park`. */
  attach(told: Told): void {
    this.#told = told;
    this.#backlog.flush(told);
  }

  /** The node goes, and may come back: sessions go on, and what happens is kept. */
  park(): void {
    this.#told = undefined;
    this.#failure = undefined;
  }

  /** Those that are not over. */
  get open(): readonly Session[] {
    return [...this.#own];
  }

  /** How many conversations are going on. */
  get ready(): number {
    return this.open.filter(({ state }) => state.phase === 'ready').length;
  }

  /** Starts the session that is meant; opens it where there is none. Rejects with what stands in the way. */
  async start(address: unknown, opening: () => Promise<Opening>): Promise<Session> {
    this.#assertThere();
    const session = await this.#findOrOpen(address, opening);
    session.start();
    return session;
  }

  async restart(address: unknown, opening: () => Promise<Opening>): Promise<void> {
    this.#assertThere();
    const meant = findSession(this.open, address);
    if (meant instanceof AgentError) await this.start(address, opening);
    else meant.restart();
  }

  /** Nothing open is nothing to stop. Rejects with `session.several`, `session.unknown`. */
  async stop(address: unknown): Promise<void> {
    this.#failure = undefined;
    const meant = findSession(this.open, address);
    if (!(meant instanceof AgentError)) return meant.stop('asked');
    if (meant.code !== 'session.none') throw meant;
  }

  /** Ends them all, in words for agents that wait; none is opened any more. */
  async dismiss(): Promise<void> {
    this.#over = true;
    // Their keys are free at once: the node that takes this one's place opens its own.
    this.open.forEach((session) => this.host.agent.pool.remove(session));
    this.open.forEach((session) => this.#idle.forget(session));
    await Promise.all(this.open.map((session) => session.dismiss()));
  }

  /** Resolves once it is said; opens the session for it where none is open. Rejects where it cannot be said. */
  async say(address: unknown, command: Command, opening: () => Promise<Opening>): Promise<void> {
    const refused = incapable(this.host.agent.provider, command.type);
    if (refused) throw refused;
    if (command.type === 'audio' && this.#isHeldOff()) return;
    this.#assertThere();
    const session = await this.#findOrOpen(address, opening);
    // One that is on its way, or waits before it tries again, keeps its own time.
    if (session.state.phase === 'idle' || session.state.phase === 'closing') session.start();
    const error = await session.send(command);
    // Why it could not be opened, the session itself has told: once is enough.
    if (error && error !== session.state.error) throw error;
  }

  async #findOrOpen(address: unknown, opening: () => Promise<Opening>): Promise<Session> {
    const meant = findSession(this.open, address);
    if (!(meant instanceof AgentError)) return meant;
    const wanted = keyOrId(address);
    if (wanted instanceof AgentError) throw wanted;
    // An id alone was the provider's name for a conversation that is over: there is nothing to open under it.
    if (meant.code === 'session.several' || (wanted && wanted.key === undefined)) throw meant;
    const how = await opening();
    this.#assertThere();
    return this.#open(wanted?.key ?? this.host.ownKey, how);
  }

  #open(key: string, opening: Opening): Session {
    const { agent } = this.host;
    // Two messages may have waited for their variables at the same time: the first one opens, the second one joins.
    const first = this.open.find((session) => session.key === key);
    if (first) return first;
    const { sessions } = this.bounds;
    if (this.#own.size >= sessions) throw new AgentError('session.node-full', { limit: sessions });
    const hear = (event: SessionEvent): void => {
      if (session instanceof AgentError) return;
      if (event.type === 'phase' && !session.isOpen) this.#forget(session);
      if (event.type === 'phase') this.#failure = failureOf(event.state);
      this.#idle.happened(session, event, this.bounds.idleMs);
      if (this.#told) this.#told(session, event);
      else this.#backlog.add(session, event);
    };
    const session: Session | AgentError = agent.openSession(key, opening, hear, this.host.node);
    if (session instanceof AgentError) throw session;
    this.#own.add(session);
    return session;
  }

  /** Just after a failure, sound does not ask again: its first piece is told why, the rest of the stream is let go. */
  #isHeldOff(): boolean {
    if (!this.#failure || Date.now() - this.#failure.at > HOLD_OFF_MS) return false;
    if (this.#failure.told) return true;
    this.#failure.told = true;
    throw this.#failure.error;
  }

  #assertThere(): void {
    if (this.#over) throw new AgentError('session.not-open', { key: this.host.ownKey });
  }

  #forget(session: Session): void {
    this.#own.delete(session);
    this.host.agent.pool.remove(session);
  }
}

function failureOf({ phase, error }: State): { error: AgentError; at: number; told: boolean } | undefined {
  return phase === 'failed' && error ? { error, at: Date.now(), told: false } : undefined;
}
