// Owns gathering what an agent says in one turn into one WAV file. Does not send it.

import type { Clock } from '../clock.js';
import type { AudioFormat } from '../providers/provider.js';
import { MAX_PENDING_BYTES } from '../shared/limits.js';
import { millisecondsOf } from './format.js';
import { fromMulaw } from './mulaw.js';
import { wavFile } from './wav.js';

/** Not every provider marks the last piece of a turn: so much without another one is an end as well. */
export const QUIET_MS = 2_000;

export interface RecordedTurn {
  wav: Buffer;
  sampleRate: number;
  milliseconds: number;
  turn?: string;
  /** The user began to speak. */
  interrupted: boolean;
  /** False where a turn is longer than what is kept: the rest follows. */
  final: boolean;
}

export class Recorder {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #format: AudioFormat | undefined;
  #turn: string | undefined;
  #disarm: (() => void) | undefined;

  /** `recorded` is given each turn; it may be replaced by that of another node. */
  constructor(
    private readonly clock: Clock,
    public recorded: (turn: RecordedTurn) => void,
  ) {}

  add(piece: { data: Buffer; turn?: string; final: boolean }, format: AudioFormat): void {
    this.#disarm?.();
    this.#format = format;
    this.#turn ??= piece.turn;
    this.#pieces.push(piece.data);
    this.#bytes += piece.data.length;
    if (piece.final) this.end();
    else if (this.#bytes >= MAX_PENDING_BYTES) this.#hand({ interrupted: false, final: false });
    else this.#disarm = this.clock.after(QUIET_MS, () => this.end());
  }

  end(interrupted = false): void {
    this.#hand({ interrupted, final: true });
  }

  #hand(how: Pick<RecordedTurn, 'interrupted' | 'final'>): void {
    this.#disarm?.();
    this.#disarm = undefined;
    const [sound, format, turn] = [Buffer.concat(this.#pieces), this.#format, this.#turn];
    this.#pieces = [];
    this.#bytes = 0;
    if (how.final) this.#turn = undefined;
    if (!format || sound.length === 0) return;
    const { sampleRate, encoding } = format;
    const wav = wavFile(encoding === 'ulaw' ? fromMulaw(sound) : sound, sampleRate);
    const milliseconds = Math.round(millisecondsOf(sound.length, format));
    this.recorded({ wav, sampleRate, milliseconds, ...(turn === undefined ? {} : { turn }), ...how });
  }
}
