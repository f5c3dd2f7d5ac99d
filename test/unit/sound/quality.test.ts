// Owns the tests of how sound is after it was brought to another rate, as a whole and piece by piece.

import assert from 'node:assert/strict';
import { wavFile } from '../../../nodes/lib/sound/wav.js';
import { pureTone, purity } from '../../support/tone.js';
import { exit, pcm } from './exit.js';

const RATES = [8_000, 16_000, 24_000, 44_100, 48_000];
const MINIMUM_DB = 60;
const SECOND = 1_000;

/** Without the silence that follows a recording. */
function beginning(sound: Buffer, sampleRate: number): Buffer {
  return sound.subarray(0, sampleRate * 2);
}

describe('A tone of 1 kHz', () => {
  for (const from of RATES) {
    for (const to of RATES) {
      it(`stays one on its way from ${from} Hz to ${to} Hz, as a file`, async () => {
        const { outgoing, sent, finish } = await exit(pcm(to));
        void outgoing.say({ data: wavFile(pureTone(SECOND, from), from) });
        finish();
        const ratio = purity(beginning(sent(), to), to);
        assert.ok(ratio > MINIMUM_DB, `${ratio} dB`);
      });

      it(`stays one on its way from ${from} Hz to ${to} Hz, in live pieces`, async () => {
        const { outgoing, sent, finish } = await exit(pcm(to));
        const tone = pureTone(SECOND, from);
        // A length that fits nothing, so that the seams lie everywhere.
        const length = 2 * Math.round(from / 47);
        for (let at = 0; at < tone.length; at += length) {
          void outgoing.say({ data: tone.subarray(at, at + length), format: pcm(from) });
        }
        finish();
        const ratio = purity(sent(), to);
        assert.ok(ratio > MINIMUM_DB, `${ratio} dB`);
        const missing = to - sent().length / 2;
        assert.ok(missing >= 0 && missing < to / 200, `${missing} samples are missing`);
      });
    }
  }

  it('comes out of two conversations as clean as out of one', async () => {
    const [one, other] = [await exit(pcm(16_000)), await exit(pcm(24_000))];
    const [tone, silence] = [pureTone(SECOND, 48_000), Buffer.alloc(96_000)];
    for (let at = 0; at < tone.length; at += 1920) {
      void one.outgoing.say({ data: tone.subarray(at, at + 1920), format: pcm(48_000) });
      void other.outgoing.say({ data: silence.subarray(at, at + 1920), format: pcm(48_000) });
    }
    [one, other].forEach(({ finish }) => finish());
    assert.ok(purity(one.sent(), 16_000) > MINIMUM_DB);
    assert.ok(other.sent().every((byte) => byte === 0));
  });
});

describe('Sound that a session takes as it is', () => {
  it('goes out byte for byte, from a file as well', async () => {
    const tone = pureTone(300, 16_000);
    for (const data of [tone, wavFile(tone, 16_000)]) {
      const { outgoing, frames } = await exit(pcm(16_000));
      await outgoing.say({ data });
      assert.deepEqual(frames[0]?.data, tone);
    }
  });
});
