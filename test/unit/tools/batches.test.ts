// Owns the tests of calls that an agent makes together, where it has to be told to go on.

import assert from 'node:assert/strict';
import { Calls } from '../../../nodes/lib/tools/calls.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { testClock } from '../../support/clock.js';
import { testCaller, testTool, toolCall } from './caller.js';
import { english } from './english.js';

const BATCH = { batch: 'a' };

function house() {
  const light = testTool('light');
  const clock = testClock();
  const calls = new Calls(clock, english);
  const registry = new Registry(() => undefined);
  registry.add(light);
  const caller = testCaller(registry, { continuation: 'explicit' });
  const reply = (at: number) => {
    calls.answer(light.deliveries[at]?.call.ref ?? '', { value: at, outcome: 'success' });
  };
  const types = () => caller.sent.map(({ type }) => type);
  return { calls, caller, clock, reply, types };
}

describe('Calls that an agent makes together', () => {
  it('are all answered before it is told to go on, in whatever order the flows answer', () => {
    const { calls, caller, reply, types } = house();
    calls.receive(
      caller,
      ['1', '2', '3'].map((id) => toolCall(id, 'light', BATCH)),
    );
    for (const at of [2, 0]) reply(at);
    assert(!types().includes('continue'));
    reply(1);
    assert.deepEqual(types(), ['tool.result', 'tool.result', 'tool.result', 'continue']);
    assert.deepEqual(caller.sent.at(-1), { type: 'continue', batch: 'a' });
  });

  it('wait for each other when some are refused at once', () => {
    const { calls, caller, reply, types } = house();
    calls.receive(caller, [
      toolCall('1', 'oven', BATCH),
      toolCall('2', 'light', BATCH),
      toolCall('3', 'oven', BATCH),
    ]);
    assert.deepEqual(types(), ['tool.result', 'tool.result']);
    reply(0);
    assert.deepEqual(types().slice(2), ['tool.result', 'continue']);
  });

  it('let it go on when the last one is answered by the end of its time', () => {
    const { calls, caller, clock, reply, types } = house();
    calls.receive(caller, [toolCall('1', 'light', BATCH), toolCall('2', 'light', BATCH)]);
    reply(0);
    clock.advance(5000);
    assert.deepEqual(types(), ['tool.result', 'tool.result', 'continue']);
  });

  it('let it go on when it takes the last one back', () => {
    const { calls, caller, reply, types } = house();
    calls.receive(caller, [toolCall('1', 'light', BATCH), toolCall('2', 'light', BATCH)]);
    reply(0);
    calls.cancel(caller, ['2'], 'withdrawn');
    assert.deepEqual(types(), ['tool.result', 'continue']);
  });

  it('do not wait for one that wants no answer', () => {
    const { calls, caller, reply, types } = house();
    calls.receive(caller, [
      toolCall('1', 'light', BATCH),
      toolCall('2', 'light', { ...BATCH, expectsResponse: false }),
    ]);
    reply(0);
    assert.deepEqual(types(), ['tool.result', 'continue']);
    reply(1);
    assert.deepEqual(types(), ['tool.result', 'continue']);
  });

  it('do not let it go on once the line is gone', () => {
    const { calls, caller, types } = house();
    calls.receive(caller, [toolCall('1', 'light', BATCH)]);
    calls.lose(caller);
    assert.deepEqual(types(), []);
  });

  it('do not let it go on twice when one is delivered twice', () => {
    const { calls, caller, reply, types } = house();
    calls.receive(caller, [toolCall('1', 'light', BATCH)]);
    reply(0);
    calls.receive(caller, [toolCall('1', 'light', BATCH)]);
    assert.deepEqual(types(), ['tool.result', 'continue', 'tool.result']);
  });
});
