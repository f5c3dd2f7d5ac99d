// Owns the tests of when sound goes out: at the speed of speech, in order, bounded, dropped.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AgentError } from '../../../nodes/lib/errors.js';
import { MAX_PENDING_BYTES } from '../../../nodes/lib/shared/limits.js';
import { bytesIn } from '../../../nodes/lib/sound/format.js';
import { Outgoing } from '../../../nodes/lib/sound/outgoing.js';
import { wavFile, wavHeader } from '../../../nodes/lib/sound/wav.js';
import { pureTone } from '../../support/tone.js';
import { code, exit, FRAME_MS, pcm } from './exit.js';

const SESSION = pcm(16_000);
const STOPPED = new AgentError('sound.dropped', { key: 'main' });

/** Bytes that tell which ones they are. */
function counted(milliseconds: number, first = 0): Buffer {
  const bytes = Buffer.alloc(bytesIn(milliseconds, SESSION));
  for (let at = 0; at < bytes.length; at += 2) bytes.writeUInt16LE((first + at) % 65_536, at);
  return bytes;
}

describe('Sound that is sent to a session', () => {
  it('goes out at once and in one piece while it is live', async () => {
    const { outgoing, frames, clock } = await exit(SESSION);
    const pieces = [counted(20), counted(20, 9), counted(100, 99)];
    for (const data of pieces) await outgoing.say({ data });
    assert.deepEqual(
      frames,
      pieces.map((data) => ({ at: 0, data })),
    );
    assert.equal(clock.armed, 0);
  });

  it('goes out at the speed of speech when it is long, in frames as the provider wants them', async () => {
    const { outgoing, frames, finish, sent } = await exit(SESSION);
    const recording = counted(2_010);
    const said = outgoing.say({ data: recording });
    finish();
    assert.equal(await said, undefined);
    assert.deepEqual(sent(), recording);
    assert.deepEqual(
      frames.map(({ at }) => at),
      Array.from({ length: 41 }, (_, at) => at * FRAME_MS),
    );
    assert.ok(frames.slice(0, -1).every(({ data }) => data.length === bytesIn(FRAME_MS, SESSION)));
  });

  it('goes out at the speed of speech when many short pieces come at once, but for half a second', async () => {
    const { outgoing, frames, finish, sent } = await exit(SESSION);
    const recording = counted(3_000);
    const size = bytesIn(100, SESSION);
    for (let at = 0; at < recording.length; at += size)
      void outgoing.say({ data: recording.subarray(at, at + size) });
    assert.equal(frames.length, 6);
    finish();
    assert.deepEqual(sent(), recording);
    assert.equal(frames.at(-1)?.at, 2_400);
  });

  it('catches up after a pause of the whole process, by a second and no more', async () => {
    let [now, ring] = [0, (): void => undefined];
    const at: number[] = [];
    const outgoing = new Outgoing({
      format: SESSION,
      frameMs: FRAME_MS,
      clock: { now: () => now, after: (_, rings) => ((ring = rings), () => undefined) },
      send: () => {
        at.push(now);
        return undefined;
      },
    });
    void outgoing.say({ data: counted(10_000) });
    now = 3_000;
    ring();
    assert.deepEqual([at.length, now], [1 + 1_000 / FRAME_MS + 1, 3_000]);
    now += FRAME_MS;
    ring();
    assert.equal(at.at(-1), now);
  });

  it('keeps its order, whatever its length, its format and the moment it comes', async () => {
    const lengths = fc.array(fc.record({ ms: fc.integer({ min: 1, max: 900 }), wait: fc.nat(400) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(lengths, async (pieces) => {
        const { outgoing, clock, sent, finish } = await exit(SESSION);
        const all: Buffer[] = [];
        for (const { ms, wait } of pieces) {
          const data = counted(ms, all.length * 1_000);
          all.push(data);
          void outgoing.say({ data });
          clock.advance(wait);
        }
        finish();
        assert.deepEqual(sent(), Buffer.concat(all));
      }),
      { numRuns: 40 },
    );
  });

  it('is followed by a second of silence when it is a file, so that the agent notices the end', async () => {
    const { outgoing, frames, finish, sent } = await exit(SESSION);
    const said = outgoing.say({ data: wavFile(counted(1_000), 16_000) });
    finish();
    await said;
    assert.equal(sent().length, bytesIn(2_000, SESSION));
    assert.ok(
      sent()
        .subarray(bytesIn(1_000, SESSION))
        .every((byte) => byte === 0),
    );
    assert.equal(frames.at(-1)?.at, 1_950);
  });

  it('does without the rest of that silence when something else is to be said', async () => {
    const { outgoing, clock, finish, sent } = await exit(SESSION);
    void outgoing.say({ data: wavFile(counted(1_000), 16_000) });
    clock.advance(1_000);
    const next = counted(700, 5);
    void outgoing.say({ data: next });
    finish();
    const silence = bytesIn(FRAME_MS, SESSION);
    assert.equal(sent().length, bytesIn(1_700, SESSION) + silence);
    assert.deepEqual(sent().subarray(-next.length), next);
  });

  it('waits up to a bound, and what is past it is refused; nothing that waits is lost by that', async () => {
    const { outgoing, finish, sent } = await exit(SESSION);
    const first = Buffer.alloc(MAX_PENDING_BYTES - 1_000, 1);
    const said = outgoing.say({ data: first });
    assert.equal(code(await outgoing.say({ data: Buffer.alloc(2_000) })), 'sound.too-much');
    assert.equal(code(await outgoing.say({ data: Buffer.alloc(200 * 1024 * 1024) })), 'sound.too-much');
    finish();
    assert.equal(await said, undefined);
    assert.equal(Buffer.compare(sent(), first), 0);
    assert.equal(await outgoing.say({ data: counted(10) }), undefined);
  });

  it('is let go of when the session ends, and whoever sent it is told how much', async () => {
    const { outgoing, clock, frames } = await exit(SESSION);
    const [long, next] = [outgoing.say({ data: counted(2_000) }), outgoing.say({ data: counted(400) })];
    clock.advance(500);
    const gone = frames.length;
    assert.equal(outgoing.drop(STOPPED), 2_400 - gone * FRAME_MS);
    assert.deepEqual([code(await long), code(await next)], ['sound.dropped', 'sound.dropped']);
    clock.advance(5_000);
    assert.equal(frames.length, gone);
    assert.equal(clock.armed, 0);
    assert.equal(outgoing.drop(STOPPED), 0);
  });

  it('is not counted as lost when only silence was left', async () => {
    const { outgoing, clock } = await exit(SESSION);
    await outgoing.say({ data: wavFile(counted(400), 16_000) });
    clock.advance(600);
    assert.equal(outgoing.drop(STOPPED), 0);
    assert.equal(clock.armed, 0);
  });

  it('stops at what cannot be sent, and goes on with what comes after it', async () => {
    const refusal = new AgentError('session.not-open', { key: 'main' });
    let [open, sendings] = [true, 0];
    const { outgoing, finish } = await exit(SESSION, () => {
      sendings += 1;
      if (sendings === 3) throw new Error('a fault');
      return open ? undefined : refusal;
    });
    const broken = outgoing.say({ data: counted(2_000) });
    finish();
    assert.equal(code(await broken), 'internal.fault');
    open = false;
    assert.equal(code(await outgoing.say({ data: counted(2_000) })), 'session.not-open');
    open = true;
    assert.equal(await outgoing.say({ data: counted(20) }), undefined);
  });
});

describe('What is no sound', () => {
  const tone = pureTone(100, 16_000);
  const lying = (place: number, value: number): Buffer => {
    const file = wavFile(tone, 16_000);
    file.writeUInt16LE(value, place);
    return file;
  };
  const noData = wavHeader(SESSION, 0).subarray(0, 36);

  const BAD: [what: string, data: Buffer, code: string][] = [
    ['an Ogg file', Buffer.from('OggS\0\x02......'), 'sound.file'],
    ['an MP3 file', Buffer.from('ID3\x04\0\0......'), 'sound.file'],
    ['an MP4 file', Buffer.from('\0\0\0\x20ftypM4A '), 'sound.file'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'), 'sound.file'],
    ['an AVI file', Buffer.from('RIFF....AVI LIST'), 'sound.file'],
    ['a WAV file that says 0 Hz', lying(24, 0), 'sound.wav'],
    ['a WAV file of no channels', lying(22, 0), 'sound.wav'],
    ['a WAV file of 65535 channels', lying(22, 65_535), 'sound.wav'],
    ['a WAV file of 7 bit', lying(34, 7), 'sound.wav'],
    ['a WAV file that holds MP3', lying(20, 0x55), 'sound.wav'],
    ['a WAV file whose samples have no bytes', lying(32, 0), 'sound.wav'],
    ['a WAV file without sound', noData, 'sound.wav'],
    ['a WAV file whose sound is empty', wavHeader(SESSION, 0), 'message.empty'],
    ['a WAV file without a format', Buffer.from('RIFF\0\0\0\0WAVEdata\x02\0\0\0..'), 'sound.wav'],
    ['a WAV file with a torn format', Buffer.from('RIFF\0\0\0\0WAVEfmt \x04\0\0\0....'), 'sound.wav'],
    ['a WAV file that is cut off', wavFile(tone, 16_000).subarray(0, 1_000), 'sound.cut'],
    ['a Buffer that ends within a sample', Buffer.alloc(321), 'sound.torn'],
  ];
  for (const [what, data, expected] of BAD) {
    it(`is ${what}, and that is said with the code ${expected}`, async () => {
      const { outgoing, finish, sent } = await exit(SESSION);
      const before = outgoing.say({ data: counted(1_000) });
      assert.equal(code(await outgoing.say({ data })), expected);
      finish();
      assert.equal(await before, undefined);
      assert.deepEqual(sent(), counted(1_000));
    });
  }

  it('can be any bytes behind any header: there is an error or a sound, and it ends', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, fc.boolean(), async (head, tail, isWav) => {
        const start = isWav ? wavFile(tone, 16_000).subarray(0, 12 + (head[0] ?? 0)) : Buffer.alloc(0);
        const { outgoing, finish } = await exit(SESSION);
        const said = outgoing.say({ data: Buffer.concat([start, head, tail]) });
        finish();
        const error = await said;
        assert.ok(error === undefined || error.code !== 'internal.fault', error?.stack);
      }),
    );
  });
});
