// Owns the tests that drive calls with made-up histories of everything that can happen to them, over several sessions.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AgentError } from '../../../nodes/lib/errors.js';
import { seedOf, tellSeed } from '../../support/seed.js';
import { Account } from './account.js';
import { audit } from './audit.js';
import { testTool, toolCall } from './caller.js';
import { histories } from './histories.js';
import { house } from './house.js';

const RUNS = 100_000;
const LONGEST = 24;

describe('Calls, whatever happens to them in whatever order,', function () {
  // As long as it takes: the figure is for a machine that hangs.
  this.timeout(240_000);

  it('have one ending, one answer where one is owed, and leave nothing behind', async () => {
    const seed = seedOf();
    tellSeed(RUNS, seed);
    const property = fc.asyncProperty(histories(LONGEST), async (history) => {
      const account = new Account(history);
      for (const act of history.acts) await account.act(act);
      await account.finish(history.hangsUp);
      audit(account);
    });
    await fc.assert(property, { numRuns: RUNS, seed });
  });
});

describe('A reply of any value', () => {
  it('never throws, is told what became of it, and is followed by refusals', () => {
    const property = fc.property(fc.array(fc.anything(), { minLength: 1, maxLength: 5 }), (values) => {
      const light = testTool('light');
      const { calls, caller, clock } = house(light);
      calls.receive(caller, [toolCall('1', 'light')]);
      const ref = light.deliveries[0]?.call.ref ?? '';
      const [first, ...others] = values.map((value) => calls.answer(ref, { value, outcome: 'success' }));
      assert(first === 'sent' || first instanceof AgentError);
      for (const other of others) assert(other instanceof AgentError && other.code === 'reply.duplicate');
      assert.deepEqual([caller.results().length, clock.armed], [1, 0]);
    });
    fc.assert(property, { numRuns: 2000, seed: seedOf() });
  });
});
