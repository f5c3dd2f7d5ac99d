// Owns the work on single samples, in the browser's thread for sound: an ear that cuts a microphone into frames of 16-bit
// PCM, and a mouth that plays such frames and falls silent at once when told to.

/** To the ear: whether anybody is to be heard. */
export type ToEar = { open: boolean };
/** From the ear: a frame to be sent; how loud it is, from 0 to 1. */
export type FromEar = { pcm: ArrayBuffer; level: number };
/** To the mouth: a frame to be played; or silence. */
export type ToMouth = { pcm: ArrayBuffer } | 'silence';
/** From the mouth: whether something is being played. */
export type FromMouth = { playing: boolean };

const FRAME_SECONDS = 0.02;
/** An agent knows that somebody has finished by the silence that follows. */
const SILENCE_SECONDS = 3;
/** Pieces of a sentence come unevenly: so much is waited for before it is begun. */
const HEAD_SECONDS = 0.06;
/** More than anybody would listen to; what comes past it is left out. */
const MAX_SECONDS = 300;

class Ear extends AudioWorkletProcessor {
  #open = false;
  /** Samples of silence that are still to be sent. */
  #silence = 0;
  #frame = new Int16Array(Math.round(sampleRate * FRAME_SECONDS));
  #filled = 0;
  #sum = 0;

  constructor() {
    super();
    this.port.addEventListener('message', ({ data }: MessageEvent<ToEar>) => {
      if (this.#open && !data.open) this.#silence = sampleRate * SILENCE_SECONDS;
      this.#open = data.open;
    });
    this.port.start();
  }

  process([input]: Float32Array[][]): boolean {
    const samples = input?.[0];
    if (!samples || (!this.#open && this.#silence <= 0)) return true;
    for (const sample of samples) this.#take(this.#open ? sample : 0);
    if (!this.#open) this.#silence -= samples.length;
    return true;
  }

  #take(sample: number): void {
    const clipped = Math.max(-1, Math.min(1, sample));
    this.#frame[this.#filled++] = Math.round(clipped * 32767);
    this.#sum += clipped * clipped;
    if (this.#filled < this.#frame.length) return;
    const level = Math.min(1, Math.sqrt(this.#sum / this.#filled) * 5);
    const pcm = this.#frame.buffer;
    const message: FromEar = { pcm, level };
    this.port.postMessage(message, [pcm]);
    this.#frame = new Int16Array(Math.round(sampleRate * FRAME_SECONDS));
    this.#filled = 0;
    this.#sum = 0;
  }
}

class Mouth extends AudioWorkletProcessor {
  #queue: Int16Array[] = [];
  /** Samples of the first frame that have been played. */
  #played = 0;
  #waiting = 0;
  /** Samples still to be let pass before it begins. */
  #head = 0;
  #playing = false;

  constructor() {
    super();
    this.port.addEventListener('message', ({ data }: MessageEvent<ToMouth>) => {
      if (data === 'silence') this.#fallSilent();
      else this.#add(new Int16Array(data.pcm));
    });
    this.port.start();
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const samples = output?.[0];
    if (!samples) return true;
    let at = 0;
    if (this.#head > 0) {
      at = Math.min(samples.length, this.#head);
      this.#head -= at;
    }
    while (at < samples.length) {
      const frame = this.#queue[0];
      if (!frame) break;
      const count = Math.min(frame.length - this.#played, samples.length - at);
      for (let index = 0; index < count; index++)
        samples[at + index] = (frame[this.#played + index] ?? 0) / 32768;
      at += count;
      this.#played += count;
      this.#waiting -= count;
      if (this.#played < frame.length) continue;
      this.#queue.shift();
      this.#played = 0;
    }
    this.#tell(this.#waiting > 0);
    return true;
  }

  #add(frame: Int16Array): void {
    if (frame.length === 0 || this.#waiting > sampleRate * MAX_SECONDS) return;
    if (this.#waiting === 0) this.#head = Math.round(sampleRate * HEAD_SECONDS);
    this.#queue.push(frame);
    this.#waiting += frame.length;
  }

  #fallSilent(): void {
    this.#queue = [];
    this.#played = 0;
    this.#waiting = 0;
    this.#head = 0;
    this.#tell(false);
  }

  #tell(playing: boolean): void {
    if (playing === this.#playing) return;
    this.#playing = playing;
    const message: FromMouth = { playing };
    this.port.postMessage(message);
  }
}

registerProcessor('ear', Ear);
registerProcessor('mouth', Mouth);
