// A reply finds its call, whatever core nodes stand in between: each way in the real Node-RED, and the key that is left.

import { strict as assert } from 'node:assert';
import type { FlowBuilder } from '../support/flow.js';
import { callThrough } from './found.js';
import { PATHS } from './paths.js';

describe('A reply finds its call through', () => {
  for (const { through, key, way } of PATHS.filter((path) => !path.key.includes('.'))) {
    it(`${through}: by ${key}`, async () => {
      const { found, answer } = await callThrough(way);
      assert.equal(found, key);
      assert.equal(/failed/.test(answer?.text ?? ''), through === 'Catch');
    });
  }
});

describe('A reply that is found by what MQTT carries', () => {
  const rules = [
    { t: 'set', p: 'correlationData', pt: 'msg', to: 'toolCall.ref', tot: 'msg' },
    { t: 'delete', p: 'toolCall', pt: 'msg' },
    { t: 'set', p: '_msgid', pt: 'msg', to: 'another', tot: 'str' },
  ];
  for (const [mqtt, fill] of [
    [true, 'green'],
    [false, 'yellow'],
  ] as const) {
    it(`is ${fill} where the tool is set up ${mqtt ? '' : 'not '}to be answered so`, async () => {
      const way = (flow: FlowBuilder) => [flow.node('change', 'over-there', { rules })];
      const attempt = await callThrough(way, { tool: { mqtt } });
      assert.deepEqual([attempt.found, attempt.fill], ['mqtt', fill]);
    });
  }
});

describe('A reply finds no call through', () => {
  for (const { through, key, way } of PATHS.filter((path) => path.key.includes('.'))) {
    it(`${through}: ${key}`, async () => {
      assert.equal((await callThrough(way)).found, key);
    });
  }
});
