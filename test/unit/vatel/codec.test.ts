// Owns the tests of what is said to Vatel, what it cannot be told, and what the end of a connection means.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AgentError, type ErrorCode } from '../../../nodes/lib/errors.js';
import { objectAt, textAt } from '../../../nodes/lib/providers/frame.js';
import type { Command } from '../../../nodes/lib/providers/provider.js';
import { vatel } from '../../../nodes/lib/providers/vatel/index.js';
import { connection } from './frames.js';

function sent(command: Command): unknown[] {
  const frames = connection().encode(command);
  assert(!(frames instanceof AgentError));
  return frames.map((frame): unknown => JSON.parse(String(frame)));
}

function answered(text: string, outcome: 'success' | 'error'): unknown {
  return sent({ type: 'tool.result', id: 'tc_1', name: 'lock', text, outcome })[0];
}

describe('What Vatel is told', () => {
  it('is nothing when the line opens: the token request said it all', () => {
    assert.deepEqual(connection().greet(), []);
  });

  it('is a tool result, always as text', () => {
    assert.deepEqual(answered('{"temperature":21}', 'success'), {
      type: 'tool_call_output',
      data: { toolCallId: 'tc_1', output: '{"temperature":21}' },
    });
  });

  it('is a failure as text that a model understands, since there is no error flag', () => {
    assert.deepEqual(answered('The lamp did not answer.', 'error'), {
      type: 'tool_call_output',
      data: {
        toolCallId: 'tc_1',
        output: '{"status":"error","message":"The lamp did not answer.","retryable":false}',
      },
    });
  });

  it('keeps every result text whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, id) => {
        const [frame] = sent({ type: 'tool.result', id, name: 'a', text, outcome: 'success' });
        assert.deepEqual(frame, { type: 'tool_call_output', data: { toolCallId: id, output: text } });
      }),
    );
  });

  it('is audio as base64', () => {
    assert.deepEqual(sent({ type: 'audio', data: Buffer.from([0, 1, 2, 3]) }), [
      { type: 'input_audio', data: { audio: 'AAECAw==' } },
    ]);
  });

  it('is a long recording in pieces of whole samples, none lost and none larger than 32 KiB', () => {
    const recording = Buffer.from(Array.from({ length: 60_002 }, (_, at) => at % 251));
    const frames = connection().encode({ type: 'audio', data: recording });
    assert(Array.isArray(frames));
    assert.equal(frames.length, 3);
    const pieces = frames.map((frame) => {
      assert(Buffer.byteLength(frame) < 32 * 1024);
      return Buffer.from(textAt(objectAt(JSON.parse(String(frame)), 'data'), 'audio') ?? '', 'base64');
    });
    assert(pieces.every((piece) => piece.length % 2 === 0));
    assert.deepEqual(Buffer.concat(pieces), recording);
  });

  it('is nothing for silence of no length', () => {
    assert.deepEqual(sent({ type: 'audio', data: Buffer.alloc(0) }), []);
  });

  it('does not hear of tools or of going on: the agent knows', () => {
    assert.deepEqual(sent({ type: 'tools', tools: [] }), []);
    assert.deepEqual(sent({ type: 'continue', batch: undefined }), []);
  });

  const IMPOSSIBLE: [string, Command, ErrorCode][] = [
    ['a text', { type: 'user.text', text: 'hi' }, 'capability.text'],
    ['a piece of context', { type: 'context', text: 'it rains' }, 'capability.context'],
    [
      'a result after its call was answered',
      { type: 'tool.later', id: '1', name: 'light', text: 'On.', outcome: 'success' },
      'capability.context',
    ],
    ['that the user is busy', { type: 'activity' }, 'capability.activity'],
  ];
  for (const [what, command, code] of IMPOSSIBLE) {
    it(`cannot be ${what}, and that is said`, () => {
      const error = connection().encode(command);
      assert(error instanceof AgentError);
      assert.equal(error.code, code);
      assert.deepEqual(error.params, { provider: 'vatel' });
    });
  }

  it('agrees with the capabilities that the form reads', () => {
    const { textIn, contextIn, activityIn, audioIn, errorFlag } = vatel.capabilities;
    assert.deepEqual(
      { textIn, contextIn, activityIn, audioIn, errorFlag },
      {
        textIn: false,
        contextIn: false,
        activityIn: false,
        audioIn: true,
        errorFlag: false,
      },
    );
  });

  it('is described by capabilities that survive JSON, as the form needs them', () => {
    const { toolTimeout, keepAlive, ...others } = vatel.capabilities;
    assert.deepEqual([toolTimeout, keepAlive], [undefined, undefined]);
    assert.deepEqual(JSON.parse(JSON.stringify(vatel.capabilities)), others);
  });
});

describe('The end of a Vatel connection', () => {
  it('is an ordinary one after a normal close', () => {
    assert.equal(connection().closed(1000, ''), undefined);
  });

  it('is an ordinary one once Vatel has said that the session ended, whatever the code', () => {
    for (const code of [1000, 1005, 1006, 1008, 1011, 4001]) {
      const line = connection();
      line.decode('{"type":"session_ended"}');
      assert.equal(line.closed(code, ''), undefined);
    }
  });

  const CODES: [number, ErrorCode, boolean][] = [
    [1001, 'line.lost', true],
    [1005, 'line.lost', true],
    [1006, 'line.lost', true],
    [1008, 'provider.rejected', false],
    [1009, 'provider.rejected', false],
    [1011, 'provider.failed', true],
    [1012, 'line.lost', true],
    [4001, 'provider.rejected', false],
    [4999, 'provider.rejected', false],
  ];
  for (const [closeCode, code, again] of CODES) {
    it(`with ${closeCode} is told as ${code}, ${again ? 'and tried again' : 'and waits for a person'}`, () => {
      const error = connection().closed(closeCode, 'why');
      assert(error);
      assert.equal(error.code, code);
      assert.equal(error.again, again);
      assert.deepEqual(error.params, { closeCode, reason: 'why' });
    });
  }

  const UPGRADES: [number, ErrorCode][] = [
    [400, 'dial.refused'],
    [401, 'dial.unauthorized'],
    [403, 'dial.forbidden'],
    [404, 'dial.agent-unknown'],
    [500, 'dial.server'],
    [503, 'dial.server'],
  ];
  for (const [status, code] of UPGRADES) {
    it(`before it began, by the HTTP answer ${status}, is told as ${code} with the reason`, () => {
      const error = connection().refused({ status, body: '{"error":"token is used up"}' });
      assert.equal(error.code, code);
      assert.deepEqual(error.params, { status, detail: 'token is used up' });
    });
  }
});
