// Owns the voice of the simulated agent: a short tone, longer for longer texts. Knows no protocol.

export const HERTZ = 440;
const LOUDNESS = 4000;

/** A tone as PCM: 16 bit, mono, little-endian. Starts and ends softly. */
export function tone(ms: number, sampleRate: number): Buffer {
  const samples = Math.round((ms * sampleRate) / 1000);
  const fade = Math.max(1, sampleRate / 100);
  const pcm = Buffer.alloc(samples * 2);
  for (let index = 0; index < samples; index++) {
    const soft = Math.min(1, index / fade, (samples - 1 - index) / fade);
    const value = Math.sin((2 * Math.PI * HERTZ * index) / sampleRate) * LOUDNESS * soft;
    pcm.writeInt16LE(Math.round(value), index * 2);
  }
  return pcm;
}

/** As long as a voice might take, but no test has to wait for it or carry much of it. */
export function spoken(text: string, sampleRate: number): Buffer {
  return tone(Math.min(600, 100 + text.length * 5), sampleRate);
}
