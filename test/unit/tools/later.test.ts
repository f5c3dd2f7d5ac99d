// Owns the tests of results that come after their call was answered with "I am on it".

import assert from 'node:assert/strict';
import { MAX_LATER_RESULTS, MAX_RESULT_BYTES } from '../../../nodes/lib/shared/limits.js';
import { Later } from '../../../nodes/lib/tools/later.js';
import { Ledger } from '../../../nodes/lib/tools/ledger.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { testCaller, type TestCaller } from './caller.js';
import { english } from './english.js';

const DONE = 'The tool "oven", which was still at work, has finished: hot';
const ANSWER = { text: 'hot', outcome: 'success' } as const;
const RESULT = { type: 'tool.result', id: '9', name: 'light', text: 'on', outcome: 'success' } as const;

function agent(laterResults: boolean): TestCaller {
  return testCaller(new Registry(() => undefined), { can: { errorsHidden: false, laterResults } });
}

function callOf(caller: TestCaller, id = '1') {
  const times = { receivedAt: 0, deadline: 1000 };
  const more = { raw: {}, expectsResponse: true, speculative: false };
  return new Ledger().open(caller, { id, name: 'oven', ...more, ...times }).entry.call;
}

/** The codes of what the user was told. */
function faults(caller: TestCaller): string[] {
  return caller.events.flatMap((event) => (event.type === 'fault' ? [event.error.code] : []));
}

describe('A result that comes later', () => {
  it('is told at once where the provider can be told', () => {
    const caller = agent(true);
    const later = new Later(english);
    assert(later.tell(caller, callOf(caller), ANSWER, false));
    assert.deepEqual(caller.sent, [
      { type: 'tool.later', id: '1', name: 'oven', outcome: 'success', text: DONE },
    ]);
    assert(!later.has(caller));
  });

  it('is told with the wish to hear of it, where that is switched on', () => {
    const caller = agent(true);
    new Later(english).tell(caller, callOf(caller), { text: 'cold', outcome: 'error' }, true);
    const [sent] = caller.sent;
    assert(sent?.type === 'tool.later');
    assert.deepEqual([sent.prompt, sent.outcome], ['Tell me what came of "oven".', 'error']);
  });

  it('cannot be told on a line that is gone', () => {
    const caller = agent(true);
    caller.up = false;
    assert(!new Later(english).tell(caller, callOf(caller), ANSWER, false));
  });

  it('waits for one more answer where both together would be too long for one', () => {
    const caller = agent(false);
    const later = new Later(english);
    const long = { text: 'x'.repeat(MAX_RESULT_BYTES - 100), outcome: 'success' } as const;
    for (const id of ['1', '2']) later.tell(caller, callOf(caller, id), long, false);
    for (const left of [true, false]) {
      const sent = later.sendWith(caller, RESULT);
      assert(Buffer.byteLength(sent?.text ?? '') < MAX_RESULT_BYTES + 100);
      assert.equal(later.has(caller), left);
    }
  });

  it('waits for the next answer where it cannot be told at once, and goes out with it once', () => {
    const caller = agent(false);
    const later = new Later(english);
    for (const id of ['1', '2']) assert(later.tell(caller, callOf(caller, id), ANSWER, true));
    assert(later.has(caller));
    assert.deepEqual(caller.sent, []);
    const first = later.sendWith(caller, RESULT);
    assert.equal(first?.text, `on\n\n${DONE}\n\n${DONE}`);
    assert(!later.has(caller));
    assert.equal(later.sendWith(caller, RESULT)?.text, 'on');
    assert.deepEqual(caller.sent, [first, RESULT]);
  });

  it('goes on waiting when that answer could not be sent', () => {
    const caller = agent(false);
    const later = new Later(english);
    later.tell(caller, callOf(caller), ANSWER, false);
    caller.up = false;
    assert.equal(later.sendWith(caller, RESULT), undefined);
    assert(later.has(caller));
  });

  it('waits for its own agent only', () => {
    const [caller, other] = [agent(false), agent(false)];
    const later = new Later(english);
    later.tell(caller, callOf(caller), ANSWER, false);
    assert.equal(later.sendWith(other, RESULT)?.text, 'on');
    assert(later.has(caller));
  });

  it('is given up where too many wait: the oldest, and the user is told', () => {
    const caller = agent(false);
    const later = new Later(english);
    const calls = Array.from({ length: MAX_LATER_RESULTS + 1 }, (_, at) => callOf(caller, String(at)));
    for (const [at, call] of calls.entries())
      later.tell(caller, call, { ...ANSWER, text: `number ${at}.` }, false);
    assert.deepEqual(faults(caller), ['reply.untold']);
    assert.equal(caller.events[0]?.call, calls[0]);
    const text = later.sendWith(caller, RESULT)?.text ?? '';
    assert(!text.includes('number 0.') && text.includes('number 1.'));
    assert(text.includes(`number ${MAX_LATER_RESULTS}.`));
  });

  it('is lost with its line, and the user is told of each', () => {
    const caller = agent(false);
    const later = new Later(english);
    for (const id of ['1', '2']) later.tell(caller, callOf(caller, id), ANSWER, false);
    later.lose(caller);
    later.lose(caller);
    assert.deepEqual(faults(caller), ['reply.untold', 'reply.untold']);
    assert(!later.has(caller));
  });
});
