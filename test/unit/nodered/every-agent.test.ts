// Owns the tests of tools that every agent has.

import assert from 'node:assert/strict';
import type { Agent } from '../../../nodes/lib/nodered/agent.js';
import { EveryAgent } from '../../../nodes/lib/nodered/every-agent.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { testTool } from '../tools/caller.js';

/** An agent of which only the tools are asked for. */
function agent(name: string): Agent {
  return Object.assign(JSON.parse('{}'), { name, registry: new Registry(() => undefined) });
}

/** A tool for all agents, and for which of them it was made. */
function forAll(name = 'light') {
  const made: string[] = [];
  const toolFor = (one: Agent) => {
    made.push(one.name);
    return testTool(name, { owner: 'everyone' });
  };
  return { made, toolFor };
}

describe('A tool for all agents', () => {
  it('is made for each agent that is there and each that comes, and is gone from all when it is taken away', () => {
    const everyAgent = new EveryAgent();
    const [first, second] = [agent('first'), agent('second')];
    const { made, toolFor } = forAll();
    everyAgent.joins(first);
    const remove = everyAgent.add('light', toolFor);
    everyAgent.joins(second);
    assert.deepEqual(made, ['first', 'second']);
    for (const { registry } of [first, second]) assert.deepEqual(registry.names(), ['light']);
    remove();
    for (const { registry } of [first, second]) assert.deepEqual(registry.names(), []);
    const third = agent('third');
    everyAgent.joins(third);
    assert.deepEqual([made.length, third.registry.names()], [2, []]);
  });

  it('stands back where an agent has one of its own, and answers again when that one goes', () => {
    const everyAgent = new EveryAgent();
    const [first, second] = [agent('first'), agent('second')];
    const own = testTool('light');
    const remove = first.registry.add(own);
    for (const one of [first, second]) everyAgent.joins(one);
    everyAgent.add('light', forAll().toolFor);
    assert.equal(first.registry.find('light'), own);
    assert.equal(second.registry.find('light')?.owner, 'everyone');
    remove();
    assert.equal(first.registry.find('light')?.owner, 'everyone');
  });

  it('is not made any more for an agent that has left', () => {
    const everyAgent = new EveryAgent();
    const [first, second] = [agent('first'), agent('second')];
    for (const one of [first, second]) everyAgent.joins(one);
    const remove = everyAgent.add('blind', forAll('blind').toolFor);
    everyAgent.leaves(first);
    const { made, toolFor } = forAll();
    everyAgent.add('light', toolFor);
    assert.deepEqual(made, ['second']);
    remove();
    assert.deepEqual(second.registry.names(), ['light']);
  });

  it('is known by its name for as long as one of that name is there', () => {
    const everyAgent = new EveryAgent();
    assert.equal(everyAgent.has('light'), false);
    const removes = [forAll(), forAll()].map(({ toolFor }) => everyAgent.add('light', toolFor));
    assert.deepEqual([everyAgent.has('light'), everyAgent.has('blind')], [true, false]);
    removes[0]?.();
    assert.equal(everyAgent.has('light'), true);
    removes[1]?.();
    assert.equal(everyAgent.has('light'), false);
  });
});
