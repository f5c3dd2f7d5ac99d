// Owns the way from sound of one format to that of a session: samples, one channel, the rate, the encoding. Keeps what
// lies between two pieces, so that nothing is heard of their seams. Does not know when anything is sent.

import type { AudioFormat } from '../providers/provider.js';
import { isSameFormat, type SoundFormat } from './format.js';
import type { Libraries } from './libraries.js';
import { toMulaw } from './mulaw.js';
import { wavHeader } from './wav.js';

export interface Converter {
  /** What can be said so far; the last millisecond or so comes with the next piece. */
  write: (bytes: Buffer) => Buffer;
  /** The rest; nothing is written after it. */
  end: () => Buffer;
}

const NOTHING = Buffer.alloc(0);

/** Rates are taken to be multiples of this: a table for any other would be huge, and nobody hears the difference. */
const RATE_STEP = 25;

/** What the library is told of a stream whose end nobody knows. */
const ENDLESS = 0xffff_ffff;

export function needsConversion(from: SoundFormat, to: AudioFormat): boolean {
  return !isSameFormat(from, to);
}

export function converter({ decoder, stream }: Libraries, from: SoundFormat, to: AudioFormat): Converter {
  const reader = decoder();
  reader.decode(wavHeader(from, ENDLESS));
  const rates = { from: evenRate(from.sampleRate), to: evenRate(to.sampleRate) };
  const resampler = rates.from === rates.to ? undefined : stream(rates);
  const encode = (samples: Float32Array): Buffer => {
    const pcm = pcmOf(samples);
    return to.encoding === 'ulaw' ? toMulaw(pcm) : pcm;
  };
  return {
    write: (bytes) => {
      // As plain bytes: of a Buffer the library takes a slice for a copy, and it is none.
      const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
      const { channelData } = reader.decode(plain);
      const samples = oneChannel(channelData);
      return samples.length === 0 ? NOTHING : encode(resampler ? resampler.write(samples) : samples);
    },
    end: () => {
      reader.free();
      return resampler ? encode(resampler.flush()) : NOTHING;
    },
  };
}

function evenRate(rate: number): number {
  return Math.round(rate / RATE_STEP) * RATE_STEP;
}

/** The mean of all channels. */
function oneChannel(channels: readonly Float32Array[]): Float32Array {
  const mixed = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (let at = 0; at < mixed.length; at++) {
      // What is no number at all would stay in the resampler for good.
      const sample = channel[at] || 0;
      mixed[at] = (mixed[at] ?? 0) + Math.max(-1, Math.min(1, sample)) / channels.length;
    }
  }
  return mixed;
}

/** The inverse of what the library does to 16-bit samples, so that those come out as they went in. */
function pcmOf(samples: Float32Array): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => {
    const value = Math.round(sample < 0 ? sample * 0x8000 : sample * 0x7fff);
    pcm.writeInt16LE(Math.max(-0x8000, Math.min(0x7fff, value)), at * 2);
  });
  return pcm;
}
