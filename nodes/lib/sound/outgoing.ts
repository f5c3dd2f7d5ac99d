// Owns the sound that one session is still to send: in order, in the session's format, at the speed of speech, bounded.
// Does not know frames of a protocol, nor when the session is open.

import type { Clock } from '../clock.js';
import { AgentError, asAgentError } from '../errors.js';
import type { AudioFormat } from '../providers/provider.js';
import { MAX_PENDING_BYTES } from '../shared/limits.js';
import { converter, needsConversion, type Converter } from './converter.js';
import { bytesIn, isSameFormat, millisecondsOf, type Sound, type SoundFormat } from './format.js';
import { framesOf } from './frames.js';
import { libraries, loadLibraries, type Libraries } from './libraries.js';
import { SILENCE as MULAW_SILENCE } from './mulaw.js';
import { pieceOf, type Piece } from './piece.js';

/** A Buffer up to this long is a live piece: it goes out as it is, at once. */
export const LIVE_MS = 500;

/** So much may be sent ahead of time, as pieces of a live stream come that a network has held up. */
const AHEAD_MS = 500;

/** So much is sent in a rush after the process was held up; what should have gone before that goes late. */
const BEHIND_MS = 1_000;

/** Without it, an agent does not notice that a recording is over. */
const SILENCE_MS = 1_000;

export interface Exit {
  /** What the session takes. */
  format: AudioFormat;
  /** How long a frame should be. */
  frameMs: number;
  clock: Clock;
  send: (data: Buffer) => AgentError | undefined;
}

interface Waiting {
  piece: Piece;
  /** Missing until it is this one's turn. */
  frames?: Generator<Buffer, void>;
  sentMs: number;
  /** Only there until something else comes. */
  padding: boolean;
  told: (error: AgentError | undefined) => void;
}

export class Outgoing {
  readonly #waiting: Waiting[] = [];
  #bytes = 0;
  /** The hour at which everything that was sent has been heard. */
  #heard = 0;
  #disarm: (() => void) | undefined;
  /** What goes on from one live piece to the next of the same format. */
  #live: { from: SoundFormat; converter: Converter } | undefined;

  constructor(private readonly exit: Exit) {}

  /** Resolves once all of it is sent (`undefined`), or with why it is not. Errors: `sound.*`, `message.empty`. */
  say(sound: Sound): Promise<AgentError | undefined> {
    if (this.#bytes + sound.data.length > MAX_PENDING_BYTES) {
      return Promise.resolve(
        new AgentError('sound.too-much', { megabytes: MAX_PENDING_BYTES / 1024 / 1024 }),
      );
    }
    const piece = pieceOf(sound, this.exit.format);
    if (piece instanceof AgentError) return Promise.resolve(piece);
    return new Promise((told) => this.#add(piece, told));
  }

  /** Lets go of all that waits. Answers how many milliseconds of it nobody will hear. */
  drop(error: AgentError): number {
    this.#disarm?.();
    this.#bytes = 0;
    this.#live = undefined;
    const dropped = this.#waiting.splice(0).filter(({ padding }) => !padding);
    for (const { told } of dropped) told(error);
    return Math.round(dropped.reduce((sum, { piece, sentMs }) => sum + piece.milliseconds - sentMs, 0));
  }

  #add(piece: Piece, told: Waiting['told'], padding = false): void {
    const [first] = this.#waiting;
    if (first?.padding) this.#take(first);
    if (this.#waiting.length === 0) this.#heard = Math.max(this.#heard, this.exit.clock.now());
    this.#bytes += piece.data.length;
    this.#waiting.push({ piece, sentMs: 0, told, padding });
    this.#goOn();
  }

  #goOn(): void {
    this.#disarm?.();
    this.#disarm = undefined;
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const early = this.#heard - this.exit.clock.now() - (isLive(first.piece) ? AHEAD_MS : 0);
      if (early > 0) {
        this.#disarm = this.exit.clock.after(Math.ceil(early), () => this.#goOn());
        return;
      }
      const ready = libraries();
      if (!ready && needsConversion(first.piece.format, this.exit.format)) return this.#load(first);
      const frame = this.#next(first, ready);
      if (!Buffer.isBuffer(frame)) this.#over(first, frame);
      else this.#send(first, frame);
    }
  }

  #load(first: Waiting): void {
    loadLibraries().then(
      () => this.#goOn(),
      (thrown: unknown) => {
        if (this.#waiting[0] === first) this.#over(first, asAgentError(thrown));
        this.#goOn();
      },
    );
  }

  /** The next frame, or an error, or nothing when it was the last. */
  #next(waiting: Waiting, ready: Libraries | undefined): Buffer | AgentError | undefined {
    try {
      waiting.frames ??= this.#cut(waiting.piece, ready);
      const { value } = waiting.frames.next();
      return value ?? undefined;
    } catch (thrown) {
      return asAgentError(thrown);
    }
  }

  #cut(piece: Piece, ready: Libraries | undefined): Generator<Buffer, void> {
    const { format: to, frameMs } = this.exit;
    const { data, format: from, whole } = piece;
    const needed = needsConversion(from, to) ? ready : undefined;
    return framesOf({
      data,
      from,
      to,
      // A live piece is one frame, and a bit more may come out of it than went in.
      milliseconds: isLive(piece) ? LIVE_MS * 2 : frameMs,
      converter: needed && (whole ? converter(needed, from, to) : this.#liveConverter(needed, from)),
      whole,
    });
  }

  #liveConverter(ready: Libraries, from: SoundFormat): Converter {
    if (!this.#live || !isSameFormat(this.#live.from, from)) {
      this.#live = { from, converter: converter(ready, from, this.exit.format) };
    }
    return this.#live.converter;
  }

  #send(waiting: Waiting, frame: Buffer): void {
    const milliseconds = millisecondsOf(frame.length, this.exit.format);
    const error = this.#hand(frame);
    if (error) return this.#over(waiting, error);
    waiting.sentMs += milliseconds;
    this.#heard = Math.max(this.#heard, this.exit.clock.now() - BEHIND_MS) + milliseconds;
  }

  #take(first: Waiting): void {
    this.#waiting.shift();
    this.#bytes -= first.piece.data.length;
  }

  #over(waiting: Waiting, error: AgentError | undefined): void {
    if (this.#waiting[0] !== waiting) return;
    this.#take(waiting);
    waiting.told(error);
    if (waiting.piece.whole && !error && this.#waiting.length === 0) {
      this.#add(silence(this.exit.format), () => undefined, true);
    }
  }

  /** An alarm has nobody above it who would catch what is thrown. */
  #hand(frame: Buffer): AgentError | undefined {
    try {
      return this.exit.send(frame);
    } catch (thrown) {
      return asAgentError(thrown);
    }
  }
}

/** Silence of the session's own, which gives way to whatever else is to be said. */
function silence(format: AudioFormat): Piece {
  const data = Buffer.alloc(bytesIn(SILENCE_MS, format), format.encoding === 'ulaw' ? MULAW_SILENCE : 0);
  return { format, data, milliseconds: SILENCE_MS, whole: false };
}

function isLive({ milliseconds }: Piece): boolean {
  return milliseconds <= LIVE_MS;
}
