// Owns the tests of what a provider asks of a tool beyond what all providers do.

import assert from 'node:assert/strict';
import { elevenlabs } from '../../../nodes/lib/providers/elevenlabs/index.js';
import { practice } from '../../../nodes/lib/providers/practice/index.js';
import { brokenRules } from '../../../nodes/lib/shared/tool-rules.js';

const TOOL = {
  name: 'end_call',
  description: ' ',
  schema: {
    type: 'object',
    properties: {
      tool_call_id: { type: 'string', description: 'An id' },
      level: { type: 'integer', description: 'How much', enum: [1, 2] },
      places: { type: 'array', items: { type: 'object', properties: { floor: { type: 'integer' } } } },
    },
  },
};

describe('A tool', () => {
  it('is told what its provider would refuse or take for its own', () => {
    assert.deepEqual(
      brokenRules(TOOL, elevenlabs.capabilities.toolRules).map(({ rule, path }) => `${rule} ${path}`.trim()),
      [
        'own-tool',
        'tool-undescribed',
        'own-parameter tool_call_id',
        'choices level',
        'undescribed places.floor',
      ],
    );
  });

  it('may be called anything where the provider has no rules of its own', () => {
    assert.deepEqual(brokenRules(TOOL, practice.capabilities.toolRules), []);
  });
});
