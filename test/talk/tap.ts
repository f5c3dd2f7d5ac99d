// Owns the tap on the page's loudspeaker: whatever a page connects to its output is recorded beside it. Runs in the
// browser, put in by the test alone.

import type { Page } from 'playwright-core';

/** What was heard, in the time of the sound itself. */
export interface Heard {
  sampleRate: number;
  samples: number[];
  /** When each message of Node-RED came, in seconds of that time and by the clock on the wall, by its type. */
  messages: { type: string; at: number; wall: number }[];
  /** When the first of the samples was heard. */
  start: number;
}

/** To be run in the page before anything of it. */
export function tapSpeaker(): void {
  const heard: Heard = { sampleRate: 0, samples: [], messages: [], start: 0 };
  Reflect.set(window, 'heard', heard);
  let clock: BaseAudioContext | undefined;
  // oxlint-disable-next-line unbound-method -- called with the node it belongs to
  const connect = AudioNode.prototype.connect as (this: AudioNode, target: AudioNode) => AudioNode;
  function tapped(this: AudioNode, target: AudioNode): AudioNode {
    if (target === this.context.destination) {
      clock = this.context;
      const tap = this.context.createScriptProcessor(256, 1, 1);
      tap.addEventListener('audioprocess', ({ inputBuffer, playbackTime }) => {
        const samples = inputBuffer.getChannelData(0);
        if (heard.samples.length === 0) {
          // What the tap itself gives out comes two of its buffers after what is heard beside it.
          heard.start = playbackTime - (2 * inputBuffer.length) / inputBuffer.sampleRate;
          heard.sampleRate = inputBuffer.sampleRate;
        }
        heard.samples.push(...samples);
      });
      connect.call(this, tap);
      connect.call(tap, target);
    }
    return connect.call(this, target);
  }
  Reflect.set(AudioNode.prototype, 'connect', tapped);
  const { WebSocket: Original } = window;
  class Tapped extends Original {
    constructor(address: string | URL) {
      super(address);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== 'string') return;
        const { type }: { type: string } = JSON.parse(data);
        heard.messages.push({ type, at: clock?.currentTime ?? 0, wall: Date.now() });
      });
    }
  }
  Reflect.set(window, 'WebSocket', Tapped);
}

export function heardBy(page: Page): Promise<Heard> {
  return page.evaluate<Heard>('heard');
}

export interface Tone {
  seconds: number;
  hertz: number;
}

/** A pause of so many seconds parts one sound from the next. */
const PAUSE = 0.03;

/** Every stretch of sound that was heard whole, with its length and how high it was. */
export function tonesIn({ samples, sampleRate }: Heard, above = 0.01): Tone[] {
  const tones: Tone[] = [];
  let [from, to] = [-1, -1];
  samples.forEach((sample, at) => {
    const loud = Math.abs(sample) > above;
    if (from >= 0 && at - to > PAUSE * sampleRate) {
      const stretch = samples.slice(from, to + 1);
      const rises = stretch.filter((value, index) => value >= 0 && (stretch[index - 1] ?? 0) < 0).length;
      const seconds = stretch.length / sampleRate;
      tones.push({ seconds, hertz: rises / seconds });
      from = -1;
    }
    if (loud && from < 0) from = at;
    if (loud) to = at;
  });
  return tones;
}

/** Resolves once so many seconds of sound were played since the page was opened. */
export async function untilHeard(page: Page, seconds: number, above = 0.01): Promise<void> {
  await page.waitForFunction(
    ([least, level]) => {
      const heard: Heard = Reflect.get(window, 'heard');
      const loud = heard.samples.filter((sample) => Math.abs(sample) > level).length;
      return heard.sampleRate > 0 && loud / heard.sampleRate > least;
    },
    [seconds, above] as const,
  );
}

/** Resolves once a second has been played, silence or not, after a message of that type came. */
export async function untilASecondAfter(page: Page, type: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const heard: Heard = Reflect.get(window, 'heard');
    const played = heard.start + heard.samples.length / heard.sampleRate;
    return heard.messages.some((message) => message.type === wanted && played > message.at + 1);
  }, type);
}

/** Resolves once nothing has been heard for a tenth of a second. */
export async function untilQuiet(page: Page, above = 0.01): Promise<void> {
  await page.waitForFunction((level) => {
    const { samples, sampleRate }: Heard = Reflect.get(window, 'heard');
    return samples.slice(-sampleRate / 10).every((sample) => Math.abs(sample) <= level);
  }, above);
}
