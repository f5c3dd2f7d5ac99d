// Owns the line to Node-RED: getting a ticket, the socket, coming back by itself after a break. Does not know what is said.

import { BEAT_MS, CLOSED, type FromPage, type TalkRefusal, type ToPage } from '../lib/shared/talk.js';

/** Why there is no line, and whether it is tried again by itself. */
export type Trouble =
  'connecting' | 'offline' | 'login' | 'flood' | 'elsewhere' | Exclude<TalkRefusal, 'pin' | 'tries'>;

export interface PinAsked {
  /** The one that was given is not right. */
  wrong: boolean;
  /** Not before they are over; 0 where there is nothing to wait for. */
  seconds: number;
  /** It has digits alone. */
  digits: boolean;
}

export interface LineEvents {
  message(message: ToPage): void;
  sound(pcm: ArrayBuffer): void;
  trouble(what: Trouble): void;
  /** A PIN is asked for. */
  pin(about: PinAsked): void;
}

const FIRST_MS = 500;
const LONGEST_MS = 15_000;
/** A line on which nothing came for so long is dead, whatever the browser thinks. */
const DEAD_MS = 2.5 * BEAT_MS;
/** More than this waiting means that the network is too slow: old sound is of no use then. */
const MAX_WAITING = 128 * 1024;

export class Line {
  #socket: WebSocket | undefined;
  #pin = '';
  #visit = '';
  #tries = 0;
  #timer = 0;
  #watch = 0;
  /** The number of the attempt that counts; an older one has nothing more to say. */
  #attempt = 0;

  constructor(
    private readonly path: string,
    private readonly events: LineEvents,
  ) {
    const now = () => {
      if (!this.#socket && this.#timer) this.#connect();
    };
    window.addEventListener('online', now);
    document.addEventListener('visibilitychange', () => (document.hidden ? undefined : now()));
  }

  start(): void {
    this.events.trouble('connecting');
    this.#connect();
  }

  enter(pin: string): void {
    this.#pin = pin;
    this.#connect();
  }

  /** False where nobody hears it. */
  send(message: FromPage): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  sound(pcm: ArrayBuffer): void {
    const socket = this.#socket;
    if (socket?.readyState === WebSocket.OPEN && socket.bufferedAmount < MAX_WAITING) socket.send(pcm);
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const attempt = ++this.#attempt;
    this.#admission().then(
      (ticket) => {
        if (attempt === this.#attempt && ticket !== undefined) this.#open(ticket);
      },
      () => {
        if (attempt === this.#attempt) this.#again('offline');
      },
    );
  }

  /** A ticket; `undefined` where it was told why there is none. */
  async #admission(): Promise<string | undefined> {
    const response = await fetch(`${this.path}/ticket`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pin: this.#pin, visit: this.#visit }),
      cache: 'no-store',
    });
    if (response.status === 401) {
      this.events.trouble('login');
      return undefined;
    }
    const answer: unknown = await response.json();
    const said = (name: string): unknown =>
      answer instanceof Object ? Reflect.get(answer, name) : undefined;
    const ticket = said('ticket');
    if (typeof ticket === 'string') return ticket;
    this.#refused(said('refused'), {
      seconds: Number(said('seconds')) || 0,
      digits: said('digits') === true,
    });
    return undefined;
  }

  #refused(why: unknown, about: Omit<PinAsked, 'wrong'>): void {
    const wrong = this.#pin !== '';
    if (why === 'pin' || why === 'tries') {
      this.#pin = '';
      this.events.pin({ wrong, ...about });
    } else if (why === 'origin') this.events.trouble('origin');
    else this.#again(why === 'full' ? 'full' : 'offline');
  }

  #open(ticket: string): void {
    const address = new URL(`${this.path}/socket?ticket=${ticket}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    const alive = () => {
      clearTimeout(this.#watch);
      this.#watch = window.setTimeout(() => this.#lost(socket, 1006), DEAD_MS);
    };
    alive();
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (socket !== this.#socket) return;
      alive();
      if (typeof data !== 'string') return this.events.sound(data);
      // Our own server speaks it, and no other is connected to.
      const message: ToPage = JSON.parse(data);
      if (message.type === 'welcome') {
        this.#visit = message.visit;
        this.#tries = 0;
      }
      this.events.message(message);
    });
    socket.addEventListener('close', ({ code }) => this.#lost(socket, code));
  }

  #lost(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    clearTimeout(this.#watch);
    socket.close();
    if (code === CLOSED.flood) this.events.trouble('flood');
    else if (code === CLOSED.elsewhere) this.events.trouble('elsewhere');
    else this.#again('offline');
  }

  #again(why: Trouble): void {
    this.events.trouble(why);
    const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#tries, 10));
    this.#tries += 1;
    this.#timer = window.setTimeout(() => this.#connect(), ms * (0.75 + Math.random() / 2));
  }
}
