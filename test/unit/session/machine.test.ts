// Owns the tests of what a session does next, one step at a time. Any order of events is in machine-orders.test.ts.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import {
  CLOSING_MS,
  DOOMED_MS,
  INITIAL,
  OPENING_MS,
  STABLE_MS,
  step,
  type Effect,
  type MachineEvent,
  type Phase,
  type State,
} from '../../../nodes/lib/session/machine.js';

const ADDRESS = { kind: 'socket', url: 'ws://127.0.0.1', headers: {} } as const;
const LOST = new AgentError('line.lost');
const QUOTA = new AgentError('provider.quota');

/** The state and the last effects after some events; `line` is the one that is current when the event comes. */
function after(...events: ((line: number) => MachineEvent)[]): { state: State; effects: Effect[] } {
  let last: { state: State; effects: Effect[] } = { state: INITIAL, effects: [] };
  for (const event of events) last = step(last.state, event(last.state.line));
  return last;
}

const start = (): MachineEvent => ({ type: 'start' });
const restart = (): MachineEvent => ({ type: 'restart' });
const stop = (): MachineEvent => ({ type: 'stop', reason: 'asked' });
const dialed = (line: number): MachineEvent => ({ type: 'dialed', line, address: ADDRESS });
const ready = (line: number): MachineEvent => ({ type: 'ready', line });
const closed =
  (error?: AgentError) =>
  (line: number): MachineEvent => ({ type: 'closed', line, error });
const dialFailed =
  (error: AgentError) =>
  (line: number): MachineEvent => ({ type: 'dial-failed', line, error });
const doomed =
  (error: AgentError | undefined, reason: string) =>
  (line: number): MachineEvent => ({ type: 'doomed', line, error, reason });
const rings = (name: 'opening' | 'closing' | 'retry' | 'stable') => (): MachineEvent => ({
  type: 'timer',
  name,
});

const UP = [start, dialed, ready];
const WAITING = [start, dialFailed(LOST)];
const FAILED = [start, dialFailed(QUOTA)];
const CLOSING = [...UP, stop];

function kinds(effects: readonly Effect[]): string[] {
  return effects.map((effect) => ('name' in effect ? `${effect.type} ${effect.name}` : effect.type));
}

describe('A session that is started', () => {
  it('asks for an address first', () => {
    const { state, effects } = after(start);
    assert.equal(state.phase, 'dialing');
    assert.deepEqual(effects.at(-1), { type: 'dial', line: 1 });
  });

  it('opens a line to the address, and gives the provider 20 seconds to be ready', () => {
    const { state, effects } = after(start, dialed);
    assert.equal(state.phase, 'opening');
    assert.deepEqual(effects, [
      { type: 'arm', name: 'opening', ms: OPENING_MS },
      { type: 'open', line: 1, address: ADDRESS },
    ]);
  });

  it('is ready when the provider says so, and watches whether that lasts', () => {
    const { state, effects } = after(...UP);
    assert.equal(state.phase, 'ready');
    assert.deepEqual(effects.at(-1), { type: 'arm', name: 'stable', ms: STABLE_MS });
  });

  for (const [phase, events] of [
    ['dialing', [start]],
    ['opening', [start, dialed]],
    ['ready', UP],
  ] as const) {
    it(`changes nothing by a second start while ${phase}`, () => {
      const before = after(...events).state;
      assert.deepEqual(step(before, start()), { state: before, effects: [] });
    });
  }

  it('dials at once when it waits before a retry, and counts its tries anew', () => {
    const { state, effects } = after(...WAITING, start);
    assert.deepEqual([state.phase, state.tries, state.line], ['dialing', 0, 2]);
    assert.deepEqual(kinds(effects), ['disarm retry', 'dial']);
  });

  it('tries again after a failure that waited for a person', () => {
    assert.equal(after(...FAILED, start).state.phase, 'dialing');
  });

  it('waits for a closing line to be gone before it dials', () => {
    assert.deepEqual(after(...CLOSING, start).effects, []);
    assert.equal(after(...CLOSING, start, closed()).state.phase, 'dialing');
  });
});

describe('A session that is stopped', () => {
  const expected: [Phase, readonly ((line: number) => MachineEvent)[], Phase][] = [
    ['idle', [], 'idle'],
    ['dialing', [start], 'closing'],
    ['opening', [start, dialed], 'closing'],
    ['ready', UP, 'closing'],
    ['waiting', WAITING, 'idle'],
    ['closing', CLOSING, 'closing'],
    ['failed', FAILED, 'idle'],
  ];
  for (const [phase, events, then] of expected) {
    it(`while ${phase} is ${then}, and idle once its line is gone`, () => {
      assert.equal(after(...events).state.phase, phase);
      const { state } = after(...events, stop);
      assert.equal(state.phase, then);
      assert.equal(state.reason, 'asked');
      const end = then === 'closing' ? step(state, closed()(state.line)).state : state;
      assert.deepEqual([end.phase, end.error, end.reason], ['idle', undefined, 'asked']);
    });
  }

  it('asks the other end to close, and ends the line when it has not after two seconds', () => {
    const { effects } = after(...CLOSING);
    assert.deepEqual(effects.slice(-2), [
      { type: 'arm', name: 'closing', ms: CLOSING_MS },
      { type: 'close' },
    ]);
    assert.deepEqual(kinds(after(...CLOSING, rings('closing')).effects), ['terminate']);
  });

  it('stays idle when the address that it asked for comes after all', () => {
    const { state, effects } = after(start, stop, closed(), dialed);
    assert.deepEqual([state.phase, effects], ['idle', []]);
  });

  it('does not dial again for what went wrong with the line that it closed', () => {
    assert.equal(after(...CLOSING, closed(LOST)).state.phase, 'idle');
  });

  it('does not dial again for what the provider says while it closes', () => {
    const { state, effects } = after(...CLOSING, doomed(LOST, 'busy'));
    assert.deepEqual([state.phase, state.error, effects], ['closing', undefined, []]);
    assert.equal(after(...CLOSING, doomed(LOST, 'busy'), closed()).state.phase, 'idle');
  });

  it('does not dial again when the provider had said before why it would close', () => {
    const { state } = after(...UP, doomed(LOST, 'busy'), rings('closing'), stop, closed());
    assert.deepEqual([state.phase, state.error], ['idle', undefined]);
  });

  it('takes a wish to restart back', () => {
    assert.equal(after(...UP, restart, stop, closed()).state.phase, 'idle');
  });
});

describe('A session that is restarted', () => {
  it('closes its line first and dials only when that is gone', () => {
    const closing = after(...UP, restart);
    assert.deepEqual([closing.state.phase, closing.state.reason], ['closing', 'restart']);
    assert(!kinds(closing.effects).includes('dial'));
    assert.deepEqual(kinds(after(...UP, restart, closed()).effects).at(-1), 'dial');
  });

  it('gives up the dial that is under way and makes a new one', () => {
    const { state } = after(start, restart, closed());
    assert.deepEqual([state.phase, state.line], ['dialing', 2]);
  });

  it('that was not open is just started', () => {
    assert.equal(after(restart).state.phase, 'dialing');
    assert.equal(after(...WAITING, restart).state.phase, 'dialing');
    assert.equal(after(...FAILED, restart).state.phase, 'dialing');
    assert.equal(after(...CLOSING, restart, closed()).state.phase, 'dialing');
  });
});

describe('A session whose connection fails', () => {
  it('tries again where a new connection may heal it, and says for the how manieth time', () => {
    const { state, effects } = after(...WAITING);
    assert.deepEqual([state.phase, state.error], ['waiting', LOST]);
    assert.deepEqual(effects, [{ type: 'retry', tries: 1 }]);
    const second = after(...WAITING, rings('retry'), dialFailed(LOST));
    assert.deepEqual(second.effects, [{ type: 'retry', tries: 2 }]);
  });

  it('gives up where a person has to act', () => {
    const { state, effects } = after(...FAILED);
    assert.deepEqual([state.phase, state.error, effects], ['failed', QUOTA, []]);
  });

  it('treats a line that is lost in the middle of a conversation the same way', () => {
    assert.equal(after(...UP, closed(LOST)).state.phase, 'waiting');
    assert.equal(after(...UP, closed(QUOTA)).state.phase, 'failed');
  });

  it('gives up a provider that does not get ready in time, and tries again', () => {
    const late = after(start, dialed, rings('opening'));
    assert.deepEqual(kinds(late.effects), ['terminate']);
    const { state } = after(start, dialed, rings('opening'), closed(LOST));
    assert.deepEqual([state.phase, state.error?.code], ['waiting', 'line.timeout']);
  });

  it('forgets earlier failures only after the line has held for a while', () => {
    const again = [...WAITING, rings('retry'), dialed, ready];
    assert.equal(after(...again).state.tries, 1);
    assert.equal(after(...again, closed(LOST)).state.tries, 2);
    assert.equal(after(...again, rings('stable')).state.tries, 0);
    assert.equal(after(...again, rings('stable'), closed(LOST)).state.tries, 1);
  });
});

describe('A session whose provider ends it', () => {
  it('is idle after an ordinary end', () => {
    const { state } = after(...UP, closed());
    assert.deepEqual([state.phase, state.reason, state.error], ['idle', 'agent', undefined]);
  });

  it('keeps the reason that the provider gave, however the line then closes', () => {
    const { state } = after(...UP, doomed(undefined, 'end_call'), closed(LOST));
    assert.deepEqual([state.phase, state.reason], ['idle', 'end_call']);
    assert.equal(after(...UP, doomed(QUOTA, 'quota'), closed(LOST)).state.error, QUOTA);
    assert.equal(after(...UP, doomed(QUOTA, 'quota'), closed()).state.phase, 'failed');
    assert.equal(after(...UP, doomed(LOST, 'busy'), closed()).state.phase, 'waiting');
  });

  it('keeps what went wrong when the provider says after it that the conversation ends', () => {
    const { state } = after(...UP, doomed(QUOTA, 'quota'), doomed(undefined, 'over'), closed());
    assert.deepEqual([state.phase, state.error], ['failed', QUOTA]);
  });

  it('closes the line itself when the provider only said that it would', () => {
    const said = after(...UP, doomed(undefined, 'end_call'));
    assert.deepEqual(said.effects, [{ type: 'arm', name: 'closing', ms: DOOMED_MS }]);
    const late = after(...UP, doomed(undefined, 'end_call'), rings('closing'));
    assert.deepEqual([late.state.phase, late.state.reason], ['closing', 'end_call']);
    assert.equal(after(...UP, doomed(QUOTA, 'quota'), rings('closing'), closed()).state.phase, 'failed');
  });
});

describe('What belongs to an older line', () => {
  const stale: MachineEvent[] = [
    dialed(0),
    dialFailed(LOST)(0),
    ready(0),
    doomed(QUOTA, 'quota')(0),
    closed(LOST)(0),
  ];
  for (const event of stale) {
    it(`is ignored: ${event.type}`, () => {
      for (const events of [[start], [start, dialed], UP, CLOSING]) {
        const { state } = after(...events);
        assert.deepEqual(step(state, event), { state, effects: [] });
      }
    });
  }

  it('is ignored when it comes twice: a second close neither retries nor fails again', () => {
    for (const events of [
      [...UP, closed(LOST)],
      [...UP, closed(QUOTA)],
      [...UP, closed()],
    ]) {
      const { state } = after(...events);
      assert.deepEqual(step(state, closed(LOST)(state.line)), { state, effects: [] });
      assert.deepEqual(step(state, doomed(LOST, 'busy')(state.line)), { state, effects: [] });
    }
  });
});
