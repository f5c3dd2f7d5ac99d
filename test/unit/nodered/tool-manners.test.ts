// Owns the tests of how a tool's form says what an agent hears while it waits, and when its tool has failed.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { acknowledgeOf, errorsAsOf, orderOf } from '../../../nodes/lib/nodered/tool-manners.js';
import { readTool, timeLimit } from '../../../nodes/lib/nodered/tool-settings.js';
import type { AgentToolSettings } from '../../../nodes/lib/shared/settings.js';
import { Ledger } from '../../../nodes/lib/tools/ledger.js';
import { english } from '../tools/english.js';
import { stubNode, stubRed } from './stub.js';

const SESSION = { id: 'conversation', key: 'key', agent: 'agent', provider: 'made-up' };
const USUAL = 'The tool "light" is still at work. Its result follows.';

const { call } = new Ledger().open(
  { line: 'line', session: SESSION },
  {
    id: '1',
    name: 'light',
    raw: {},
    expectsResponse: true,
    speculative: false,
    receivedAt: 0,
    deadline: 1000,
  },
).entry;

function acknowledging(stored: Partial<AgentToolSettings>) {
  const { node, errors } = stubNode();
  return { found: acknowledgeOf(stubRed(), node, stored, english), errors };
}

/** What the agent is told, and what the user is. */
async function said(stored: Partial<AgentToolSettings>, payload: Record<string, unknown> = {}) {
  const { found, errors } = acknowledging({ acknowledgeAfter: '2', ...stored });
  assert(found && !(found instanceof AgentError));
  return { text: await found.sentence(call, payload, SESSION), errors };
}

describe('The errors of a tool', () => {
  it('are told as its form says, and as is best for the provider where it says nothing', () => {
    assert.deepEqual(errorsAsOf({ errorsAs: 'error' }), { kind: 'error' });
    assert.deepEqual(errorsAsOf({ errorsAs: 'result' }), { kind: 'result' });
    for (const stored of [{}, { errorsAs: '' as const }]) assert.equal(errorsAsOf(stored), undefined);
  });

  it('are told in the sentence of the form, if there is one', () => {
    const errorSentence = ' It does not work. ';
    const found = errorsAsOf({ errorsAs: 'sentence', errorSentence });
    assert.deepEqual(found, { kind: 'sentence', sentence: 'It does not work.' });
    assert.equal(errorsAsOf({ errorsAs: 'sentence', errorSentence: ' ' }), undefined);
    assert.equal(errorsAsOf({ errorsAs: 'sentence' }), undefined);
    assert.equal(errorsAsOf({ errorSentence }), undefined);
  });
});

describe('The calls of a tool', () => {
  it('run side by side, one at a time or together, each node for itself', () => {
    assert.deepEqual(orderOf({}, 'node'), { kind: 'parallel' });
    assert.deepEqual(orderOf({ order: 'parallel' }, 'node'), { kind: 'parallel' });
    assert.deepEqual(orderOf({ order: 'queue' }, 'node'), { kind: 'queue', lane: 'node' });
    assert.deepEqual(orderOf({ order: 'merge' }, 'node'), { kind: 'merge', lane: 'node' });
  });
});

describe('The word that a tool is at work', () => {
  it('is not given where no time for it is set up', () => {
    for (const stored of [{}, { acknowledgeAfter: ' ' }, { acknowledgement: 'I am on it.' }])
      assert.equal(acknowledging(stored).found, undefined);
  });

  for (const acknowledgeAfter of ['0', '-1', '3601', 'soon', 'NaN'])
    it(`cannot be given after "${acknowledgeAfter}"`, () => {
      const { found } = acknowledging({ acknowledgeAfter });
      assert(found instanceof AgentError);
      assert.deepEqual([found.code, found.params], ['tool.acknowledge-value', { value: acknowledgeAfter }]);
    });

  it('says which variable is missing where its time comes from the environment', () => {
    const { found } = acknowledging({ acknowledgeAfter: '${AFTER}' });
    assert(found instanceof AgentError);
    assert.deepEqual([found.code, found.params], ['config.env-missing', { variable: 'AFTER' }]);
  });

  it('is given after its time; the agent speaks of the result only where that is switched on', () => {
    const times = [{}, { acknowledgeSpeak: true }].map((stored) => {
      const { found } = acknowledging({ acknowledgeAfter: ' 1.5 ', ...stored });
      return found && !(found instanceof AgentError) ? [found.afterMs, found.speak] : found;
    });
    assert.deepEqual(times, [
      [1500, false],
      [1500, true],
    ]);
  });

  it('cannot be given when the time of the flow is over already', () => {
    const read = (timeout: string) => {
      const stored = { tool: 'light', timeout, acknowledgeAfter: '5' };
      const tool = readTool(stubRed(), stubNode().node, stored, english);
      return tool instanceof AgentError ? tool.code : timeLimit(tool, { toolTimeout: undefined });
    };
    assert.deepEqual(['4', '5', '6', ''].map(read), [
      'tool.acknowledge-value',
      'tool.acknowledge-value',
      6000,
      600_000,
    ]);
  });

  it('is our own where nobody has written one', async () => {
    for (const stored of [{}, { acknowledgement: '' }, { acknowledgement: '  ' }])
      assert.deepEqual(await said(stored), { text: USUAL, errors: [] });
  });

  it('names what the agent gave, and leaves a gap for what it did not give', async () => {
    const acknowledgement = '{{n}} lamps in the {{ room }}{{floor}}{{constructor}} of {{house}}.';
    const { text } = await said({ acknowledgement }, { room: 'hall', n: 2, house: { name: 'A' } });
    assert.equal(text, '2 lamps in the hall of {"name":"A"}.');
  });

  it('is known at once where it is written down', () => {
    const { found } = acknowledging({ acknowledgeAfter: '2', acknowledgement: 'I am on it.' });
    assert(found && !(found instanceof AgentError));
    assert.equal(found.sentence(call, {}, SESSION), 'I am on it.');
  });

  it('may be worked out from the message of the call', async () => {
    const typed = { acknowledgementType: 'jsonata', acknowledgement: '"On it: " & payload.room' } as const;
    assert.equal((await said(typed, { room: 'hall' })).text, 'On it: hall');
    const topic = { acknowledgementType: 'msg', acknowledgement: 'topic' } as const;
    assert.equal((await said(topic)).text, 'light');
  });

  it('is our own where nothing comes of what is set up', async () => {
    const typed = { acknowledgementType: 'msg', acknowledgement: 'payload.room' } as const;
    for (const payload of [{}, { room: ' ' }])
      assert.deepEqual(await said(typed, payload), { text: USUAL, errors: [] });
  });

  it('is our own where what is set up is broken, and the node says so', async () => {
    const broken = { acknowledgementType: 'jsonata', acknowledgement: '(' } as const;
    const { text, errors } = await said(broken);
    assert.deepEqual([text, errors.length], [USUAL, 1]);
    const binary = { acknowledgementType: 'msg', acknowledgement: 'payload.sound' } as const;
    const unfit = await said(binary, { sound: Buffer.from([0, 255]) });
    assert.deepEqual([unfit.text, unfit.errors.length], [USUAL, 1]);
  });
});
