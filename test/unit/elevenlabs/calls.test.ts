// Owns the tests of ElevenLabs tool calls: what runs a tool, what does not, and how the server gives one up.

import assert from 'node:assert/strict';
import type { Codec } from '../../../nodes/lib/providers/provider.js';
import { connection, fault, heard, one, toolCall } from './frames.js';

function toolResponse(fields: Record<string, unknown> = {}, type = 'agent_tool_response') {
  const told = {
    tool_name: 'set_light',
    tool_call_id: 'call_1',
    tool_type: 'client',
    event_id: 44,
    is_called: true,
  };
  return { type, [type]: { ...told, is_error: true, ...fields } };
}

function types(message: unknown, line: Codec): string[] {
  return heard(message, line).map((event) => event.type);
}

describe('A tool call from ElevenLabs', () => {
  it('has a name, an id and its arguments', () => {
    assert.deepEqual(heard(toolCall()), [
      {
        type: 'tool.call',
        id: 'call_1',
        name: 'set_light',
        raw: { room: 'kitchen', on: true },
        arguments: { room: 'kitchen', on: true },
        expectsResponse: true,
        speculative: false,
      },
    ]);
  });

  for (const [shown, value, expects] of [
    ['true', true, true],
    ['absent', undefined, true],
    ['null', null, true],
    ['false', false, false],
    ['"false", which nobody promised', 'false', true],
  ] as const) {
    it(`${expects ? 'waits for an answer' : 'wants no answer'} when expects_response is ${shown}`, () => {
      const call = one(heard(toolCall({ expects_response: value })), 'tool.call');
      assert.equal(call.expectsResponse, expects);
    });
  }

  for (const parameters of [undefined, null, {}]) {
    it(`without parameters (${JSON.stringify(parameters)}) has empty arguments`, () => {
      const call = one(heard(toolCall({ parameters })), 'tool.call');
      assert.deepEqual([call.arguments, call.raw], [{}, {}]);
    });
  }

  for (const parameters of [[], ['kitchen'], 'kitchen', 7, false]) {
    it(`whose parameters are no object (${JSON.stringify(parameters)}) can still be answered`, () => {
      const call = one(heard(toolCall({ parameters })), 'tool.call');
      assert.equal(fault(call.arguments).code, 'frame.shape');
      assert.deepEqual(call.raw, parameters);
    });
  }

  it('may have a parameter that is called tool_call_id', () => {
    const call = one(heard(toolCall({ parameters: { tool_call_id: 'mine' } })), 'tool.call');
    assert.deepEqual([call.id, call.arguments], ['call_1', { tool_call_id: 'mine' }]);
  });

  it('needs no event id', () => {
    assert.equal(one(heard(toolCall({ event_id: undefined })), 'tool.call').id, 'call_1');
  });

  for (const id of [undefined, null, '', 7, { toString: 1 }]) {
    it(`that nobody could answer is an error: its id is ${JSON.stringify(id)}`, () => {
      const event = one(heard(toolCall({ tool_call_id: id })), 'error');
      assert.deepEqual(fault(event.error), {
        code: 'frame.shape',
        params: { provider: 'elevenlabs', frame: 'client_tool_call', field: 'tool_call_id' },
      });
      assert.equal(event.final, false);
    });
  }

  for (const name of [undefined, null, '', ['set_light'], { toString: 1 }]) {
    it(`without a name can still be answered: its name is ${JSON.stringify(name)}`, () => {
      const call = one(heard(toolCall({ tool_name: name })), 'tool.call');
      assert.deepEqual([call.id, call.name], ['call_1', '']);
    });
  }

  it('does not run on arguments that reach into a prototype, and can be answered', () => {
    const text = JSON.stringify(toolCall()).replace('"room":', '"__proto__":{"admin":true},"room":');
    const [error, call] = connection().decode(text);
    assert(error?.type === 'error' && !error.final);
    assert.equal(error.error.code, 'frame.forbidden-key');
    assert(call?.type === 'tool.call');
    assert.equal(fault(call.arguments).code, 'frame.forbidden-key');
    assert.deepEqual(call.raw, { room: 'kitchen', on: true });
  });

  it('does not run on arguments that are nested too deep', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const text = JSON.stringify(toolCall()).replace('"kitchen"', deep);
    const call = connection().decode(text).at(-1);
    assert(call?.type === 'tool.call');
    assert.equal(fault(call.arguments).code, 'frame.too-deep');
  });
});

describe('What else ElevenLabs says about tools', () => {
  it('runs nothing: a request is a notice, and the call after it runs once', () => {
    const line = connection();
    const request = { tool_name: 'set_light', tool_call_id: 'call_1', tool_type: 'client', event_id: 44 };
    assert.deepEqual(heard({ type: 'agent_tool_request', agent_tool_request: request }, line), [
      { type: 'notice', name: 'agent_tool_request', details: request },
    ]);
    assert.deepEqual(types(toolCall(), line), ['tool.call']);
  });

  for (const type of ['agent_tool_response', 'agent_tool_response_full_payload']) {
    it(`withdraws a call that we have not answered, because the server gave it up (${type})`, () => {
      const line = connection();
      heard(toolCall(), line);
      const [notice, cancel] = heard(toolResponse({}, type), line);
      assert.equal(notice?.type, 'notice');
      assert.deepEqual(cancel, { type: 'tool.cancel', ids: ['call_1'], reason: 'timed-out' });
    });
  }

  it('withdraws a call only once', () => {
    const line = connection();
    heard(toolCall(), line);
    heard(toolResponse(), line);
    assert.deepEqual(types(toolResponse({}, 'agent_tool_response_full_payload'), line), ['notice']);
  });

  it('withdraws nothing that we have answered, even with an error', () => {
    const line = connection();
    heard(toolCall(), line);
    line.encode({ type: 'tool.result', id: 'call_1', name: 'set_light', text: 'no', outcome: 'error' });
    assert.deepEqual(types(toolResponse(), line), ['notice']);
  });

  it('withdraws neither calls of other tools, nor those that went well, nor those that wanted no answer', () => {
    const line = connection();
    heard(toolCall(), line);
    heard(toolCall({ tool_call_id: 'call_2', expects_response: false }), line);
    assert.deepEqual(types(toolResponse({ tool_call_id: 'webhook_1', tool_type: 'webhook' }), line), [
      'notice',
    ]);
    assert.deepEqual(types(toolResponse({ is_error: false }), line), ['notice']);
    assert.deepEqual(types(toolResponse({ tool_call_id: 'call_2' }), line), ['notice']);
    assert.deepEqual(types(toolResponse(), line), ['notice', 'tool.cancel']);
  });

  it('does not remember calls of another connection', () => {
    heard(toolCall());
    assert.deepEqual(types(toolResponse(), connection()), ['notice']);
  });
});

describe('An ElevenLabs agent that hangs up', () => {
  const hangUp = { tool_name: 'end_call', tool_type: 'system', is_error: false };

  it('ends the conversation by its own wish, which is no error', () => {
    const line = connection();
    assert.deepEqual(heard(toolResponse(hangUp), line).at(-1), { type: 'ended', reason: 'end_call' });
    assert.equal(line.closed(1000, ''), undefined);
  });

  it('says so once, and whatever closes the line then is no error', () => {
    const line = connection();
    heard(toolResponse(hangUp), line);
    assert.deepEqual(types(toolResponse(hangUp, 'agent_tool_response_full_payload'), line), ['notice']);
    assert.equal(line.closed(1006, ''), undefined);
  });

  it('has not hung up when that failed, or when a wired tool has that name', () => {
    assert.deepEqual(types(toolResponse({ ...hangUp, is_error: true }), connection()), ['notice']);
    assert.deepEqual(types(toolResponse({ ...hangUp, tool_type: 'client' }), connection()), ['notice']);
  });
});
