// Owns the tests of calls that are answered with "I am on it" while their flow goes on.

import assert from 'node:assert/strict';
import type { Acknowledge } from '../../../nodes/lib/tools/registry.js';
import { testCaller, testTool, toolCall } from './caller.js';
import { house } from './house.js';

const SAID = 'I am on it.';
const DONE = 'The tool "oven", which was still at work, has finished: hot';

function kitchen({ sentence = () => SAID, speak = false }: Partial<Acknowledge> = {}, laterResults = true) {
  const oven = testTool('oven', { timeoutMs: 5000, acknowledge: { afterMs: 500, speak, sentence } });
  const made = house(oven, testTool('light'));
  const caller = testCaller(made.registry, {
    can: { errorsHidden: false, laterResults },
    continuation: 'explicit',
  });
  const { calls, clock } = made;
  /** A call whose agent has been told that its flow is at work. */
  const told = () => {
    calls.receive(caller, [toolCall('1', 'oven')]);
    clock.advance(500);
  };
  const later = () => caller.sent.flatMap((sent) => (sent.type === 'tool.later' ? [sent.text] : []));
  const types = () => caller.sent.map(({ type }) => type);
  return { ...made, oven, caller, told, later, types };
}

describe('A call that takes long', () => {
  it('is answered after its time with the sentence, and the agent goes on', () => {
    const { calls, caller, clock, types } = kitchen();
    calls.receive(caller, [toolCall('1', 'oven')]);
    clock.advance(499);
    assert.deepEqual(caller.sent, []);
    clock.advance(1);
    assert.deepEqual(caller.sent[0], {
      type: 'tool.result',
      id: '1',
      name: 'oven',
      text: SAID,
      outcome: 'success',
    });
    assert.deepEqual(types(), ['tool.result', 'continue']);
    assert.deepEqual(
      caller.events.map(({ type }) => type),
      ['acknowledged'],
    );
    assert.equal(calls.ledger.stillOpen().length, 1);
  });

  it('is answered with its result alone when that comes before', () => {
    const { calls, caller, clock, oven, reply, types } = kitchen();
    calls.receive(caller, [toolCall('1', 'oven')]);
    assert.equal(reply(oven, 'hot'), 'sent');
    clock.advance(500);
    assert.deepEqual([types(), clock.armed], [['tool.result', 'continue'], 0]);
  });

  it('is not answered where no answer is wanted', () => {
    const { calls, caller, clock } = kitchen();
    calls.receive(caller, [toolCall('1', 'oven', { expectsResponse: false })]);
    clock.advance(500);
    assert.deepEqual(caller.sent, []);
  });

  it('may have a sentence that has to be worked out, from arguments of its own', async () => {
    const payloads: unknown[] = [];
    const sentence = (_call: unknown, payload: Record<string, unknown>) => {
      payloads.push(payload);
      return Promise.resolve(SAID);
    };
    const { told, caller, oven } = kitchen({ sentence });
    told();
    assert.deepEqual(caller.sent, []);
    await Promise.resolve();
    assert.deepEqual([caller.results().length, payloads], [1, [{}]]);
    assert.notEqual(payloads[0], oven.deliveries[0]?.payload);
  });

  it('is not told any more that it is at work when it is over before the sentence is worked out', async () => {
    const { told, caller, oven, reply } = kitchen({ sentence: () => Promise.resolve(SAID) });
    told();
    assert.equal(reply(oven, 'hot'), 'sent');
    await Promise.resolve();
    assert.deepEqual(
      caller.results().map(({ text }) => text),
      ['hot'],
    );
  });

  it('is not acknowledged on a line that takes nothing any more', () => {
    const { calls, caller, clock, oven, reply } = kitchen();
    calls.receive(caller, [toolCall('1', 'oven')]);
    caller.up = false;
    clock.advance(500);
    assert.deepEqual(caller.events, []);
    assert.equal(reply(oven, 'hot'), 'reply.not-sent');
  });
});

describe('A call whose agent knows that it is at work', () => {
  it('has its result told later, once', () => {
    const { told, oven, reply, later, caller, clock, types } = kitchen({ speak: true });
    told();
    assert.equal(reply(oven, 'hot'), 'later');
    assert.deepEqual([later(), types()], [[DONE], ['tool.result', 'continue', 'tool.later']]);
    assert.equal(reply(oven, 'cold'), 'reply.duplicate');
    assert.deepEqual([later().length, caller.endings('1'), clock.armed], [1, ['answered'], 0]);
  });

  it('has its failure told later', () => {
    const { told, oven, calls, later, caller } = kitchen();
    told();
    calls.fail(oven.deliveries[0]?.call.ref ?? '', 'no gas', 'somewhere');
    assert.match(later()[0] ?? '', /has finished: The tool "oven" failed: no gas\./);
    assert.deepEqual(
      caller.events.map(({ type }) => type),
      ['acknowledged', 'settled', 'fault'],
    );
  });

  it('has the end of its time told later', () => {
    const { told, later, caller, clock } = kitchen();
    told();
    clock.advance(4500);
    assert.match(later()[0] ?? '', /has not answered in time \(5 s\)/);
    assert.deepEqual([caller.results().length, caller.endings('1'), clock.armed], [1, ['expired'], 0]);
  });

  it('cannot be taken back: as far as the provider knows, it was answered', () => {
    const { told, calls, caller, oven, reply, later } = kitchen();
    told();
    calls.cancel(caller, ['1'], 'withdrawn');
    assert.deepEqual(caller.endings('1'), []);
    reply(oven, 'hot');
    assert.equal(later().length, 1);
  });

  it('is lost with its line, and nothing is sent any more', () => {
    const { told, calls, caller, oven, reply, later, clock } = kitchen();
    told();
    caller.up = false;
    calls.lose(caller);
    assert.equal(reply(oven, 'hot'), 'reply.late');
    assert.deepEqual([later(), caller.endings('1'), clock.armed], [[], ['lost'], 0]);
  });

  it('delivered again is told exactly what it was told, also with what went out beside it', () => {
    const { told, calls, caller, clock, oven, reply } = kitchen({}, false);
    told();
    assert.equal(reply(oven, 'hot'), 'later');
    calls.receive(caller, [toolCall('2', 'oven')]);
    clock.advance(500);
    for (const id of ['1', '2', '2']) calls.receive(caller, [toolCall(id, 'oven')]);
    const texts = (id: string) => caller.results(id).map(({ text }) => text);
    const whole = `${SAID}\n\n${DONE}`;
    assert.deepEqual(
      [texts('1'), texts('2')],
      [
        [SAID, SAID],
        [whole, whole, whole],
      ],
    );
    assert.equal(oven.deliveries.length, 2);
  });

  it('tells its result with the next answer where it cannot be told at once', () => {
    const { told, calls, caller, oven, reply, later } = kitchen({}, false);
    told();
    assert.equal(reply(oven, 'hot'), 'later');
    assert(calls.hasLater(oven.deliveries[0]?.call.ref ?? ''));
    assert(!calls.hasLater('nobody'));
    calls.receive(caller, [toolCall('2', 'cellar')]);
    assert.deepEqual([later().length, caller.results('2')[0]?.text.endsWith(DONE)], [0, true]);
    assert(!calls.hasLater(oven.deliveries[0]?.call.ref ?? ''));
  });
});
