// Owns the tests of replies and calls that come twice, too late, or when nobody waits for them any more.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { testCaller, testTool, toolCall } from './caller.js';
import { house } from './house.js';

describe('A reply that cannot be sent', () => {
  it('is the second one', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    reply(light, 'on');
    assert.equal(reply(light, 'off'), 'reply.duplicate');
    assert.equal(caller.results().length, 1);
  });

  it('comes after the time is over, and says by how much', () => {
    const light = testTool('light');
    const { calls, caller, clock } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    clock.advance(6500);
    const late = calls.answer(light.deliveries[0]?.call.ref ?? '', { value: 'on', outcome: 'success' });
    assert(late instanceof AgentError);
    assert.deepEqual(
      [late.code, late.params],
      ['reply.late', { tool: 'light', seconds: 1.5, ending: 'expired' }],
    );
    assert.equal(caller.results().length, 1);
  });

  it('says what came before it, where that was no reply', () => {
    const ends: [
      end: (given: ReturnType<typeof house>, ref: string) => void,
      code: string,
      which: unknown,
    ][] = [
      [
        ({ calls }, ref) => calls.answer(ref, { value: 'on', outcome: 'success' }),
        'reply.duplicate',
        undefined,
      ],
      [({ calls }, ref) => calls.fail(ref, 'no lamp', ''), 'reply.duplicate', 'failed'],
      [({ calls }) => calls.interrupt(), 'reply.duplicate', 'restarted'],
      [({ clock }) => clock.advance(5000), 'reply.late', undefined],
      [({ calls, caller }) => calls.lose(caller), 'reply.late', 'session-over'],
      [({ calls, caller }) => calls.cancel(caller, ['1'], 'timed-out'), 'reply.late', 'timed-out'],
    ];
    for (const [end, code, which] of ends) {
      const light = testTool('light');
      const given = house(light);
      given.calls.receive(given.caller, [toolCall('1', 'light')]);
      const ref = light.deliveries[0]?.call.ref ?? '';
      end(given, ref);
      const told = given.calls.answer(ref, { value: 'on', outcome: 'success' });
      assert(told instanceof AgentError);
      assert.deepEqual([told.code, told.params['which']], [code, which]);
    }
  });

  it('names a call that there never was', () => {
    const answered = house().calls.answer('nobody', { value: 'on', outcome: 'success' });
    assert(answered instanceof AgentError);
    assert.equal(answered.code, 'reply.unknown');
  });

  it('meets a line that is gone', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    caller.up = false;
    assert.equal(reply(light, 'on'), 'reply.not-sent');
  });
});

describe('A flow that fails', () => {
  it('without a reason is told so', () => {
    const light = testTool('light');
    const { calls, caller } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    calls.fail(light.deliveries[0]?.call.ref ?? '', '', '');
    assert.equal(caller.results()[0]?.text, 'The tool "light" failed: no reason was given.');
  });
});

describe('A call that is delivered twice', () => {
  it('runs once and is answered once while it is open', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    calls.receive(caller, [toolCall('1', 'light')]);
    reply(light, 'on');
    assert.deepEqual([light.deliveries.length, caller.results().length], [1, 1]);
  });

  it('is told its answer again once it has one: the agent may have missed it', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    reply(light, 'on');
    calls.receive(caller, [toolCall('1', 'light')]);
    assert.deepEqual(
      caller.results().map(({ text }) => text),
      ['on', 'on'],
    );
    assert.deepEqual([light.deliveries.length, caller.endings('1')], [1, ['answered']]);
  });

  it('in one frame is answered once, also when it is refused at once', () => {
    const { calls, caller } = house();
    calls.receive(caller, [toolCall('1', 'oven'), toolCall('1', 'oven')]);
    assert.equal(caller.results().length, 1);
  });

  it('on two connections is two calls', () => {
    const light = testTool('light');
    const { calls, caller, registry, reply } = house(light);
    const other = testCaller(registry, { line: 'other' });
    calls.receive(caller, [toolCall('1', 'light')]);
    calls.receive(other, [toolCall('1', 'light')]);
    reply(light, 'first');
    reply(light, 'second', 'success', 1);
    assert.deepEqual(
      [caller, other].map((one) => one.results().map(({ text }) => text)),
      [['first'], ['second']],
    );
  });
});

describe('A call that nobody waits for any more', () => {
  it('because the agent took it back is not answered, and a late reply says so', () => {
    const light = testTool('light');
    const { calls, caller, reply, clock } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    calls.cancel(caller, ['1', 'unknown', '1'], 'withdrawn');
    assert.equal(reply(light, 'on'), 'reply.late');
    clock.advance(60_000);
    assert.deepEqual([caller.sent, caller.endings('1'), clock.armed], [[], ['cancelled'], 0]);
  });

  it('because it was answered cannot be taken back', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    reply(light, 'on');
    calls.cancel(caller, ['1'], 'withdrawn');
    assert.deepEqual(caller.endings('1'), ['answered']);
  });

  it('because its connection is gone is lost, and those of other connections are not', () => {
    const light = testTool('light');
    const { calls, caller, registry, reply, clock } = house(light);
    const other = testCaller(registry, { line: 'other' });
    calls.receive(caller, [toolCall('1', 'light'), toolCall('2', 'light')]);
    calls.receive(other, [toolCall('1', 'light')]);
    caller.up = false;
    calls.lose(caller);
    assert.deepEqual([caller.endings('1'), caller.endings('2')], [['lost'], ['lost']]);
    assert.equal(clock.armed, 1);
    assert.equal(reply(light, 'on', 'success', 2), 'sent');
  });
});
