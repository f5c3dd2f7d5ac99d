// A reply finds its call, whatever core nodes stand in between: each way in the real Node-RED, and the key that is left.

import { strict as assert } from 'node:assert';
import { callThrough } from './found.js';
import { PATHS } from './paths.js';

describe('A reply finds its call through', () => {
  for (const { through, key, way } of PATHS.filter((path) => !path.key.includes('.'))) {
    it(`${through}: by ${key}`, async () => {
      const { found, answer } = await callThrough(way);
      assert.equal(found, key);
      assert.equal(/failed/.test(answer?.text ?? ''), through === 'Catch');
    });
  }
});

describe('A reply finds no call through', () => {
  for (const { through, key, way } of PATHS.filter((path) => path.key.includes('.'))) {
    it(`${through}: ${key}`, async () => {
      assert.equal((await callThrough(way)).found, key);
    });
  }
});
