// Owns the sound of a session under test: what goes out of it, and when. Holds no test.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { AudioFormat } from '../../../nodes/lib/providers/provider.js';
import { Outgoing } from '../../../nodes/lib/sound/outgoing.js';
import { loadLibraries } from '../../../nodes/lib/sound/libraries.js';
import { testClock, type TestClock } from '../../support/clock.js';

export interface Out {
  outgoing: Outgoing;
  clock: TestClock;
  /** Every frame, and the millisecond at which it went. */
  frames: { at: number; data: Buffer }[];
  /** All frames so far, as one. */
  sent: () => Buffer;
  /** Lets time pass until nothing more goes out. */
  finish: () => void;
}

export const FRAME_MS = 50;

export function pcm(sampleRate: number): AudioFormat {
  return { encoding: 'pcm_s16le', sampleRate, channels: 1 };
}

/** With the libraries loaded, so that everything happens the moment it is due. */
export async function exit(
  format: AudioFormat,
  send: () => AgentError | undefined = () => undefined,
): Promise<Out> {
  await loadLibraries();
  const clock = testClock();
  const start = clock.now();
  const frames: Out['frames'] = [];
  const outgoing = new Outgoing({
    format,
    frameMs: FRAME_MS,
    clock,
    send: (data) => {
      frames.push({ at: clock.now() - start, data });
      return send();
    },
  });
  return {
    outgoing,
    clock,
    frames,
    sent: () => Buffer.concat(frames.map(({ data }) => data)),
    finish: () => {
      for (let turns = 0; clock.armed > 0; turns++) {
        assert(turns < 100_000, 'It never ends');
        clock.advance(10);
      }
    },
  };
}

export function code(error: AgentError | undefined): string | undefined {
  return error?.code;
}
