// Owns the tests of what happens to calls while tools go and come back.

import assert from 'node:assert/strict';
import { MAX_HELD } from '../../../nodes/lib/shared/limits.js';
import type { OpenCall } from '../../../nodes/lib/tools/ledger.js';
import { testTool, toolCall } from './caller.js';
import { house } from './house.js';

const RESTARTED = /the flow was restarted/;

function watching(lost: (call: OpenCall) => boolean) {
  return { opened: () => undefined, settled: () => undefined, place: () => '', uprooted: lost };
}

describe('Calls while tools go and come back', () => {
  it('wait for their tool, and have their whole time from then on', () => {
    const old = testTool('light', { timeoutMs: 1000 });
    const { calls, caller, clock, registry, removes } = house(old);
    calls.hold();
    removes[0]?.();
    calls.receive(caller, [toolCall('1', 'light')]);
    clock.advance(900);
    const fresh = testTool('light', { timeoutMs: 1000 });
    registry.add(fresh);
    assert.equal(fresh.deliveries.length, 0);
    calls.release();
    assert.equal(fresh.deliveries[0]?.call.deadline, clock.now() + 1000);
    clock.advance(999);
    assert.deepEqual(caller.endings('1'), []);
    clock.advance(1);
    assert.deepEqual(caller.endings('1'), ['expired']);
    assert.equal(clock.armed, 0);
  });

  it('run in the order in which they came, each once', () => {
    const light = testTool('light');
    const { calls, caller } = house(light);
    calls.hold();
    for (const id of ['1', '2', '1', '3']) calls.receive(caller, [toolCall(id, 'light')]);
    calls.release();
    calls.release();
    assert.deepEqual(
      light.deliveries.map(({ call }) => call.id),
      ['1', '2', '3'],
    );
  });

  it('do not run any more when the agent took them back, or its line went', () => {
    const light = testTool('light');
    const { calls, caller } = house(light);
    calls.hold();
    calls.receive(caller, [toolCall('1', 'light'), toolCall('2', 'light')]);
    calls.cancel(caller, ['1'], 'withdrawn');
    calls.lose(caller);
    calls.release();
    assert.equal(light.deliveries.length, 0);
    assert.deepEqual([caller.endings('1'), caller.endings('2')], [['cancelled'], ['lost']]);
  });

  it('beyond a number are answered at once', () => {
    const light = testTool('light');
    const { calls, caller } = house(light);
    calls.hold();
    for (let id = 0; id <= MAX_HELD; id += 1) calls.receive(caller, [toolCall(String(id), 'light')]);
    assert.match(caller.results(String(MAX_HELD))[0]?.text ?? '', RESTARTED);
    calls.release();
    assert.equal(light.deliveries.length, MAX_HELD);
  });

  it('that were open are answered where their flow or their tool is gone, and stay open elsewhere', () => {
    const light = testTool('light');
    const { calls, caller, registry, removes, reply } = house(light, testTool('blind'));
    calls.watchedBy(watching(({ id }) => id === 'uprooted'));
    for (const id of ['uprooted', 'stays']) calls.receive(caller, [toolCall(id, 'light')]);
    calls.receive(caller, [toolCall('toolless', 'blind')]);
    calls.hold();
    for (const remove of removes) remove();
    registry.add(testTool('light'));
    calls.release();
    for (const id of ['uprooted', 'toolless']) assert.match(caller.results(id)[0]?.text ?? '', RESTARTED);
    assert.equal(caller.results('stays').length, 0);
    assert.equal(reply(light, 'done', 'success', 1), 'sent');
    assert.equal(reply(light, 'done', 'success', 0), 'reply.duplicate');
    assert.equal(caller.sent.length, 3);
  });

  it('are all answered when there is an end of it, and none is left', () => {
    const { calls, caller, clock } = house(testTool('light'));
    calls.receive(caller, [toolCall('1', 'light')]);
    calls.hold();
    calls.receive(caller, [toolCall('2', 'light')]);
    calls.interrupt();
    calls.release();
    assert.equal(caller.sent.length, 2);
    assert.deepEqual([calls.ledger.stillOpen().length, clock.armed], [0, 0]);
  });
});
