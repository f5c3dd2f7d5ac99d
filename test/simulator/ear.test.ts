// Owns the proof that speech is told from silence by the audio alone, however it is cut into chunks.

import assert from 'node:assert/strict';
import { ear } from './ear.js';
import { tone } from './tone.js';

const RATE = 16_000;
const silence = (ms: number) => Buffer.alloc(((ms * RATE) / 1000) * 2);

describe('The ear of a simulated agent', () => {
  it('hears when somebody starts to speak and when they have finished', () => {
    const { hear } = ear(RATE);
    assert.deepEqual(hear(tone(500, RATE)), ['started']);
    assert.deepEqual(hear(silence(500)), ['finished']);
    assert.deepEqual(hear(silence(5000)), []);
  });

  it('hears the same in chunks of any size', () => {
    const audio = Buffer.concat([silence(300), tone(700, RATE), silence(600), tone(300, RATE), silence(600)]);
    for (const size of [7, 320, 8000, audio.length]) {
      const { hear } = ear(RATE);
      const heard = [];
      for (let at = 0; at < audio.length; at += size) heard.push(...hear(audio.subarray(at, at + size)));
      assert.deepEqual(heard, ['started', 'finished', 'started', 'finished'], `in chunks of ${size}`);
    }
  });

  it('takes a click for nothing', () => {
    const { hear } = ear(RATE);
    assert.deepEqual(hear(Buffer.concat([tone(60, RATE), silence(600)])), []);
  });

  it('bridges a breath', () => {
    const { hear } = ear(RATE);
    const audio = Buffer.concat([tone(300, RATE), silence(200), tone(300, RATE), silence(500)]);
    assert.deepEqual(hear(audio), ['started', 'finished']);
  });
});
