// Owns the tests that throw made-up frames at Vatel's codec: broken ones, nearly right ones and right ones.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { connection, heard, one } from './frames.js';

const TYPES = [
  'session_started',
  'response_audio',
  'response_text',
  'input_audio_transcript',
  'speech_started',
  'speech_stopped',
  'interruption',
  'session_ended',
  'tool_call',
  'other',
];
const KEYS = [
  'id',
  'turn_id',
  'audio',
  'text',
  'transcript',
  'is_final',
  'toolCallId',
  'toolName',
  'tool_call_id',
  'tool_name',
  'arguments',
  '__proto__',
  'constructor',
];
const DATA_TYPES = ['string', 'number', 'boolean', 'object', 'array', '__proto__'];

const argument = fc.record(
  {
    name: fc.oneof(fc.string(), fc.jsonValue(), fc.constantFrom('__proto__', 'constructor', 'city')),
    dataType: fc.oneof(fc.constantFrom(...DATA_TYPES), fc.jsonValue()),
    value: fc.oneof(fc.jsonValue(), fc.json()),
  },
  { requiredKeys: [] },
);
const list = fc.array(fc.oneof(argument, fc.jsonValue()));
const data = fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(fc.jsonValue(), fc.string(), list));
const nearlyRight = fc
  .record({ type: fc.constantFrom(...TYPES), data: fc.oneof(data, fc.jsonValue()) })
  .map((frame) => JSON.stringify(frame));

describe('Made-up frames from Vatel', () => {
  it('never make the codec throw or fall silent', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(nearlyRight, fc.json(), fc.string()), { maxLength: 4 }), (frames) => {
        const line = connection();
        for (const frame of frames) assert(line.decode(frame).length > 0);
      }),
      { numRuns: 300 },
    );
  });

  it('of a tool call never reach into a prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(list, (made) => {
        const events = heard('tool_call', { toolCallId: '1', toolName: 'a', arguments: made });
        const call = events.at(-1);
        assert(call?.type === 'tool.call');
        assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
        assert(call.arguments instanceof Error || Object.getPrototypeOf(call.arguments) === Object.prototype);
      }),
    );
  });

  it('are understood when nothing is wrong with them', () => {
    const said = fc.record({ turn_id: fc.string(), text: fc.string(), is_final: fc.boolean() });
    fc.assert(
      fc.property(said, (made) => {
        const event = one(heard('response_text', made), 'transcript');
        assert.deepEqual([event.text, event.final, event.turn], [made.text, made.is_final, made.turn_id]);
      }),
    );
  });
});
