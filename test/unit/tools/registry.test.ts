// Owns the tests of which tool answers to a name.

import assert from 'node:assert/strict';
import { ANY_OTHER, Registry, type Tool } from '../../../nodes/lib/tools/registry.js';
import { testTool } from './caller.js';

function registry() {
  let changes = 0;
  return { tools: new Registry(() => (changes += 1)), changes: () => changes };
}

describe('The tools of an agent', () => {
  it('answer to their names', () => {
    const { tools, changes } = registry();
    const light = testTool('light');
    tools.add(light);
    tools.add(testTool('heating'));
    assert.equal(tools.find('light'), light);
    assert.deepEqual(tools.names(), ['light', 'heating']);
    assert.deepEqual(
      tools.declarations().map(({ name }) => name),
      ['light', 'heating'],
    );
    assert.equal(changes(), 2);
  });

  it('do not answer to names that only objects have', () => {
    const { tools } = registry();
    for (const name of ['constructor', '__proto__', 'toString', ''])
      assert.equal(tools.find(name), undefined);
  });

  it('of one name: the first answers, and the other is told that it does not', () => {
    const { tools, changes } = registry();
    const [first, second] = [testTool('light'), testTool('light')];
    tools.add(first);
    tools.add(second);
    assert.equal(tools.find('light'), first);
    assert.deepEqual([first.activity, second.activity, changes()], [[true], [false], 1]);
    assert.equal(tools.declarations().length, 1);
  });

  it('of one name: the second answers as soon as the first is gone', () => {
    const { tools, changes } = registry();
    const [first, second] = [testTool('light'), testTool('light')];
    const remove = tools.add(first);
    tools.add(second);
    remove();
    assert.equal(tools.find('light'), second);
    assert.deepEqual([second.activity, changes()], [[false, true], 2]);
  });

  it('of one name: nothing changes when the second one goes', () => {
    const { tools, changes } = registry();
    const [first, second] = [testTool('light'), testTool('light')];
    tools.add(first);
    tools.add(second)();
    assert.equal(tools.find('light'), first);
    assert.deepEqual([first.activity, changes()], [[true], 1]);
  });

  it('are gone once they are taken out, and only once', () => {
    const { tools, changes } = registry();
    const remove = tools.add(testTool('light'));
    remove();
    const again = testTool('light');
    tools.add(again);
    remove();
    assert.equal(tools.find('light'), again);
    assert.equal(changes(), 3);
  });

  it('of no name left are declared as none', () => {
    const { tools } = registry();
    tools.add(testTool('light'))();
    assert.deepEqual([tools.names(), tools.declarations(), tools.find('light')], [[], [], undefined]);
  });
});

describe('Of several tools of one name', () => {
  const tool = (owner: Tool['owner']) => testTool('light', { owner });

  it("the agent's own comes before one for all agents, and that before one of the house, in whatever order they come", () => {
    const ranked = ['agent', 'everyone', 'house'] as const;
    for (const order of [ranked, ranked.toReversed(), ['everyone', 'agent', 'house'] as const]) {
      const { tools } = registry();
      const removes = new Map(order.map((owner) => [owner, tools.add(tool(owner))]));
      for (const owner of ranked) {
        assert.equal(tools.find('light')?.owner, owner);
        removes.get(owner)?.();
      }
      assert.equal(tools.find('light'), undefined);
    }
  });

  it('one that is nearer takes over: the other is told that it does not answer any more, and later that it does', () => {
    const { tools, changes } = registry();
    const [own, everyones] = [tool('agent'), tool('everyone')];
    tools.add(everyones);
    const remove = tools.add(own);
    assert.deepEqual([own.activity, everyones.activity, changes()], [[true], [true, false], 2]);
    remove();
    assert.deepEqual([everyones.activity, changes()], [[true, false, true], 3]);
  });

  it('of the same rank the first stays', () => {
    const { tools } = registry();
    const [first, second] = [tool('everyone'), tool('everyone')];
    tools.add(first);
    tools.add(second);
    assert.deepEqual([tools.find('light'), second.activity], [first, [false]]);
  });
});

describe('A tool for any other name', () => {
  it('answers to every name that no other tool has, and to those only', () => {
    const { tools } = registry();
    const [light, others] = [testTool('light'), testTool(ANY_OTHER)];
    tools.add(others);
    const remove = tools.add(light);
    assert.deepEqual([tools.find('light'), tools.find('oven'), tools.find('')], [light, others, others]);
    remove();
    assert.equal(tools.find('light'), others);
  });

  it('is not declared: it has no name that an agent could call', () => {
    const { tools } = registry();
    tools.add(testTool(ANY_OTHER));
    tools.add(testTool('light'));
    assert.deepEqual(tools.names(), ['light']);
  });

  it('of the agent comes before one for all agents', () => {
    const { tools } = registry();
    const own = testTool(ANY_OTHER, { owner: 'agent' });
    tools.add(testTool(ANY_OTHER, { owner: 'everyone' }));
    tools.add(own);
    assert.equal(tools.find('oven'), own);
  });
});
