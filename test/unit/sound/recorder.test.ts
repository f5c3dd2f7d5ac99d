// Owns the tests of turns as files: where one ends, what is in it, and what happens to one that never ends.

import assert from 'node:assert/strict';
import type { AudioFormat } from '../../../nodes/lib/providers/provider.js';
import { MAX_PENDING_BYTES } from '../../../nodes/lib/shared/limits.js';
import { toMulaw } from '../../../nodes/lib/sound/mulaw.js';
import { QUIET_MS, Recorder, type RecordedTurn } from '../../../nodes/lib/sound/recorder.js';
import { testClock } from '../../support/clock.js';
import { pureTone } from '../../support/tone.js';
import { pcm } from './exit.js';

const FORMAT = pcm(16_000);

function recorder() {
  const clock = testClock();
  const turns: RecordedTurn[] = [];
  const recording = new Recorder(clock, (turn) => turns.push(turn));
  const hear = (data: Buffer, turn = '1', final = false, format: AudioFormat = FORMAT) =>
    recording.add({ data, turn, final }, format);
  return { clock, turns, recording, hear };
}

/** Everything but the file itself. */
function facts({ wav, ...rest }: RecordedTurn) {
  assert.equal(wav.toString('latin1', 0, 4), 'RIFF');
  return rest;
}

describe('A turn of the agent as a file', () => {
  it('holds all of its pieces, under the name of the turn', () => {
    const { turns, hear, clock } = recorder();
    const [one, two] = [pureTone(100, 16_000), pureTone(50, 16_000)];
    hear(one, '7');
    hear(two, '8', true);
    assert.deepEqual(turns.map(facts), [
      { sampleRate: 16_000, milliseconds: 150, turn: '7', interrupted: false, final: true },
    ]);
    assert.deepEqual(turns[0]?.wav.subarray(44), Buffer.concat([one, two]));
    assert.equal(clock.armed, 0);
  });

  it('ends after a while where the provider marks no end', () => {
    const { turns, hear, clock } = recorder();
    hear(pureTone(100, 16_000));
    clock.advance(QUIET_MS - 1);
    hear(pureTone(100, 16_000));
    clock.advance(QUIET_MS - 1);
    assert.equal(turns.length, 0);
    clock.advance(1);
    assert.deepEqual(
      turns.map(({ milliseconds }) => milliseconds),
      [200],
    );
  });

  it('ends where the user begins to speak, and where the line does; then there is nothing more of it', () => {
    const { turns, hear, recording, clock } = recorder();
    hear(pureTone(100, 16_000));
    recording.end(true);
    hear(pureTone(100, 16_000), '2');
    recording.end();
    recording.end();
    clock.advance(60_000);
    assert.deepEqual(
      turns.map(({ turn, interrupted }) => [turn, interrupted]),
      [
        ['1', true],
        ['2', false],
      ],
    );
  });

  it('is PCM where it comes as mu-law', () => {
    const { turns, hear } = recorder();
    hear(toMulaw(pureTone(100, 8_000)), '1', true, { encoding: 'ulaw', sampleRate: 8_000, channels: 1 });
    assert.equal(turns[0]?.wav.length, 44 + 1_600);
    assert.equal(turns[0].milliseconds, 100);
  });

  it('is handed over in parts when it does not end', () => {
    const { turns, hear } = recorder();
    hear(Buffer.alloc(MAX_PENDING_BYTES - 2), '1');
    hear(Buffer.alloc(2), '1');
    hear(Buffer.alloc(2), '1', true);
    assert.deepEqual(
      turns.map(({ wav, turn, final }) => [wav.length - 44, turn, final]),
      [
        [MAX_PENDING_BYTES, '1', false],
        [2, '1', true],
      ],
    );
  });

  it('is no file where nothing was said', () => {
    const { turns, hear, recording } = recorder();
    recording.end(true);
    hear(Buffer.alloc(0), '1', true);
    assert.deepEqual(turns, []);
  });
});
