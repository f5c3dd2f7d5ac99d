// Owns the tests of tools that take one call at a time, or answer equal ones together. The lanes alone are in
// lanes.test.ts.

import assert from 'node:assert/strict';
import { MAX_QUEUED } from '../../../nodes/lib/shared/limits.js';
import { testCaller, testTool, toolCall, type TestCaller } from './caller.js';
import { house } from './house.js';

const QUEUE = { kind: 'queue', lane: 'node' } as const;
const MERGE = { kind: 'merge', lane: 'node' } as const;

/** What the user was told, as codes with the place where a call was. */
function faults(caller: TestCaller): unknown[] {
  return caller.events.flatMap((event) =>
    event.type === 'fault' ? [[event.call.id, event.error.code, event.error.params['place']]] : [],
  );
}

function started(blind: { deliveries: { call: { id: string } }[] }): string[] {
  return blind.deliveries.map(({ call }) => call.id);
}

describe('A tool that takes one call at a time', () => {
  function blinds(...ids: string[]) {
    const blind = testTool('blind', { order: QUEUE, timeoutMs: 1000 });
    const made = house(blind);
    const receive = (...more: string[]) =>
      made.calls.receive(
        made.caller,
        more.map((id) => toolCall(id, 'blind')),
      );
    receive(...ids);
    return { ...made, blind, receive };
  }

  it('starts the next when one is answered', () => {
    const { blind, reply, calls } = blinds('1', '2', '3');
    for (const count of [1, 2, 3]) {
      assert.equal(blind.deliveries.length, count);
      assert.equal(reply(blind, 'up', 'success', count - 1), 'sent');
    }
    assert.deepEqual([started(blind), calls.lanes.size], [['1', '2', '3'], 0]);
  });

  it('refuses what is too much, and says so to the agent and the user', () => {
    const ids = Array.from({ length: MAX_QUEUED + 2 }, (_, at) => String(at));
    const { blind, caller, clock } = blinds(...ids);
    const last = String(MAX_QUEUED + 1);
    assert.deepEqual(
      caller.results().map(({ id, text }) => [id, text]),
      [[last, 'The tool "blind" has too much to do just now and did not take this call. Try again later.']],
    );
    assert.deepEqual(faults(caller), [[last, 'tool.busy', undefined]]);
    assert.deepEqual([blind.deliveries.length, clock.armed], [1, MAX_QUEUED + 1]);
  });

  it('says of a call whose time is over before its turn that it waited, and does not start it', () => {
    const { blind, caller, clock, calls } = blinds('1', '2');
    clock.advance(500);
    calls.receive(caller, [toolCall('3', 'blind')]);
    clock.advance(500);
    assert.deepEqual(faults(caller), [
      ['1', 'tool.timeout', ''],
      ['2', 'tool.timeout', 'It was waiting for its turn.'],
    ]);
    assert.deepEqual(started(blind), ['1', '3']);
    assert.deepEqual([caller.endings('1'), caller.endings('2')], [['expired'], ['expired']]);
    assert.match(caller.results('1')[0]?.text ?? '', /^The tool "blind" has not answered in time \(.* s\)\./);
    assert.match(caller.results('2')[0]?.text ?? '', /^The tool "blind" was not run: it had to wait/);
  });

  it('starts none that is about to end as well, whatever ends them', () => {
    const ends: ((given: ReturnType<typeof blinds>) => void)[] = [
      ({ calls }) => calls.interrupt(),
      ({ calls, caller }) => calls.interrupt(caller),
      ({ calls, caller }) => calls.lose(caller),
      ({ calls, caller }) => calls.cancel(caller, ['1', '2', '3'], 'withdrawn'),
    ];
    for (const end of ends) {
      const given = blinds('1', '2', '3');
      end(given);
      assert.deepEqual(started(given.blind), ['1']);
      assert.deepEqual(
        [given.calls.ledger.stillOpen(), given.clock.armed, given.calls.lanes.size],
        [[], 0, 0],
      );
    }
  });

  it('starts the next of another session when one goes', () => {
    const { calls, caller, registry, blind } = blinds('1', '2');
    const other = testCaller(registry, { line: 'other' });
    calls.receive(other, [toolCall('3', 'blind')]);
    calls.lose(caller);
    assert.deepEqual(started(blind), ['1', '3']);
  });

  it('goes on when one has failed at once', () => {
    let broken = true;
    const run = () => {
      if (broken) throw new Error('a fault');
    };
    const blind = testTool('blind', { order: QUEUE, run });
    const { calls, caller } = house(blind);
    calls.receive(caller, [toolCall('1', 'blind'), toolCall('2', 'blind')]);
    broken = false;
    calls.receive(caller, [toolCall('3', 'blind')]);
    assert.deepEqual(started(blind), ['1', '2', '3']);
    assert.deepEqual([caller.endings('2'), caller.endings('3')], [['answered'], []]);
  });

  it('starts nothing while tools go and come, and those that waited before those that came meanwhile', () => {
    const { calls, caller, receive, blind, reply } = blinds('1', '2');
    calls.hold();
    receive('3');
    reply(blind, 'up');
    assert.deepEqual(started(blind), ['1']);
    calls.release();
    assert.deepEqual(started(blind), ['1', '2']);
    reply(blind, 'up', 'success', 1);
    assert.deepEqual([started(blind), caller.results().length], [['1', '2', '3'], 2]);
  });

  it('runs those that waited as it is set up by then, with arguments that it takes', () => {
    const { calls, caller, registry, removes, blind, reply } = blinds('1');
    calls.receive(caller, [toolCall('2', 'blind'), toolCall('3', 'blind', { arguments: { level: 7 } })]);
    calls.hold();
    for (const remove of removes) remove();
    const schema = { type: 'object', properties: { level: { type: 'integer', maximum: 5 } } };
    const fresh = testTool('blind', { schema });
    registry.add(fresh);
    calls.release();
    reply(blind, 'up');
    assert.deepEqual(started(fresh), ['2']);
    assert.match(caller.results('3')[0]?.text ?? '', /its arguments do not fit/);
    assert.equal(calls.lanes.size, 0);
  });

  it('that is gone when their turn comes is as good as restarted', () => {
    const { calls, caller, removes, reply, blind } = blinds('1', '2');
    for (const remove of removes) remove();
    reply(blind, 'up');
    assert.match(caller.results('2')[0]?.text ?? '', /the flow was restarted/);
    assert.deepEqual([calls.ledger.stillOpen(), faults(caller).length], [[], 1]);
  });
});

describe('A tool that answers equal calls together', () => {
  const ASK = { arguments: { room: 'hall' } };

  it('runs once for them, and each gets the answer', () => {
    const blind = testTool('blind', { order: MERGE });
    const { calls, caller, reply, clock } = house(blind);
    calls.receive(caller, [toolCall('1', 'blind', ASK), toolCall('2', 'blind', ASK), toolCall('3', 'blind')]);
    calls.receive(caller, [toolCall('4', 'blind', ASK)]);
    assert.deepEqual(started(blind), ['1', '3']);
    reply(blind, 'up');
    assert.deepEqual(
      caller.results().map(({ id, text }) => [id, text]),
      [
        ['1', 'up'],
        ['2', 'up'],
        ['4', 'up'],
      ],
    );
    assert.equal(clock.armed, 1);
  });

  it('runs for the next one when the agent takes the first back', () => {
    const blind = testTool('blind', { order: MERGE });
    const { calls, caller } = house(blind);
    calls.receive(caller, [toolCall('1', 'blind', ASK), toolCall('2', 'blind', ASK)]);
    calls.cancel(caller, ['1'], 'withdrawn');
    assert.deepEqual([started(blind), caller.sent], [['1', '2'], []]);
  });

  it('is too slow for all of them at once, and tells the user once', () => {
    const blind = testTool('blind', { order: MERGE });
    const { calls, caller, clock } = house(blind);
    calls.receive(caller, [toolCall('1', 'blind', ASK), toolCall('2', 'blind', ASK)]);
    clock.advance(5000);
    assert.deepEqual([caller.endings('1'), caller.endings('2')], [['expired'], ['expired']]);
    assert.deepEqual([started(blind), faults(caller).length], [['1'], 1]);
  });

  it('is too slow for each by its own time, and never says of one that it was not run', () => {
    const blind = testTool('blind', { order: MERGE });
    const { calls, caller, clock } = house(blind);
    calls.receive(caller, [toolCall('1', 'blind', ASK)]);
    clock.advance(960);
    calls.receive(caller, [toolCall('2', 'blind', ASK)]);
    clock.advance(4040);
    assert.deepEqual(
      caller.results().map(({ text }) => text),
      ['5', '4'].map(
        (time) => `The tool "blind" has not answered in time (${time} s). It is not known whether it worked.`,
      ),
    );
  });
});

describe('A tool that stops when the user speaks', () => {
  it('answers that it was broken off; others go on, and so do those of other sessions', () => {
    const [blind, light] = [testTool('blind', { interruptible: true, order: QUEUE }), testTool('light')];
    const { calls, caller, registry, reply } = house(blind, light);
    const other = testCaller(registry, { line: 'other' });
    calls.receive(caller, [toolCall('1', 'blind'), toolCall('2', 'light'), toolCall('3', 'blind')]);
    calls.receive(other, [toolCall('1', 'blind')]);
    calls.spokenInto(caller);
    const said =
      'The tool "blind" was broken off, because the user interrupted. It is not known how far it came.';
    assert.deepEqual(
      caller.results().map(({ id, text }) => [id, text]),
      [
        ['3', 'The tool "blind" was not run, because the user interrupted.'],
        ['1', said],
      ],
    );
    assert.deepEqual([caller.endings('1'), caller.endings('2')], [['cancelled'], []]);
    assert.deepEqual(
      blind.settledCalls.map(({ reason }) => reason),
      ['interrupted', 'interrupted'],
    );
    assert.deepEqual([faults(caller), blind.deliveries.length], [[], 2]);
    assert.equal(reply(blind, 'up'), 'reply.late');
  });
});

describe('A call that waits for its turn', () => {
  it('is told of once to whoever follows calls', () => {
    const light = testTool('light', { order: { kind: 'queue', lane: 'node' } });
    const { calls, caller, reply } = house(light);
    const called: string[] = [];
    calls.watchedBy({
      opened: () => undefined,
      settled: () => undefined,
      place: () => '',
      uprooted: () => false,
      called: (_caller, { id }) => void called.push(id),
    });
    calls.receive(caller, [toolCall('1', 'light')]);
    calls.receive(caller, [toolCall('2', 'light')]);
    reply(light, 'on');
    assert.equal(light.deliveries.length, 2);
    assert.deepEqual(called, ['1', '2']);
  });
});
