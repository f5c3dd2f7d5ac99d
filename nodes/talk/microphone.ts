// Owns the microphone: asking for it, bringing it to the rate of the session, and noticing that it is gone.

import type { FromEar, ToEar } from './worklet.js';

export type MicrophoneProblem =
  | 'not-secure'
  | 'microphone-refused'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-gone'
  | 'sound';

export interface MicrophoneEvents {
  frame(pcm: ArrayBuffer, level: number): void;
  /** It gives so many samples a second now. */
  tuned(rate: number): void;
  gone(): void;
}

/** What the browser says when it gives no microphone. */
const PROBLEMS: Readonly<Record<string, MicrophoneProblem>> = {
  NotAllowedError: 'microphone-refused',
  SecurityError: 'microphone-refused',
  NotFoundError: 'microphone-missing',
  OverconstrainedError: 'microphone-missing',
  NotReadableError: 'microphone-busy',
  AbortError: 'microphone-busy',
};

export class Microphone {
  #stream: MediaStream | undefined;
  #context: AudioContext | undefined;
  #ear: AudioWorkletNode | undefined;
  #open = false;
  #rate = 0;

  constructor(
    private readonly worklet: string,
    private readonly events: MicrophoneEvents,
  ) {}

  /** The visitor has given it. */
  get isThere(): boolean {
    return this.#stream?.active === true;
  }

  /** Asks the visitor for it, if that was not done yet. */
  async ask(): Promise<MicrophoneProblem | undefined> {
    if (this.isThere) return undefined;
    if (!window.isSecureContext || !('mediaDevices' in navigator)) return 'not-secure';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
      this.release();
      this.#stream = stream;
      stream.getAudioTracks()[0]?.addEventListener('ended', () => {
        if (this.#stream !== stream) return;
        this.release();
        this.events.gone();
      });
      return await this.#tune();
    } catch (fault) {
      return PROBLEMS[fault instanceof DOMException ? fault.name : ''] ?? 'sound';
    }
  }

  /** From now on it gives so many samples a second. */
  async tuneTo(rate: number): Promise<MicrophoneProblem | undefined> {
    if (rate === this.#rate && this.#ear) {
      this.events.tuned(this.#ear.context.sampleRate);
      return undefined;
    }
    this.#rate = rate;
    return this.#tune();
  }

  /** Whether the visitor is to be heard. */
  open(isOpen: boolean): void {
    this.#open = isOpen;
    const message: ToEar = { open: isOpen };
    this.#ear?.port.postMessage(message);
    void this.#context?.resume().catch(() => undefined);
  }

  /** Gives it back to the device: the sign that somebody listens goes out. */
  release(): void {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = undefined;
    this.#drop();
  }

  async #tune(): Promise<MicrophoneProblem | undefined> {
    const stream = this.#stream;
    if (!stream || this.#rate === 0) return undefined;
    this.#drop();
    try {
      const { context, source } = sourceOf(stream, this.#rate);
      this.#context = context;
      await context.audioWorklet.addModule(this.worklet);
      // Another one has taken its place meanwhile.
      if (this.#context !== context) return undefined;
      const ear = new AudioWorkletNode(context, 'ear', {
        numberOfOutputs: 0,
        channelCount: 1,
        channelCountMode: 'explicit',
      });
      ear.port.addEventListener('message', ({ data }: MessageEvent<FromEar>) =>
        this.events.frame(data.pcm, data.level),
      );
      ear.port.start();
      source.connect(ear);
      this.#ear = ear;
      this.events.tuned(context.sampleRate);
      this.open(this.#open);
      return undefined;
    } catch {
      this.#drop();
      return 'sound';
    }
  }

  #drop(): void {
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
    this.#ear = undefined;
  }
}

/** At the rate asked for; in a browser that cannot do that, at its own. */
function sourceOf(stream: MediaStream, sampleRate: number) {
  let context: AudioContext | undefined;
  try {
    context = new AudioContext({ sampleRate });
    return { context, source: context.createMediaStreamSource(stream) };
  } catch {
    void context?.close();
    const own = new AudioContext();
    return { context: own, source: own.createMediaStreamSource(stream) };
  }
}
