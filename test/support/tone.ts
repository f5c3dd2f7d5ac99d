// Owns a pure tone as 16-bit samples, and measuring how pure one is that was heard. Holds no test.

export const HERTZ = 1_000;

const LOUDNESS = 16_000;

/** A tone of 1 kHz: 16 bit, mono, little-endian. */
export function pureTone(milliseconds: number, sampleRate: number): Buffer {
  const pcm = Buffer.alloc(Math.round((milliseconds * sampleRate) / 1000) * 2);
  for (let at = 0; at < pcm.length / 2; at++) {
    pcm.writeInt16LE(Math.round(Math.sin((2 * Math.PI * HERTZ * at) / sampleRate) * LOUDNESS), at * 2);
  }
  return pcm;
}

/** How much louder, in dB, a tone of 1 kHz is than all that is not it; both ends are left out. */
export function purity(pcm: Buffer, sampleRate: number): number {
  const count = pcm.length / 2;
  const [from, to] = [Math.floor(count * 0.05), Math.floor(count * 0.95)];
  const wave = (at: number) => (2 * Math.PI * HERTZ * at) / sampleRate;
  // The best fitting tone: two numbers that say how loud it is and where it begins.
  let [ss, sc, cc, xs, xc] = [0, 0, 0, 0, 0];
  for (let at = from; at < to; at++) {
    const [x, s, c] = [pcm.readInt16LE(at * 2), Math.sin(wave(at)), Math.cos(wave(at))];
    [ss, sc, cc, xs, xc] = [ss + s * s, sc + s * c, cc + c * c, xs + x * s, xc + x * c];
  }
  const divisor = ss * cc - sc * sc;
  const [sine, cosine] = [(xs * cc - xc * sc) / divisor, (xc * ss - xs * sc) / divisor];
  let [signal, noise] = [0, 0];
  for (let at = from; at < to; at++) {
    const fitting = sine * Math.sin(wave(at)) + cosine * Math.cos(wave(at));
    signal += fitting ** 2;
    noise += (pcm.readInt16LE(at * 2) - fitting) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

/** The loudness of each stretch of so many milliseconds. */
export function envelope(pcm: Buffer, sampleRate: number, milliseconds = 20): number[] {
  const stretch = Math.round((sampleRate * milliseconds) / 1000) * 2;
  const levels: number[] = [];
  for (let at = 0; at + stretch <= pcm.length; at += stretch) {
    let sum = 0;
    for (let sample = at; sample < at + stretch; sample += 2) sum += pcm.readInt16LE(sample) ** 2;
    levels.push(Math.sqrt(sum / (stretch / 2)));
  }
  return levels;
}
