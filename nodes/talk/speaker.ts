// Owns the loudspeaker: plays what comes at the rate of the session, and falls silent at once.

import type { FromMouth, ToMouth } from './worklet.js';

export interface SpeakerEvents {
  playing(isPlaying: boolean): void;
  /** This browser cannot play it. */
  failed(): void;
  /** The browser plays nothing before the visitor has touched the page. */
  blocked(isBlocked: boolean): void;
}

export class Speaker {
  #context: AudioContext | undefined;
  #mouth: Promise<AudioWorkletNode | undefined> = Promise.resolve(undefined);
  #rate = 0;
  /** Counts how often it was to fall silent: what was waiting for the sound to be set up then is old. */
  #silences = 0;

  constructor(
    private readonly worklet: string,
    private readonly events: SpeakerEvents,
  ) {
    for (const touch of ['pointerdown', 'keydown'])
      window.addEventListener(touch, () => this.wake(), { capture: true, passive: true });
  }

  tuneTo(rate: number): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    this.stop();
    // Without https the browser has none; that is told for the microphone as well.
    if (rate === 0 || !window.isSecureContext) return;
    try {
      const context = new AudioContext({ sampleRate: rate });
      this.#context = context;
      this.#mouth = this.#build(context).catch(() => this.#fail());
    } catch {
      this.#fail();
    }
  }

  play(pcm: ArrayBuffer): void {
    const { state } = this.#context ?? {};
    this.events.blocked(state === 'suspended');
    // Not kept for later: nobody wants to hear minutes of old sentences at the first touch.
    if (state !== 'running') return this.wake();
    const silences = this.#silences;
    void this.#mouth.then((mouth) => {
      const message: ToMouth = { pcm };
      if (silences === this.#silences) mouth?.port.postMessage(message, [pcm]);
    });
  }

  fallSilent(): void {
    this.#silences += 1;
    const message: ToMouth = 'silence';
    void this.#mouth.then((mouth) => mouth?.port.postMessage(message));
  }

  /** To be called when the visitor touches the page: browsers let nobody else begin. */
  wake(): void {
    const context = this.#context;
    if (!context || context.state === 'running' || context.state === 'closed') return;
    context.resume().then(
      () => this.events.blocked(context.state === 'suspended'),
      () => undefined,
    );
  }

  stop(): void {
    this.#silences += 1;
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
    this.#mouth = Promise.resolve(undefined);
    this.events.playing(false);
    this.events.blocked(false);
  }

  #fail(): undefined {
    this.events.failed();
    return undefined;
  }

  async #build(context: AudioContext): Promise<AudioWorkletNode> {
    await context.audioWorklet.addModule(this.worklet);
    const mouth = new AudioWorkletNode(context, 'mouth', { numberOfInputs: 0, outputChannelCount: [1] });
    mouth.port.addEventListener('message', ({ data }: MessageEvent<FromMouth>) =>
      this.events.playing(data.playing),
    );
    mouth.port.start();
    mouth.connect(context.destination);
    return mouth;
  }
}
