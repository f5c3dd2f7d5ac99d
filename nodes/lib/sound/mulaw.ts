// Owns mu-law (G.711): one byte a sample, and back to 16-bit PCM. Knows nothing of rates, files or sessions.

const BIAS = 0x84;
const CLIP = 32_635;
/** The byte of a sample that is zero. */
export const SILENCE = 0xff;

/** What each of the 256 bytes stands for. */
const VALUES = Int16Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const size = ((((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
  return bits & 0x80 ? -size : size;
});

/** Signed 16-bit little-endian samples as mu-law. Half a sample at the end is left out. */
export function toMulaw(pcm: Buffer): Buffer {
  const bytes = Buffer.alloc(pcm.length >> 1, SILENCE);
  for (let at = 0; at < bytes.length; at++) bytes[at] = encode(pcm.readInt16LE(at * 2));
  return bytes;
}

/** Mu-law as signed 16-bit little-endian samples. */
export function fromMulaw(bytes: Buffer): Buffer {
  const pcm = Buffer.alloc(bytes.length * 2);
  bytes.forEach((byte, at) => pcm.writeInt16LE(VALUES[byte] ?? 0, at * 2));
  return pcm;
}

function encode(sample: number): number {
  const size = Math.min(Math.abs(sample), CLIP) + BIAS;
  // The place of the highest bit tells how coarse the steps are; below BIAS there is none.
  const segment = 24 - Math.clz32(size);
  const step = (size >> (segment + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff;
}
