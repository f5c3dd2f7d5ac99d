// Owns the tests of which tool answers to a name.

import assert from 'node:assert/strict';
import { Registry } from '../../../nodes/lib/tools/registry.js';
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
