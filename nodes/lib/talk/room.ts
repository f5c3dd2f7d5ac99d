// Owns one talk page as visitors live in it: who is there, whose conversation is whose, what each is told of it.
// Knows sessions and sockets. Does not own the way in (lib/nodered) nor how a page looks (nodes/talk).

import type { WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import { asAgentError, type AgentError } from '../errors.js';
import type { Command, Opening } from '../providers/provider.js';
import { Alarms } from '../session/alarms.js';
import type { Session, SessionEvent } from '../session/session.js';
import { MAX_VISITORS } from '../shared/limits.js';
import { BEAT_MS, CLOSED, type FromPage, type TalkAbilities, type ToPage } from '../shared/talk.js';
import type { Words } from '../words.js';
import { callLine } from './call-line.js';
import { Floor } from './floor.js';
import { Past } from './past.js';
import { problemFor } from './problem.js';
import { isVisitorKey, type Visits } from './visits.js';
import { Visitor } from './visitor.js';
import { pageFormat, toPage } from './voice.js';

/** The conversations of a node, as far as visitors have to do with them. */
export interface Conversing {
  readonly open: readonly Session[];
  /** What was said in them, by key; outlives the page, as they do. */
  readonly pasts: Map<string, Past>;
  start(address: unknown, opening: () => Promise<Opening>): Promise<unknown>;
  say(address: unknown, command: Command, opening: () => Promise<Opening>): Promise<void>;
  stop(address: unknown): Promise<void>;
}

export interface RoomHost {
  readonly conversations: Conversing;
  readonly visits: Visits;
  readonly clock: Clock;
  readonly can: TalkAbilities;
  /** Key of the one conversation that all visitors share; missing where each has its own. */
  readonly sharedKey: string | undefined;
  opening(): Promise<Opening>;
  /** Somebody came or went. */
  moved(what: 'came' | 'left', visitor: string, count: number): void;
  /** Something that a person at Node-RED should know. */
  warn(error: 'flood' | 'full'): void;
  /** What a visitor wanted to say or begin could not be: whoever looks after the page has to know why. */
  refused(error: AgentError, visitor: string): void;
}

/** How long a visitor whose line broke is expected back. */
const GRACE_MS = 15_000;

export class Room {
  readonly #visitors = new Map<string, Visitor>();
  readonly #grace: Alarms<string>;
  readonly #floor: Floor;
  /** Who was told that somebody else is speaking. */
  readonly #unheard = new Set<string>();
  #stopBeat: () => void;
  #closed = false;
  /** A visitor has opened the shared conversation: with the last visitor, it ends. */
  #openedByVisitor = false;

  constructor(private readonly host: RoomHost) {
    this.#grace = new Alarms(host.clock);
    this.#floor = new Floor(host.clock);
    this.#stopBeat = host.clock.after(BEAT_MS, () => this.#beat());
    const { open, pasts } = host.conversations;
    for (const key of [...open.map((session) => session.key), ...pasts.keys()])
      if (isVisitorKey(key)) this.#expect(key);
  }

  /** Those included who may come back. */
  get isFull(): boolean {
    return this.#visitors.size >= MAX_VISITORS;
  }

  /** Whether somebody with this token may come in. Tells the node when the room is full. */
  admits(visit: unknown): boolean {
    const key = this.host.visits.keyOf(visit);
    if (!this.isFull || (key !== undefined && this.#visitors.has(key))) return true;
    this.host.warn('full');
    return false;
  }

  /** A page has come; with a token of ours, it is who it was. */
  enter(socket: WebSocket, visit: unknown, words: Words): void {
    const { visits, can } = this.host;
    const key = visits.keyOf(visit) ?? visits.newKey();
    const known = this.#visitors.get(key);
    const visitor = known ?? this.#newVisitor(key, words);
    visitor.words = words;
    // One that comes back after a deploy to what visitors have opened.
    if (!known && visits.keyOf(visit) !== undefined && can.end && this.host.sharedKey)
      this.#openedByVisitor = true;
    this.#grace.disarm(key);
    this.#unheard.delete(key);
    visitor.attach(socket);
    visitor.send({
      type: 'welcome',
      visit: visits.tokenOf(key),
      can,
      past: this.#pastOf(this.#keyFor(key)).lines,
    });
    const session = this.#sessionOf(key);
    for (const message of session ? stateOf(session, words) : [{ type: 'phase', phase: 'idle' } as const])
      visitor.send(message);
    if (!known) this.host.moved('came', key, this.#visitors.size);
  }

  /** Whatever happens in a session of the node. */
  told(session: Session, event: SessionEvent): void {
    const { key } = session;
    switch (event.type) {
      case 'phase':
        this.#each(key, (visitor) =>
          stateOf(session, visitor.words, event.retryInMs).forEach((one) => visitor.send(one)),
        );
        // Whoever speaks first afterwards is heard.
        if (key === this.host.sharedKey && session.state.phase !== 'ready') this.#unheard.clear();
        if (!session.isOpen) this.#forget(key);
        return;
      case 'error':
        // What ends a conversation is part of its phase.
        if (session.isOpen) this.#each(key, (visitor) => tell(visitor, event.error));
        return;
      case 'call': {
        const line = callLine(event.event, this.#pastOf(key).callOf(event.event.call.ref));
        if (line) this.#show(key, line);
        return;
      }
      case 'provider':
        return this.#heard(session, event.event);
      case 'open':
        return this.#pastOf(key).begin();
      case 'closed':
      case 'sound-dropped':
        return;
    }
  }

  /** The page is taken down; visitors come back by themselves if it is put up again. */
  close(): void {
    this.#closed = true;
    this.#stopBeat();
    for (const [key, visitor] of this.#visitors) {
      this.#grace.disarm(key);
      visitor.close(CLOSED.restart);
    }
  }

  #newVisitor(key: string, words: Words): Visitor {
    const visitor: Visitor = new Visitor(key, words, this.host.clock, {
      said: (message) => this.#said(visitor, message),
      sounded: (pcm) => this.#sounded(visitor, pcm),
      failed: (error) => tell(visitor, error),
      flooded: () => this.host.warn('flood'),
      left: () => {
        this.#floor.leave(visitor);
        if (!this.#closed) this.#expect(key);
      },
    });
    this.#visitors.set(key, visitor);
    return visitor;
  }

  /** Whoever does not come back in time has left. */
  #expect(key: string): void {
    this.#grace.arm(key, GRACE_MS, () => {
      // The page that took its place waits itself.
      if (this.#closed) return;
      const was = this.#visitors.delete(key);
      if (was) this.host.moved('left', key, this.#visitors.size);
      this.host.conversations.pasts.delete(key);
      this.#unheard.delete(key);
      this.#end(key);
    });
  }

  /** The conversation of a visitor who left; the shared one with the last of those who opened it. */
  #end(key: string): void {
    const { sharedKey, conversations } = this.host;
    const stop = (which: string) => void conversations.stop(which).catch(() => undefined);
    if (conversations.open.some((session) => session.key === key)) stop(key);
    if (sharedKey === undefined || this.#visitors.size > 0 || !this.#openedByVisitor) return;
    this.#openedByVisitor = false;
    if (this.#sessionOf(key)) stop(sharedKey);
  }

  #said(visitor: Visitor, message: Exclude<FromPage, { type: 'rate' }>): void {
    const { conversations, sharedKey, can } = this.host;
    const key = this.#keyFor(visitor.key);
    const opening = () => this.host.opening();
    if (message.type === 'stop') return void (can.end && conversations.stop(key).catch(() => undefined));
    if (sharedKey !== undefined && !this.#sessionOf(visitor.key)) this.#openedByVisitor = true;
    const done =
      message.type === 'start'
        ? conversations.start(key, opening)
        : conversations.say(key, { type: 'user.text', text: message.text }, opening);
    done.catch((thrown: unknown) => {
      const error = asAgentError(thrown);
      tell(visitor, error);
      this.host.refused(error, visitor.key);
    });
  }

  /** Sound opens nothing: a microphone that is still on must not begin a conversation that was just ended. */
  #sounded(visitor: Visitor, pcm: Buffer): void {
    const session = this.#sessionOf(visitor.key);
    if (!session?.audioIn || session.state.phase !== 'ready' || pcm.length === 0) return;
    if (this.host.sharedKey !== undefined && !this.#floor.isHeard(visitor, pcm)) {
      if (!this.#unheard.has(visitor.key)) visitor.send({ type: 'unheard' });
      this.#unheard.add(visitor.key);
      return;
    }
    if (this.#unheard.delete(visitor.key)) visitor.send({ type: 'heard' });
    const format = pageFormat(visitor.rate ?? session.audioIn.sampleRate);
    void session.send({ type: 'audio', data: pcm, format });
  }

  #heard(session: Session, event: Extract<SessionEvent, { type: 'provider' }>['event']): void {
    const { key, audioOut } = session;
    if (event.type === 'transcript') {
      const { role, text, final, turn, interrupted } = event;
      const named = turn === undefined ? {} : { turn: this.#pastOf(key).turn(turn) };
      this.#show(key, { type: 'said', role, text, final, ...named, ...(interrupted ? { interrupted } : {}) });
    } else if (event.type === 'audio' && audioOut) {
      const pcm = toPage(event.data, audioOut);
      this.#each(key, (visitor) => visitor.sound(pcm));
    } else if (event.type === 'interruption') {
      this.#each(key, (visitor) => visitor.send({ type: 'silence' }));
    }
  }

  #show(key: string, line: Extract<ToPage, { type: 'said' | 'call' }>): void {
    const shown = this.#pastOf(key).add(line);
    this.#each(key, (visitor) => visitor.send(shown));
  }

  /** Every visitor who hears this session. */
  #each(key: string, act: (visitor: Visitor) => void): void {
    if (key === this.host.sharedKey) return this.#visitors.forEach(act);
    const visitor = this.host.sharedKey === undefined ? this.#visitors.get(key) : undefined;
    if (visitor) act(visitor);
  }

  #pastOf(key: string): Past {
    const { pasts } = this.host.conversations;
    const past = pasts.get(key) ?? new Past();
    // Only of those that a visitor can come back to.
    if (key === this.host.sharedKey || isVisitorKey(key)) pasts.set(key, past);
    return past;
  }

  /** A conversation that is over stays readable for as long as its visitor is there. */
  #forget(key: string): void {
    if (key !== this.host.sharedKey && !this.#visitors.has(key)) this.host.conversations.pasts.delete(key);
  }

  #keyFor(visitor: string): string {
    return this.host.sharedKey ?? visitor;
  }

  #sessionOf(visitor: string): Session | undefined {
    const key = this.#keyFor(visitor);
    return this.host.conversations.open.find((session) => session.key === key);
  }

  #beat(): void {
    this.#visitors.forEach((visitor) => visitor.beat());
    this.#stopBeat = this.host.clock.after(BEAT_MS, () => this.#beat());
  }
}

/** How a conversation stands, for somebody who has just come or to whom it has just changed. */
function stateOf(session: Session, words: Words, retryInMs?: number): ToPage[] {
  const { phase, error } = session.state;
  const seconds = retryInMs === undefined ? {} : { seconds: Math.ceil(retryInMs / 1000) };
  const text = error && problemFor(error, words);
  const problem = text === undefined ? {} : { problem: text };
  const { audioIn, audioOut } = session;
  const rates = {
    ...(audioIn ? { input: audioIn.sampleRate } : {}),
    ...(audioOut ? { output: audioOut.sampleRate } : {}),
  };
  const format: ToPage[] = phase === 'ready' ? [{ type: 'format', ...rates }] : [];
  return [...format, { type: 'phase', phase, ...seconds, ...problem }];
}

function tell(visitor: Visitor, error: AgentError): void {
  const text = problemFor(error, visitor.words);
  if (text !== undefined) visitor.send({ type: 'problem', text });
}
