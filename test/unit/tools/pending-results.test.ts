// Owns the tests of the tool by which an agent asks for results that it could not be told when they came.

import assert from 'node:assert/strict';
import { PENDING_RESULTS, pendingResults } from '../../../nodes/lib/tools/pending-results.js';
import { testCaller, testTool, toolCall } from './caller.js';
import { english } from './english.js';
import { house } from './house.js';

function kitchen() {
  const acknowledge = { afterMs: 500, speak: false, sentence: () => 'I am on it.' };
  const oven = testTool('oven', { acknowledge });
  const { calls, registry, clock, reply } = house(oven);
  registry.add(pendingResults(calls, english));
  const caller = testCaller(registry, { can: { errorsHidden: false, laterResults: false } });
  let asked = 0;
  const ask = () => {
    asked += 1;
    calls.receive(caller, [toolCall(`ask ${asked}`, PENDING_RESULTS)]);
    return caller.results(`ask ${asked}`).map(({ text }) => text);
  };
  return { calls, caller, clock, registry, oven, reply, ask };
}

describe('The tool pending_results', () => {
  it('is declared for the model, without parameters', () => {
    const [, declared] = kitchen().registry.declarations();
    assert.deepEqual(declared, {
      name: 'pending_results',
      description: 'Gives the results of tools that were still at work when they were called.',
      schema: { type: 'object', properties: {} },
    });
  });

  it('says that there is nothing where there is nothing', () => {
    assert.deepEqual(kitchen().ask(), ['No tool has finished since.']);
  });

  it('gives what has come since, once', () => {
    const { calls, caller, clock, oven, reply, ask } = kitchen();
    calls.receive(caller, [toolCall('1', 'oven')]);
    clock.advance(500);
    assert.deepEqual(ask(), ['No tool has finished since.']);
    assert.equal(reply(oven, 'hot'), 'later');
    assert.deepEqual(ask(), [
      'These tools have finished since:\n\nThe tool "oven", which was still at work, has finished: hot',
    ]);
    assert.deepEqual(ask(), ['No tool has finished since.']);
  });

  it('stands back where a person has made a tool of that name', () => {
    const { registry } = kitchen();
    const own = testTool(PENDING_RESULTS);
    registry.add(own);
    assert.equal(registry.find(PENDING_RESULTS), own);
  });
});
