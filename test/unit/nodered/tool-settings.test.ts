// Owns the tests of turning a tool's form into what the runtime works with.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { readTool, refusedByProvider, timeLimit } from '../../../nodes/lib/nodered/tool-settings.js';
import { causeOf, wordsOf } from '../../../nodes/lib/nodered/words.js';
import type { Capabilities } from '../../../nodes/lib/providers/provider.js';
import type { ParameterRow } from '../../../nodes/lib/shared/parameters.js';
import type { AgentToolSettings } from '../../../nodes/lib/shared/settings.js';
import { english } from '../tools/english.js';
import { stubNode, stubRed } from './stub.js';

const LIGHT = { tool: 'light', description: ' Turns a light on. ' };

function read(stored: Partial<AgentToolSettings>) {
  return readTool(stubRed(), stubNode().node, stored, english);
}

function row(name: string, more: Partial<ParameterRow> = {}): ParameterRow {
  return { name, type: 'string', description: '', required: false, enum: [], ...more };
}

/** The code and parameters of what is wrong. */
function wrong(stored: Partial<AgentToolSettings>): unknown[] {
  const found = read({ ...LIGHT, ...stored });
  return found instanceof AgentError ? [found.code, found.params] : assert.fail('nothing is wrong');
}

/** The same in words. */
function told(stored: Partial<AgentToolSettings>): string {
  const found = read({ ...LIGHT, ...stored });
  return found instanceof AgentError ? causeOf(found, wordsOf(stubRed())) : assert.fail('nothing is wrong');
}

describe('The form of a tool', () => {
  it('with only a name is a tool without parameters', () => {
    const tool = read({ tool: 'light' });
    assert(!(tool instanceof AgentError));
    assert.deepEqual(tool.declaration, {
      name: 'light',
      description: '',
      schema: { type: 'object', properties: {} },
    });
    assert.deepEqual(tool.checker.check({ any: 1 }), { any: 1 });
  });

  it('is declared as a model needs to know it', () => {
    const tool = read({
      ...LIGHT,
      parameters: [
        row('room', { description: 'Which room', required: true }),
        row('level', { type: 'integer' }),
      ],
    });
    assert(!(tool instanceof AgentError));
    assert.deepEqual(tool.declaration, {
      name: 'light',
      description: 'Turns a light on.',
      schema: {
        type: 'object',
        properties: { room: { type: 'string', description: 'Which room' }, level: { type: 'integer' } },
        required: ['room'],
      },
    });
  });

  it('uses its JSON Schema in place of the rows', () => {
    const schema = { type: 'object', required: ['a'] };
    const tool = read({ ...LIGHT, parameters: [row('b')], schema: JSON.stringify(schema) });
    assert(!(tool instanceof AgentError));
    assert.deepEqual(tool.declaration.schema, schema);
  });

  for (const name of ['turn on', 'grüße', 'a'.repeat(65), 'a.b']) {
    it(`is refused with the name "${name.slice(0, 20)}"`, () => {
      assert.deepEqual(wrong({ tool: name }), ['tool.name', { tool: name }]);
    });
  }

  it('is refused without a name', () => {
    assert.deepEqual(wrong({ tool: ' ' }), ['tool.name-missing', { tool: '' }]);
  });

  it('may be written by hand, without what is not needed', () => {
    const parameters: ParameterRow[] = JSON.parse('[{"name":"room","type":"string"}]');
    const tool = read({ ...LIGHT, parameters });
    assert(!(tool instanceof AgentError));
    assert.deepEqual(tool.declaration.schema, {
      type: 'object',
      properties: { room: { type: 'string' } },
    });
  });

  it('is refused with a row that cannot be used, and says which and why', () => {
    const cases: [ParameterRow[], object][] = [
      [[row('a'), row('')], { row: 2, name: '', reason: 'empty' }],
      [[row('a b')], { row: 1, name: 'a b', reason: 'characters' }],
      [[row('a'), row('a')], { row: 2, name: 'a', reason: 'twice' }],
      [[row('__proto__')], { row: 1, name: '__proto__', reason: 'forbidden' }],
      [[row('a', { type: 'integer', enum: ['1', 'x'] })], { row: 1, name: 'a', reason: 'choice' }],
    ];
    for (const [parameters, params] of cases) {
      assert.deepEqual(wrong({ parameters }), ['tool.parameters', params]);
      assert.doesNotMatch(told({ parameters }), /: [a-z-]+\.$/, 'in words');
    }
  });

  it('is refused with a JSON Schema that is none', () => {
    for (const schema of ['{', '[]', '{"type":"string"}', '{"properties":7}']) {
      assert.equal(wrong({ schema })[0], 'tool.schema');
      assert.match(told({ schema }), /cannot be used: (it|something) [^:]+ /);
    }
  });

  it('is refused when the environment does not hold what it names', () => {
    assert.deepEqual(wrong({ tool: '${TOOL}' }), ['config.env-missing', { variable: 'TOOL' }]);
    const inner = row('a', { type: 'object', rows: [row('b', { enum: ['${ROOM}'] })] });
    for (const parameters of [[row('a', { min: '${LOWEST}', type: 'number' })], [inner]])
      assert.equal(wrong({ parameters })[0], 'config.env-missing');
  });

  it('is held against what the provider takes, by the rules that its form has', () => {
    const refused = (more: object, toolRules: Capabilities['toolRules']) => {
      const tool = read({ ...LIGHT, ...more });
      assert(!(tool instanceof AgentError));
      return refusedByProvider(tool, { id: 'made-up', capabilities: { toolRules } })?.params;
    };
    const none = { ownTools: [], ownParameters: [], described: false, textChoices: false };
    const strict = { ownTools: ['end_call'], ownParameters: ['call_id'], described: true, textChoices: true };
    const parameters = [row('call_id'), row('a'), row('b', { description: 'Said.' })];
    const about = { tool: 'light', provider: 'made-up' };
    assert.equal(refused({ parameters }, none), undefined);
    assert.deepEqual(refused({ parameters, description: 'Said.' }, strict), {
      ...about,
      reason: 'own-parameter',
      names: 'call_id',
    });
    assert.deepEqual(refused({ parameters: [row('a'), row('b')], description: 'Said.' }, strict), {
      ...about,
      reason: 'undescribed',
      names: 'a, b',
    });
    assert.equal(refused({ tool: 'end_call' }, strict)?.['reason'], 'own-tool');
    assert.equal(refused({ others: true }, strict), undefined);
  });
});

describe('The time that a flow has', () => {
  function time(timeout: string, toolTimeout?: Capabilities['toolTimeout']): number {
    const tool = read({ ...LIGHT, timeout });
    return tool instanceof AgentError ? assert.fail(tool.code) : timeLimit(tool, { toolTimeout });
  }

  it('ends before the provider gives up, where it says when', () => {
    assert.equal(time('', { seconds: 20, maxSeconds: 120 }), 15_000);
  });

  it('is twelve seconds where the provider says nothing', () => {
    assert.equal(time(''), 12_000);
  });

  it('is what the form says', () => {
    assert.deepEqual([time('0.1'), time(' 2.5 '), time('3600')], [100, 2500, 3_600_000]);
  });

  for (const text of ['0', '-1', '3601', 'soon', '5 s', 'NaN', 'Infinity']) {
    it(`cannot be "${text}"`, () => {
      assert.deepEqual(wrong({ timeout: text }), ['tool.timeout-value', { value: text }]);
    });
  }
});

describe('The answer over MQTT', () => {
  it('is not asked for unless it is switched on', () => {
    const tool = read({ ...LIGHT, mqttResponseTopic: 'home/answers' });
    assert(!(tool instanceof AgentError));
    assert.equal(tool.answerTopic, undefined);
  });

  for (const [typed, topic] of [
    ['', 'agent-tools/answers'],
    [' home/answers ', 'home/answers'],
  ] as const) {
    it(`goes to ${topic} when "${typed}" is typed`, () => {
      const tool = read({ ...LIGHT, mqtt: true, mqttResponseTopic: typed });
      assert(!(tool instanceof AgentError));
      assert.equal(tool.answerTopic, topic);
    });
  }

  for (const topic of ['home/#', 'home/+/answers', 'home\nanswers'])
    it(`cannot go to ${JSON.stringify(topic)}`, () => {
      assert.deepEqual(wrong({ mqtt: true, mqttResponseTopic: topic }), [
        'tool.answer-topic',
        { value: topic },
      ]);
    });
});
