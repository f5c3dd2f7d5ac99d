// Owns the tests of a call's way: in, to its tool, and the one answer back. Any order of events is in calls-orders.test.ts.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { testTool, toolCall } from './caller.js';
import { house } from './house.js';

const LEVEL = { type: 'object', properties: { level: { type: 'integer' } } };

describe('A call of a tool', () => {
  it('reaches its tool with checked arguments, and its deadline', () => {
    const light = testTool('light', { schema: LEVEL });
    const { calls, caller, clock } = house(light);
    const raw = { level: '21' };
    calls.receive(caller, [toolCall('1', 'light', { raw, arguments: raw })]);
    const [delivery] = light.deliveries;
    assert.deepEqual(delivery?.payload, { level: 21 });
    assert.deepEqual(delivery?.session, caller.session);
    const { id, name, receivedAt, deadline } = delivery.call;
    assert.deepEqual(
      [id, name, delivery.call.raw, receivedAt, deadline],
      ['1', 'light', raw, clock.now(), clock.now() + 5000],
    );
  });

  it('is answered with what the flow says', () => {
    const light = testTool('light');
    const { calls, caller, reply, clock } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    assert.equal(reply(light, { on: true }), 'sent');
    assert.deepEqual(caller.sent, [
      { type: 'tool.result', id: '1', name: 'light', text: '{"on":true}', outcome: 'success' },
    ]);
    assert.deepEqual(caller.endings('1'), ['answered']);
    assert.deepEqual(
      light.settledCalls.map(({ ending }) => ending),
      ['answered'],
    );
    assert.equal(clock.armed, 0);
  });

  it('is answered as an error when the flow failed', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    reply(light, 'The lamp is gone.', 'error');
    const [result] = caller.results();
    assert.deepEqual(
      [result?.text, result?.outcome, result?.errorKind],
      ['The lamp is gone.', 'error', 'flow'],
    );
  });

  it('is answered in neutral words when the flow says nothing', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light'), toolCall('2', 'light')]);
    reply(light, undefined);
    reply(light, null, 'error', 1);
    assert.deepEqual(
      caller.results().map(({ text }) => text),
      ['Done.', 'The tool "light" failed without saying why.'],
    );
  });

  it('is answered, and the flow is told, when the value cannot be text', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    assert.equal(reply(light, 1n), 'reply.unserialisable');
    const [result] = caller.results();
    assert.equal(result?.text, 'The tool "light" ran, but its result could not be turned into text.');
    assert.equal(result.outcome, 'error');
    assert.deepEqual(caller.endings('1'), ['answered']);
  });

  it('that wants no answer gets none, whatever the flow does', () => {
    const light = testTool('light');
    const { calls, caller, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light', { expectsResponse: false })]);
    assert.equal(reply(light, 'on'), 'not-owed');
    calls.receive(caller, [toolCall('2', 'nothing', { expectsResponse: false })]);
    assert.deepEqual(
      [caller.sent, caller.endings('1'), caller.endings('2')],
      [[], ['answered'], ['answered']],
    );
  });

  it('that wants no answer is done when its time is over: its flow need not reply, and nothing is wrong', () => {
    const light = testTool('light');
    const { calls, caller, clock, reply } = house(light);
    calls.receive(caller, [toolCall('1', 'light', { expectsResponse: false })]);
    clock.advance(5000);
    assert.deepEqual(
      caller.events.map(({ type }) => type),
      ['settled'],
    );
    assert.deepEqual([caller.sent, caller.endings('1'), clock.armed], [[], ['answered'], 0]);
    assert.equal(reply(light, 'late'), 'not-owed');
  });

  it('may be answered while it is delivered', () => {
    const light = testTool('light', {
      run: ({ ref }) => void calls.answer(ref, { value: 'on', outcome: 'success' }),
    });
    const { calls, caller, clock } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    assert.deepEqual([caller.results().length, clock.armed], [1, 0]);
  });
});

describe('A call that no flow can take', () => {
  it('of an unknown tool is answered at once with those that there are', () => {
    const { calls, caller } = house(testTool('light'), testTool('heating'));
    calls.receive(caller, [toolCall('1', 'oven')]);
    const [result] = caller.results();
    assert.equal(
      result?.text,
      'There is no tool "oven" here. The tools that can be used are: light, heating.',
    );
    assert.deepEqual([result.outcome, result.errorKind], ['error', 'refused']);
    const [settled, refused] = caller.events;
    assert.deepEqual([settled?.type, refused?.type], ['settled', 'fault']);
    assert(refused?.type === 'fault');
    assert.equal(refused.error.code, 'tool.unknown');
  });

  it('of any tool is answered even when none is wired', () => {
    const { calls, caller } = house();
    calls.receive(caller, [toolCall('1', '')]);
    assert.equal(
      caller.results()[0]?.text,
      'There is no tool "" here. The tools that can be used are: none.',
    );
  });

  it('with arguments that do not fit is answered with what the model can mend', () => {
    const light = testTool('light', { schema: LEVEL });
    const { calls, caller } = house(light);
    calls.receive(caller, [toolCall('1', 'light', { arguments: { level: 'warm' } })]);
    assert.equal(
      caller.results()[0]?.text,
      'The tool "light" was not run, because its arguments do not fit. "level" must be of type integer. ' +
        'Correct them and call it again.',
    );
    assert.equal(light.deliveries.length, 0);
  });

  it('with arguments that could not be read is answered as well', () => {
    const light = testTool('light');
    const { calls, caller } = house(light);
    calls.receive(caller, [toolCall('1', 'light', { arguments: new AgentError('frame.too-deep') })]);
    assert.match(caller.results()[0]?.text ?? '', /They could not be read \(frame\.too-deep\)\./);
    assert.equal(light.deliveries.length, 0);
  });

  it('because of a fault of ours is answered at once, the fault is told, and other calls run', () => {
    const broken = testTool('broken', {
      run: () => {
        throw new Error('a fault');
      },
    });
    const light = testTool('light');
    const { calls, caller, clock } = house(broken, light);
    calls.receive(caller, [toolCall('1', 'broken'), toolCall('2', 'light')]);
    assert.equal(caller.results('1')[0]?.text, 'The tool "broken" failed because of a fault of its own.');
    const told = caller.events.find((event) => event.type === 'fault');
    assert.deepEqual([told?.error.code, light.deliveries.length, clock.armed], ['internal.fault', 1, 1]);
  });
});

describe('A call that nobody answers', () => {
  it('is answered when its time is over, not earlier, and once', () => {
    const light = testTool('light', { timeoutMs: 2500 });
    const { calls, caller, clock } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    clock.advance(2499);
    assert.deepEqual(caller.sent, []);
    clock.advance(1);
    clock.advance(60_000);
    const [result, ...more] = caller.results();
    assert.deepEqual(more, []);
    assert.equal(
      result?.text,
      'The tool "light" has not answered in time (2.5 s). It is not known whether it worked.',
    );
    assert.deepEqual([result.outcome, result.errorKind], ['error', 'timeout']);
    assert.deepEqual([caller.endings('1'), clock.armed], [['expired'], 0]);
    const told = caller.events.flatMap((event) => (event.type === 'fault' ? [event.error.code] : []));
    assert.deepEqual(told, ['tool.timeout']);
  });

  it('is answered in time also when its tool is taken away meanwhile', () => {
    const { calls, caller, clock, removes } = house(testTool('light'));
    calls.receive(caller, [toolCall('1', 'light')]);
    for (const remove of removes) remove();
    clock.advance(5000);
    assert.equal(caller.results().length, 1);
  });

  it('can still be answered by its flow when its tool is taken away meanwhile', () => {
    const light = testTool('light');
    const { calls, caller, reply, removes } = house(light);
    calls.receive(caller, [toolCall('1', 'light')]);
    for (const remove of removes) remove();
    assert.equal(reply(light, 'on'), 'sent');
    assert.equal(caller.results().length, 1);
  });
});
