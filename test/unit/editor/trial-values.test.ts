// Owns the tests of the values with which a tool is tried out, as they stand in the fields.

import assert from 'node:assert/strict';
import {
  beginning,
  itemStart,
  sameValue,
  textOf,
  valueOf,
  type Kind,
} from '../../../nodes/editor/agent-tool/try/values.js';
import type { TrialForm } from '../../../nodes/lib/shared/trial.js';

function form(schema: TrialForm['schema']): TrialForm {
  return { tool: 'tool', description: '', private: [], schema };
}

describe('A tool is tried out at first with', () => {
  it('what fits the type of each parameter that it needs', () => {
    const properties = {
      room: { type: 'string', enum: ['kitchen', 'bedroom'] },
      text: { type: 'string' },
      on: { type: 'boolean' },
      level: { type: 'integer' },
      warm: { type: 'number', minimum: 18 },
      dim: { type: 'number', maximum: 0.5 },
      list: { type: 'array' },
      object: { type: 'object' },
      left: { type: 'string' },
    };
    const required = Object.keys(properties).filter((name) => name !== 'left');
    assert.deepEqual(beginning(form({ properties, required })), {
      room: 'kitchen',
      text: 'text',
      on: false,
      level: 1,
      warm: 18,
      dim: 0.5,
      list: [],
      object: {},
    });
  });

  it('the examples where there are any, else what stands in where nothing is given', () => {
    const properties = {
      level: { type: 'integer', examples: [40], default: 1 },
      days: { type: 'array', examples: [['Monday']] },
      usual: { type: 'number', default: 21 },
    };
    assert.deepEqual(beginning(form({ properties })), { level: 40, days: ['Monday'], usual: 21 });
  });

  it('what fits within objects and lists as well', () => {
    const where = {
      type: 'object',
      properties: {
        floor: { type: 'integer', examples: [2] },
        side: { type: 'string' },
        left: { type: 'string' },
      },
      required: ['floor', 'side'],
    };
    const days = { type: 'array', items: { type: 'string', enum: ['Monday', 'Tuesday'] } };
    const properties = { where, days, spots: { type: 'array', items: where } };
    const place = { floor: 2, side: 'text' };
    assert.deepEqual(beginning(form({ properties, required: Object.keys(properties) })), {
      where: place,
      days: ['Monday'],
      spots: [place],
    });
  });

  it('what can only be chosen, where a list gets one more', () => {
    const side = { type: 'string', enum: ['left', 'right'] };
    assert.equal(itemStart(side), 'left');
    assert.equal(itemStart({ type: 'string' }), undefined);
    assert.equal(itemStart({ type: 'integer', examples: [3] }), 3);
    const properties = { side, on: { type: 'boolean' }, text: { type: 'string' }, left: side };
    assert.deepEqual(itemStart({ type: 'object', properties, required: ['side', 'on', 'text'] }), {
      side: 'left',
      on: false,
      text: undefined,
    });
  });

  it('nothing where the schema says nothing that is understood', () => {
    assert.deepEqual(beginning(form({})), {});
    assert.deepEqual(beginning(form({ properties: 7, required: 'all' })), {});
    assert.deepEqual(beginning(form({ properties: { any: true }, required: ['any'] })), { any: {} });
  });
});

describe('A value in a field', () => {
  const there: [unknown, Kind][] = [
    ['text', 'string'],
    [21.5, 'number'],
    ['kitchen', 'choice'],
    [7, 'choice'],
    [false, 'choice'],
    [{ a: [1] }, 'json'],
    ['text', 'json'],
  ];
  for (const [value, kind] of there)
    it(`is the same again: ${JSON.stringify(value)} as ${kind}`, () => {
      assert.deepEqual(valueOf(textOf(value, kind), kind), value);
    });

  it('is not given where the field is empty', () => {
    for (const kind of ['string', 'number', 'choice', 'json'] as const)
      assert.equal(valueOf('', kind), undefined);
  });

  it('that is not a number goes to the tool as it is, as an agent may do it', () => {
    assert.equal(valueOf('warm', 'number'), 'warm');
  });

  it('that is not JSON is none', () => {
    assert.ok(valueOf('{', 'json') instanceof Error);
  });
});

describe('Two values', () => {
  it('are the same where a person would say so', () => {
    assert.ok(sameValue({ a: [1, { b: 'x' }], c: null }, { c: null, a: [1, { b: 'x' }] }));
    for (const [one, other] of [
      [{ a: 1 }, { a: '1' }],
      [[1], [1, 2]],
      [{}, []],
      [{ a: 1 }, { a: 1, b: 2 }],
      [null, {}],
    ])
      assert.equal(sameValue(one, other), false);
  });
});
