// Owns the tests of which sound can be read: every encoding, several channels, files and what a message says.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { formatIn, type Encoding } from '../../../nodes/lib/sound/format.js';
import { fromMulaw, toMulaw } from '../../../nodes/lib/sound/mulaw.js';
import { wavFile, wavHeader } from '../../../nodes/lib/sound/wav.js';
import { pureTone, purity } from '../../support/tone.js';
import { exit, pcm } from './exit.js';

const RATE = 16_000;
const TONE = pureTone(400, RATE);

/** Each sample of the tone, as `write` puts it into a Buffer. */
function samples(bytes: number, write: (into: Buffer, sample: number, at: number) => unknown): Buffer {
  const buffer = Buffer.alloc((TONE.length / 2) * bytes);
  for (let at = 0; at < TONE.length / 2; at++) write(buffer, TONE.readInt16LE(at * 2), at * bytes);
  return buffer;
}

/** The tone in every encoding, and how pure it can be in it. */
const ENCODED: [Encoding, Buffer, decibels: number][] = [
  ['pcm_u8', samples(1, (into, sample, at) => into.writeUInt8((sample >> 8) + 128, at)), 30],
  ['pcm_s16le', TONE, 80],
  ['pcm_s24le', samples(3, (into, sample, at) => into.writeIntLE(sample * 256, at, 3)), 80],
  ['pcm_s32le', samples(4, (into, sample, at) => into.writeInt32LE(sample * 65_536, at)), 80],
  ['pcm_f32le', samples(4, (into, sample, at) => into.writeFloatLE(sample / 32_768, at)), 80],
  ['pcm_f64le', samples(8, (into, sample, at) => into.writeDoubleLE(sample / 32_768, at)), 80],
  ['ulaw', toMulaw(TONE), 30],
];

async function heard(data: Buffer, encoding?: Encoding, channels = 1): Promise<Buffer> {
  const { outgoing, frames } = await exit(pcm(RATE));
  const error = await outgoing.say({
    data,
    ...(encoding ? { format: { encoding, sampleRate: RATE, channels } } : {}),
  });
  assert.equal(error, undefined);
  return frames[0]?.data ?? Buffer.alloc(0);
}

describe('Sound', () => {
  for (const [encoding, data, decibels] of ENCODED) {
    it(`of the encoding ${encoding} is read, raw and from a WAV file`, async () => {
      const format = { encoding, sampleRate: RATE, channels: 1 };
      for (const sound of [
        await heard(data, encoding),
        await heard(Buffer.concat([wavHeader(format, data.length), data])),
      ]) {
        assert.equal(sound.length, TONE.length);
        const ratio = purity(sound, RATE);
        assert.ok(ratio > decibels, `${ratio} dB`);
      }
    });
  }

  it('of the encoding alaw is read', async () => {
    const sound = await heard(Buffer.from([0xd5, 0x55, 0xaa, 0x2a, 0xd5, 0x55, 0xaa, 0x2a]), 'alaw');
    const loudest = 32_256;
    [8, -8, loudest, -loudest].forEach((sample, at) => {
      assert.ok(Math.abs(sound.readInt16LE(at * 2) - sample) <= 1, String(sound.readInt16LE(at * 2)));
    });
  });

  it('of two channels becomes one: the mean of both', async () => {
    const stereo = Buffer.alloc(TONE.length * 2);
    for (let at = 0; at < TONE.length; at += 2) TONE.copy(stereo, at * 2, at, at + 2);
    const sound = await heard(stereo, 'pcm_s16le', 2);
    assert.equal(sound.length, TONE.length);
    assert.ok(Math.abs(sound.readInt16LE(8) - TONE.readInt16LE(8) / 2) <= 1);
  });

  it('leaves as mu-law where the session takes that', async () => {
    const { outgoing, frames } = await exit({ encoding: 'ulaw', sampleRate: 8_000, channels: 1 });
    await outgoing.say({ data: wavFile(pureTone(400, 44_100), 44_100) });
    const [first] = frames;
    assert.equal(first?.data.length, 3_200);
    assert.ok(purity(fromMulaw(first.data), 8_000) > 30);
  });

  it('is read from a file of a program that did not know its length yet, and from one with other blocks', async () => {
    const header = wavHeader(pcm(RATE), TONE.length);
    const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    for (const length of [0, 0x7fff_f000, 0xffff_ffff]) {
      const file = Buffer.concat([header.subarray(0, 36), list, header.subarray(36), TONE]);
      file.writeUInt32LE(length, 36 + list.length + 4);
      assert.deepEqual(await heard(file), TONE);
    }
  });

  it('ends where its file says, whatever stands behind it', async () => {
    const file = Buffer.concat([wavFile(TONE, RATE), Buffer.from('LIST....')]);
    assert.deepEqual(await heard(file), TONE);
  });

  it('that is louder than loud, or no number at all, does not spoil what follows', async () => {
    const wild = samples(4, (into, sample, at) => into.writeFloatLE(at < 400 ? NaN : sample / 32_768, at));
    wild.writeFloatLE(Infinity, 400);
    wild.writeFloatLE(-1e30, 404);
    const sound = await heard(wild, 'pcm_f32le');
    assert.deepEqual(
      [0, 200, 202].map((at) => sound.readInt16LE(at)),
      [0, 32_767, -32_768],
    );
    assert.ok(purity(sound.subarray(400), RATE) > 60);
  });
});

describe('What a message says of its sound', () => {
  it('is taken with the names that tools use', () => {
    assert.deepEqual(formatIn({ sampleRate: 8000 }), pcm(8000));
    assert.deepEqual(formatIn({ encoding: 'MULAW', sampleRate: 8000, channels: 2, turn: '3' }), {
      encoding: 'ulaw',
      sampleRate: 8000,
      channels: 2,
    });
    assert.deepEqual(formatIn({ encoding: 's24le', sampleRate: 96_000 }), {
      encoding: 'pcm_s24le',
      sampleRate: 96_000,
      channels: 1,
    });
  });

  for (const other of [
    undefined,
    null,
    true,
    'on',
    3,
    Buffer.alloc(3),
    [],
    { turn: '1' },
    { encoding: 'wav' },
  ]) {
    it(`is nothing where it is ${JSON.stringify(other) ?? 'missing'}: others keep their own things there`, () => {
      assert.equal(formatIn(other), undefined);
    });
  }

  for (const [said, field] of [
    [{ sampleRate: 0 }, 'sampleRate'],
    [{ sampleRate: -8000 }, 'sampleRate'],
    [{ sampleRate: 1e9 }, 'sampleRate'],
    [{ sampleRate: '16000' }, 'sampleRate'],
    [{ sampleRate: 44_100.5 }, 'sampleRate'],
    [{ encoding: 'ulaw' }, 'sampleRate'],
    [{ encoding: 'opus', sampleRate: 48_000 }, 'encoding'],
    [{ encoding: 'constructor', sampleRate: 48_000 }, 'encoding'],
    [{ encoding: 7, sampleRate: 48_000 }, 'encoding'],
    [{ sampleRate: 16_000, channels: 0 }, 'channels'],
    [{ sampleRate: 16_000, channels: 99 }, 'channels'],
  ] as const) {
    it(`is refused where it is ${JSON.stringify(said)}`, () => {
      const error = formatIn(said);
      assert(error instanceof AgentError);
      assert.deepEqual([error.code, error.params['field']], ['sound.format', field]);
    });
  }
});
