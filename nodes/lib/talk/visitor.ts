// Owns one visitor of a talk page: the socket it has just now, what it may send, what it is sent. Knows no session.

import type { WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import { asAgentError, type AgentError } from '../errors.js';
import { isObject } from '../shared/json.js';
import { MAX_VISITOR_BACKLOG, MAX_VISITOR_TEXT } from '../shared/limits.js';
import { CLOSED, type FromPage, type ToPage } from '../shared/talk.js';
import { isCount, MAX_RATE, MIN_RATE } from '../sound/format.js';
import type { Words } from '../words.js';
import { Bucket } from './bucket.js';

/** Samples a second, while a page has not said how many it sends. */
const FINEST_RATE = 48_000;

export interface VisitorEvents {
  said(message: Exclude<FromPage, { type: 'rate' }>): void;
  /** A piece of 16-bit PCM. */
  sounded(pcm: Buffer): void;
  /** A fault of ours. */
  failed(error: AgentError): void;
  /** It sent more than it may, and its socket was closed. */
  flooded(): void;
  /** Its socket is gone. It may come back. */
  left(): void;
}

export class Visitor {
  #socket: WebSocket | undefined;
  /** In the language of its browser. */
  words: Words;
  #rate: number | undefined;
  #pace: Bucket;

  constructor(
    /** As flows see it, where it has a conversation of its own. */
    readonly key: string,
    words: Words,
    private readonly clock: Clock,
    private readonly events: VisitorEvents,
  ) {
    this.words = words;
    this.#pace = Bucket.ofSpeech(clock, 2 * FINEST_RATE);
  }

  /** Samples a second of what it sends, where it has said so. */
  get rate(): number | undefined {
    return this.#rate;
  }

  get isHere(): boolean {
    return this.#socket !== undefined;
  }

  /** From now on this socket is the visitor's; one that it had before is closed. */
  attach(socket: WebSocket): void {
    this.#socket?.close(CLOSED.elsewhere);
    this.#socket = socket;
    this.#sendsAt(undefined);
    const bucket = new Bucket(this.clock);
    let alive = true;
    socket.on('pong', () => (alive = true));
    socket.on('message', (data, binary) => {
      alive = true;
      if (this.#socket !== socket) return;
      const frame = Buffer.isBuffer(data)
        ? data
        : Buffer.concat(Array.isArray(data) ? data : [new Uint8Array(data)]);
      if (bucket.take(frame.length)) return this.#hearSafely(frame, binary);
      // What still comes of the flood is not even read.
      this.#socket = undefined;
      socket.close(CLOSED.flood);
      socket.pause();
      setImmediate(() => socket.terminate());
      this.events.flooded();
      this.events.left();
    });
    // A frame that is too large, or none at all: ws closes after it.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.events.left();
    });
    this.#beat = () => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
      this.send({ type: 'beat' });
    };
  }

  /** A sign of life; whoever has given none since the last one is gone. */
  beat(): void {
    if (this.#socket) this.#beat();
  }

  send(message: ToPage): void {
    this.#write(JSON.stringify(message));
  }

  /** 16-bit PCM for its speaker. */
  sound(pcm: Buffer): void {
    this.#write(pcm);
  }

  close(code: number): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.close(code);
    // A page that does not answer must not keep a deploy or the server waiting.
    const stop = this.clock.after(1000, () => socket.terminate());
    socket.once('close', stop);
  }

  #beat: () => void = () => undefined;

  #write(frame: string | Buffer): void {
    const socket = this.#socket;
    if (socket?.readyState !== socket?.OPEN) return;
    if (socket && socket.bufferedAmount > MAX_VISITOR_BACKLOG) {
      socket.terminate();
      return;
    }
    socket?.send(frame, () => undefined);
  }

  #sendsAt(rate: number | undefined): void {
    this.#rate = rate;
    this.#pace = Bucket.ofSpeech(this.clock, 2 * (rate ?? FINEST_RATE));
  }

  /** What is thrown in an event of a socket would end Node-RED. */
  #hearSafely(frame: Buffer, binary: boolean): void {
    try {
      this.#hear(frame, binary);
    } catch (thrown) {
      this.events.failed(asAgentError(thrown));
    }
  }

  #hear(frame: Buffer, binary: boolean): void {
    // More than anybody can say in that time would only make all that follows late.
    if (binary && !this.#pace.take(frame.length, 0)) return;
    if (binary) return this.events.sounded(frame.subarray(0, frame.length & ~1));
    const message = read(frame.toString('utf8'));
    if (message?.type === 'rate') this.#sendsAt(message.rate);
    else if (message) this.events.said(message);
  }
}

/** What a page sends; `undefined` for what no page of ours would send. */
function read(text: string): FromPage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { type, text: said, rate } = value;
  if (type === 'start' || type === 'stop') return { type };
  if (type === 'rate') return isCount(rate, MIN_RATE, MAX_RATE) ? { type, rate } : undefined;
  const isText = type === 'text' && typeof said === 'string' && said.length <= MAX_VISITOR_TEXT;
  return isText && said.trim() !== '' ? { type, text: said } : undefined;
}
