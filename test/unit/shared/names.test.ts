// Owns the tests of the names that a person may give.

import assert from 'node:assert/strict';
import { FORBIDDEN_KEYS, parameterNameProblem, toolNameProblem } from '../../../nodes/lib/shared/names.js';

describe('The name of a tool', () => {
  for (const name of ['light', 'set_light', 'Set-Light-2', 'a', 'a'.repeat(64), '_', 'constructor']) {
    it(`may be ${name.slice(0, 20)}`, () => assert.equal(toolNameProblem(name), undefined));
  }

  for (const name of ['set light', 'light!', 'grüße', 'a.b', 'a\n', ' light', 'a'.repeat(65)]) {
    it(`may not be ${JSON.stringify(name.slice(0, 20))}`, () =>
      assert.equal(toolNameProblem(name), 'characters'));
  }

  it('may not be empty', () => assert.equal(toolNameProblem(''), 'empty'));
});

describe('The name of a parameter', () => {
  it('follows the same rule', () => {
    assert.deepEqual(['room', 'room_2', '', 'a b', 'a'.repeat(65)].map(parameterNameProblem), [
      undefined,
      undefined,
      'empty',
      'characters',
      'characters',
    ]);
  });

  for (const name of FORBIDDEN_KEYS) {
    it(`may not be ${name}, which reaches into what all objects share`, () => {
      assert.equal(parameterNameProblem(name), 'forbidden');
    });
  }
});
