// Owns the tests of reading what a flow file stores.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { filledIn } from '../../../nodes/lib/nodered/environment.js';
import { asText, textSetting, textSettings, typedValue } from '../../../nodes/lib/nodered/settings.js';
import type { ValueType } from '../../../nodes/lib/shared/settings.js';
import { stubNode, stubRed } from './stub.js';

describe('A property of a node', () => {
  for (const [stored, text] of [
    [' kitchen ', 'kitchen'],
    [undefined, ''],
    [null, ''],
    [7, '7'],
    [false, 'false'],
    ['costs ${5}', 'costs ${5}'],
    ['${', '${'],
  ] as const) {
    it(`stored as ${JSON.stringify(stored) ?? 'nothing'} is "${text}"`, () => {
      assert.equal(textSetting(stored), text);
    });
  }

  for (const stored of ['${HOUSE_KEY}', ' $(HOUSE_KEY) ', 'the key ${HOUSE_KEY} of ${HOUSE}']) {
    it(`that names an environment variable which is not set says which: ${stored}`, () => {
      const found = textSetting(stored);
      assert(found instanceof AgentError);
      assert.deepEqual([found.code, found.params], ['config.env-missing', { variable: 'HOUSE_KEY' }]);
    });
  }

  it('is read with others: all of them, or the first fault', () => {
    assert.deepEqual(textSettings({ a: ' 1 ', b: undefined, c: 'left out' }, ['a', 'b']), { a: '1', b: '' });
    const found = textSettings({ a: '1', b: '${B}', c: '${C}' }, ['a', 'b', 'c']);
    assert(found instanceof AgentError);
    assert.equal(found.params['variable'], 'B');
  });

  it('of any kind can be written as a text', () => {
    assert.deepEqual(
      [asText({ a: 1 }), asText(() => 1), asText(null), asText('x')],
      ['{"a":1}', 'function', '', 'x'],
    );
  });
});

describe('Variables of the environment', () => {
  const fill = <T extends object>(stored: T): T => filledIn(stubRed(), stubNode().node, stored);

  before(() => Object.assign(process.env, { TEST_ROOM: 'hall', TEST_FLOOR: '2' }));
  after(() => ['TEST_ROOM', 'TEST_FLOOR'].forEach((name) => delete process.env[name]));

  it('are put in wherever a text names them, in lists and objects too', () => {
    const stored = {
      name: 'the ${TEST_ROOM} on ${TEST_FLOOR}',
      variables: [{ value: '${TEST_ROOM}${TEST_FLOOR}' }],
      timeout: 5,
      on: true,
      tls: null,
    };
    assert.deepEqual(fill(stored), {
      ...stored,
      name: 'the hall on 2',
      variables: [{ value: 'hall2' }],
    });
  });

  it('that nobody has set stay as they are written, and so does what is none', () => {
    const stored = { a: '${TEST_NOBODY}', b: 'costs ${5}', c: '$sum([1])', d: '${ TEST_ROOM }' };
    assert.deepEqual(fill(stored), stored);
  });
});

describe('A typed field', () => {
  const value = (valueType: ValueType, text: unknown, message = {}) =>
    typedValue(stubRed(), stubNode().node, { value: text, valueType }, { _msgid: 'm', ...message });

  it('gives a text, a number, true or false, or JSON', async () => {
    assert.equal(await value('str', 'on'), 'on');
    assert.equal(await value('num', '21'), 21);
    assert.equal(await value('bool', 'true'), true);
    assert.deepEqual(await value('json', '{"a":1}'), { a: 1 });
  });

  it('gives what a message holds, and nothing where it holds nothing', async () => {
    assert.equal(await value('msg', 'payload.room', { payload: { room: 'hall' } }), 'hall');
    assert.equal(await value('msg', 'payload.room', { payload: 7 }), undefined);
    assert.equal(await value('msg', 'guest.name.first', {}), undefined);
    assert.equal(await value('msg', 'guest.name', { guest: null }), undefined);
  });

  it('that is broken says which field it is, and why', async () => {
    const field = { name: 'prompt', value: '$sum(', valueType: 'jsonata' } as const;
    await assert.rejects(typedValue(stubRed(), stubNode().node, field, { _msgid: 'm' }), (thrown) => {
      assert(thrown instanceof AgentError);
      assert.equal(thrown.params['name'], 'prompt');
      assert.match(String(thrown.params['detail']), /Unexpected end|Expected/);
      return true;
    });
  });

  it('with a text names the environment variable in it that is not set', async () => {
    await assert.rejects(value('str', 'Hello ${NOBODY_SET_THIS}'), {
      code: 'config.env-missing',
      params: { variable: 'NOBODY_SET_THIS' },
    });
  });

  it('of a message that cannot be read says so', async () => {
    await assert.rejects(value('msg', 'payload[', { payload: 7 }), { code: 'config.value' });
  });
});
