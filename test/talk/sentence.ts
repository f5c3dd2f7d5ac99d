// Owns the recorded sentence that the tests speak, and telling whether somebody heard it: by its length and by how loud
// it is from moment to moment. Bytes are nobody's business: the sound has been through a microphone.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/project.js';

const FILE = join(ROOT, 'examples', 'turn-on-the-kitchen-light.wav');
const RATE = 24_000;
const HEADER = 44;
const STEP_MS = 20;
/** Between one time and the next: an agent needs a pause to know that somebody has finished. */
const PAUSE_MS = 1500;

/** The sentence with a pause behind it, as a WAV file. */
export function microphoneFile(): Buffer {
  const pause = Buffer.alloc((RATE * PAUSE_MS * 2) / 1000);
  const file = Buffer.concat([readFileSync(FILE), pause]);
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(file.length - HEADER, HEADER - 4);
  return file;
}

/** How long the sentence is with its pause. */
export function secondsOfSentence(): number {
  return (microphoneFile().length - HEADER) / 2 / RATE;
}

/** How like the sentence the best stretch of this sound is: 1 is the same, 0 has nothing to do with it. */
export function likeness(pcm: Buffer, sampleRate: number): number {
  const wanted = envelope(microphoneFile().subarray(HEADER), RATE);
  const heard = envelope(pcm, sampleRate);
  let best = 0;
  for (let from = 0; from + wanted.length <= heard.length; from += 1)
    best = Math.max(best, correlation(wanted, heard.slice(from, from + wanted.length)));
  return best;
}

/** After how many seconds the sentence, which comes around again and again, came around in this sound. */
export function secondsBetween(pcm: Buffer, sampleRate: number): number {
  const heard = envelope(pcm, sampleRate);
  const expected = Math.round((secondsOfSentence() * 1000) / STEP_MS);
  const [from, to] = [Math.floor(expected * 0.8), Math.ceil(expected * 1.2)];
  let [best, after] = [-1, 0];
  for (let steps = from; steps <= to; steps += 1) {
    const like = correlation(heard.slice(0, heard.length - steps), heard.slice(steps));
    if (like > best) [best, after] = [like, steps];
  }
  return (after * STEP_MS) / 1000;
}

/** Root mean square of each stretch of 16-bit PCM. */
export function envelope(pcm: Buffer, sampleRate: number): number[] {
  const size = Math.round((sampleRate * STEP_MS) / 1000) * 2;
  return Array.from({ length: Math.floor(pcm.length / size) }, (_, index) => {
    let sum = 0;
    for (let at = index * size; at < (index + 1) * size; at += 2) sum += pcm.readInt16LE(at) ** 2;
    return Math.sqrt((sum * 2) / size);
  });
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const [x, y] = [centred(one), centred(other)];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y) || 1);
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
