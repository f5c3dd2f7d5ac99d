// What the calls of an agent tell of its tools.

import assert from 'node:assert/strict';
import type { ToolCall } from '../../../nodes/lib/providers/provider.js';
import { declared } from '../../../nodes/lib/providers/vatel/declared.js';
import { Seen } from '../../../nodes/lib/tools/seen.js';

function call(name: string, list: unknown): ToolCall {
  return {
    id: '1',
    name,
    raw: list,
    arguments: {},
    declared: declared(list),
    expectsResponse: true,
    speculative: false,
  };
}

describe('The calls so far', () => {
  it('tell the names and parameters of tools, and no value', () => {
    const seen = new Seen();
    seen.note([
      call('set_light', [
        { name: 'room', dataType: 'string', description: 'Which', required: true, value: 'secret' },
      ]),
    ]);
    seen.note([call('set_light', [{ name: 'level', dataType: 'number', required: false, value: 7 }])]);
    assert.deepEqual(seen.tools(), [
      {
        name: 'set_light',
        provided: [],
        parameters: {
          type: 'object',
          properties: { room: { type: 'string', description: 'Which' }, level: { type: 'number' } },
          required: [],
        },
      },
    ]);
  });

  it('do not fill the memory, whatever the agent makes up', () => {
    const seen = new Seen();
    for (let index = 0; index < 1000; index += 1) seen.note([call(`tool_${index}`, [])]);
    assert.equal(seen.tools().length, 200);
    assert.equal(seen.tools().at(-1)?.name, 'tool_999');
    seen.note([call('x'.repeat(1000), []), call('', [])]);
    assert.equal(seen.tools().length, 200);
  });

  it('may be anything at all', () => {
    for (const list of [null, 'text', [null, 7, {}, { name: '__proto__' }, { name: 7 }, { name: '' }]])
      assert.deepEqual(declared(list), { type: 'object', properties: {}, required: [] });
    assert.deepEqual(declared([{ name: 'a', dataType: 'colour', description: 4 }]).properties, { a: {} });
  });
});
