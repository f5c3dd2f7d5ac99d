// Owns the tests of what an agent hears of a call, above all when its tool has failed.

import assert from 'node:assert/strict';
import { Answers, type ErrorsAs, type Reply } from '../../../nodes/lib/tools/answers.js';
import { MAX_ERROR_TEXT } from '../../../nodes/lib/shared/limits.js';
import { Ledger, type Answer } from '../../../nodes/lib/tools/ledger.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { testCaller, testTool } from './caller.js';
import { english } from './english.js';

const SENTENCE: ErrorsAs = { kind: 'sentence', sentence: 'Ask somebody else.' };
const LATE = 'The tool "light" has not answered in time (8 s). It is not known whether it worked.';

/** An agent whose only tool tells its errors so; without a tool where that is taken away. */
function agent(errorsAs?: ErrorsAs, errorsHidden = false) {
  const registry = new Registry(() => undefined);
  registry.add(testTool('light', { errorsAs }));
  const caller = testCaller(registry, { can: { errorsHidden, laterResults: true } });
  const times = { receivedAt: 0, deadline: 1000 };
  const rest = { id: '1', raw: {}, expectsResponse: true, speculative: false };
  const { call } = new Ledger().open(caller, { ...rest, ...times, name: 'light' }).entry;
  call.atWork = true;
  const answers = new Answers(english);
  return {
    reply: (value: unknown, outcome: Reply['outcome'] = 'success', more: Pick<Reply, 'complete'> = {}) =>
      answers.ofReply(caller, call, { value, outcome, ...more }),
    late: () => answers.ofError(caller, call, 'tool.timeout', 'timeout', { seconds: 8 }),
  };
}

describe('What a flow replies', () => {
  it('is what the agent hears, and where it says nothing, that the tool is done', () => {
    for (const [value, text] of [
      ['on', 'on'],
      [{ on: true }, '{"on":true}'],
      [undefined, 'Done.'],
      ['', ''],
    ] as const)
      assert.deepEqual(agent().reply(value), { answer: { text, outcome: 'success' } });
  });

  it('of which no text can be made is told to the agent as an error, and to whoever replied', () => {
    const { answer, fault } = agent().reply(1n);
    assert.equal(fault?.code, 'reply.unserialisable');
    assert.deepEqual(answer, {
      outcome: 'error',
      errorKind: 'flow',
      code: 'reply.unserialisable',
      params: {},
      text: 'The tool "light" ran, but its result could not be turned into text.',
    });
  });
});

describe('A failure', () => {
  const failed = (text: string, unmarked?: true): Answer => ({
    outcome: 'error',
    errorKind: 'flow',
    text,
    ...(unmarked ? { unmarked } : {}),
  });
  const saying = 'The tool "light" failed: No lamp.';
  const silent = 'The tool "light" failed without saying why.';

  it("is told with the provider's mark of an error, where that is set up", () => {
    const { reply, late } = agent({ kind: 'error' }, true);
    assert.deepEqual(reply('No lamp', 'error').answer, failed('No lamp'));
    assert.deepEqual(reply(undefined, 'error').answer, failed(silent));
    const { outcome, errorKind, code, text } = late();
    assert.deepEqual([outcome, errorKind, code, text], ['error', 'timeout', 'tool.timeout', LATE]);
  });

  it('is told as an ordinary result whose words say that it is one, where that is set up', () => {
    const { reply, late } = agent({ kind: 'result' });
    assert.deepEqual(reply('No lamp', 'error').answer, failed(saying, true));
    assert.deepEqual(reply('No lamp.', 'error', { complete: true }).answer, failed('No lamp.', true));
    assert.deepEqual(reply('No lamp.', 'error').answer, failed(saying, true));
    for (const nothing of [undefined, ''])
      assert.deepEqual(reply(nothing, 'error').answer, failed(silent, true));
    assert.deepEqual([late().text, late().unmarked], [LATE, true]);
  });

  it('is told in one sentence whatever it was, where that is set up', () => {
    const { reply, late } = agent(SENTENCE);
    for (const answer of [reply('No lamp', 'error').answer, reply(1n).answer, late()])
      assert.deepEqual([answer.text, answer.outcome, answer.unmarked], ['Ask somebody else.', 'error', true]);
    assert.equal(reply('on').answer.text, 'on');
  });

  it('is not told at any length', () => {
    for (const errorsAs of ['error', 'result'] as const) {
      const { text } = agent({ kind: errorsAs }).reply('x'.repeat(500_000), 'error').answer;
      assert(text.length < MAX_ERROR_TEXT + 50);
      assert.match(text, /x…$/);
    }
  });

  it('is told as is best for the provider where nothing is set up', () => {
    assert.deepEqual(agent(undefined, false).reply('No lamp', 'error').answer, failed('No lamp'));
    assert.deepEqual(agent(undefined, true).reply('No lamp', 'error').answer, failed(saying, true));
  });
});
