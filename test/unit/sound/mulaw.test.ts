// Owns the tests of mu-law: its fixed points of G.711, and how much of a sample it keeps.

import assert from 'node:assert/strict';
import { fromMulaw, toMulaw } from '../../../nodes/lib/sound/mulaw.js';

function pcm(...samples: number[]): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => bytes.writeInt16LE(sample, at * 2));
  return bytes;
}

describe('Mu-law', () => {
  it('writes the bytes of G.711 for silence, and for the loudest samples of both signs', () => {
    assert.deepEqual([...toMulaw(pcm(0, 32_767, -32_768, 132, -132))], [0xff, 0x80, 0x00, 0xef, 0x6f]);
  });

  it('reads the loudest and the softest byte of both signs', () => {
    assert.deepEqual(fromMulaw(Buffer.from([0x80, 0x00, 0xff, 0x7f])), pcm(32_124, -32_124, 0, 0));
  });

  it('gives every byte back as it was', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x7f));
    assert.deepEqual(toMulaw(fromMulaw(bytes)), bytes);
  });

  it('keeps every sample to about a thirtieth of its size', () => {
    for (let sample = -32_768; sample < 32_768; sample += 7) {
      const error = Math.abs(fromMulaw(toMulaw(pcm(sample))).readInt16LE(0) - sample);
      assert.ok(error <= Math.abs(sample) / 30 + 8 || Math.abs(sample) > 32_124, `${sample}: ${error}`);
    }
  });

  it('leaves half a sample at the end out', () => {
    assert.equal(toMulaw(Buffer.alloc(5)).length, 2);
  });
});
