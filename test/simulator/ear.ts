// Owns telling speech from silence in a stream of PCM: when somebody starts to speak and when they have finished.
// Understands no word of it. Goes by the audio itself and not by the hour, so the outcome never depends on timing.

/** Root mean square of a stretch of 16-bit samples above which it counts as speech. */
const LOUD = 300;
const STRETCH_MS = 20;
/** Less speech than this is a click. */
const ENOUGH_MS = 200;
/** So much silence ends an utterance. */
const PAUSE_MS = 400;

export type Heard = 'started' | 'finished';

export interface Ear {
  /** What a chunk of 16-bit mono little-endian PCM brought about, in order. */
  hear: (pcm: Buffer) => Heard[];
  /** True while somebody speaks. */
  readonly speaking: boolean;
  /** Nothing more comes: what was being said is finished. */
  flush: () => Heard[];
}

export function ear(sampleRate: number): Ear {
  const stretch = Math.round((sampleRate * STRETCH_MS) / 1000) * 2;
  let left: Buffer = Buffer.alloc(0);
  let speech = 0;
  let silence = 0;

  const weigh = (pcm: Buffer): Heard[] => {
    if (isLoud(pcm)) {
      silence = 0;
      const before = speech;
      speech += STRETCH_MS;
      return before < ENOUGH_MS && speech >= ENOUGH_MS ? ['started'] : [];
    }
    silence += STRETCH_MS;
    return silence >= PAUSE_MS ? finish() : [];
  };

  const finish = (): Heard[] => {
    const said = speech >= ENOUGH_MS;
    speech = 0;
    silence = 0;
    return said ? ['finished'] : [];
  };

  return {
    hear: (pcm) => {
      const all = Buffer.concat([left, pcm]);
      const whole = all.length - (all.length % stretch);
      const heard: Heard[] = [];
      for (let at = 0; at < whole; at += stretch) heard.push(...weigh(all.subarray(at, at + stretch)));
      left = all.subarray(whole);
      return heard;
    },
    get speaking() {
      return speech >= ENOUGH_MS;
    },
    flush: finish,
  };
}

function isLoud(pcm: Buffer): boolean {
  let sum = 0;
  for (let at = 0; at < pcm.length; at += 2) sum += pcm.readInt16LE(at) ** 2;
  return Math.sqrt(sum / (pcm.length / 2)) > LOUD;
}
