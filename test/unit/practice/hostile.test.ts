// Owns the tests that nothing said to the practice agent, and no tool of any make, ends it or goes unanswered.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { exampleFor } from '../../../nodes/lib/providers/practice/example.js';
import { understand } from '../../../nodes/lib/providers/practice/understand.js';
import type { ToolDeclaration } from '../../../nodes/lib/providers/provider.js';
import { isObject } from '../../../nodes/lib/shared/json.js';
import { HOME, OFFICE, SET_LIGHT } from './home.js';
import { callsIn, talk } from './talk.js';

/** Words that the agent knows, mixed with what nobody expects. */
const word = fc.oneof(
  fc.constantFrom(
    'turn',
    'on',
    'off',
    'light',
    'kitchen',
    'and',
    'then',
    'call',
    'set_light',
    '21',
    '{',
    '}',
    '"',
    'to',
    'in',
    'not',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const sentence = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
const anyTool: fc.Arbitrary<ToolDeclaration> = fc.record({
  name: fc.oneof(fc.string(), fc.constantFrom('set_light', '__proto__', '')),
  description: fc.string(),
  schema: fc.oneof(
    fc.object(),
    fc.record({
      type: fc.constant('object'),
      properties: fc.oneof(
        fc.anything(),
        fc.dictionary(
          fc.oneof(fc.string(), fc.constantFrom('__proto__', 'on', 'room', 'constructor')),
          fc.record(
            {
              type: fc.oneof(
                fc.constantFrom('string', 'number', 'boolean', 'array', 'object'),
                fc.anything(),
              ),
              enum: fc.oneof(fc.array(fc.string()), fc.anything()),
              items: fc.oneof(fc.object(), fc.anything()),
              description: fc.anything(),
            },
            { requiredKeys: [] },
          ),
        ),
      ),
      required: fc.oneof(fc.array(fc.string()), fc.anything()),
    }),
  ),
});

describe('Whatever is said to the practice agent', () => {
  it('a sentence gets exactly one answer: calls in one batch, or words', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const events = talk().ask(text);
        const batches = new Set(callsIn(events).map(({ batch }) => batch));
        const said = events.filter(({ type }) => type === 'transcript');
        assert.equal(batches.size + said.length, 1);
      }),
    );
  });

  it('is never more than it can bear', () => {
    const message = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .record({
          type: fc.constantFrom(
            'hello',
            'tools',
            'user',
            'result',
            'continue',
            'context',
            'activity',
            '__proto__',
          ),
          text: fc.anything(),
          tools: fc.anything(),
          batch: fc.anything(),
          id: fc.anything(),
          firstMessage: fc.anything(),
          variables: fc.anything(),
        })
        .map((value) => safeJson(value)),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), (frames) => {
        const conversation = talk();
        for (const frame of frames) assert.doesNotThrow(() => conversation.hear(frame));
        assert.equal(conversation.ask('x').length, 1);
      }),
    );
  });

  it('tools of any make are understood or not, but never a fault', () => {
    fc.assert(
      fc.property(fc.array(anyTool, { maxLength: 5 }), sentence, (tools, text) => {
        assert.ok(understand(text, tools).length > 0);
        for (const tool of tools) assert.equal(typeof exampleFor(tool, tools), 'string');
      }),
    );
  });

  it('its own examples make the call they stand for', () => {
    for (const tool of [...HOME, ...OFFICE]) {
      const tools = HOME.includes(tool) ? HOME : OFFICE;
      const [part] = understand(exampleFor(tool, tools), tools);
      assert(part?.kind === 'call');
      assert.equal(part.name, tool.name);
    }
  });

  it('a parameter that would reach into a prototype is never filled', () => {
    const schema: unknown = JSON.parse(
      '{"properties":{"__proto__":{"type":"boolean"},"on":{"type":"boolean"}},"required":["__proto__"]}',
    );
    assert(isObject(schema));
    const tools = [{ name: 'light', description: '', schema }];
    assert.deepEqual(understand('light on', tools), [
      { kind: 'call', name: 'light', arguments: { on: true } },
    ]);
  });

  it('two hundred tools and twenty wishes are read without a pause', () => {
    const tools = Array.from({ length: 200 }, (_, at) => ({ ...SET_LIGHT, name: `set_light_${at}` }));
    assert.equal(understand('turn on the kitchen light and '.repeat(60), tools).length, 20);
  });
});

/** JSON of whatever has some; `null` of what has none. */
function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return 'null';
  }
}
