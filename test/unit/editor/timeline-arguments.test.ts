// Owns the tests of how the arguments of a call read in the sidebar.

import assert from 'node:assert/strict';
import { argumentsText } from '../../../nodes/editor/timeline/arguments.js';

describe('The arguments of a call', () => {
  for (const [given, text] of [
    ['{"room":"kitchen","on":true,"level":80}', 'room = kitchen, on = true, level = 80'],
    ['{"where":{"floor":1},"days":["Monday"]}', 'where = {"floor":1}, days = ["Monday"]'],
    ['{}', ''],
    ['', ''],
    ['{"room":"kitch\u2026', '{"room":"kitch\u2026'],
    ['[1]', '[1]'],
  ] as const)
    it(`read as "${text}"`, () => assert.equal(argumentsText(given), text));
});
