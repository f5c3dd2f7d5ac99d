// Owns the tests of how an ElevenLabs conversation goes wrong: error messages, close codes, and both together.

import assert from 'node:assert/strict';
import type { ErrorType } from '../../../nodes/lib/providers/elevenlabs/wire.js';
import { connection, fault, heard, one } from './frames.js';

function error(fields: Record<string, unknown>) {
  return { type: 'error', error_event: { code: 1008, ...fields } };
}

function codeOf(message: unknown): string {
  return fault(one(heard(message), 'error').error).code;
}

const TYPES: Record<ErrorType, string> = {
  unknown: 'provider.rejected',
  invalid_message: 'provider.rejected',
  telephony_agent_error: 'provider.rejected',
  mcp_tool_error: 'provider.rejected',
  mcp_https_error: 'provider.rejected',
  value_error: 'provider.rejected',
  missing_fields: 'provider.rejected',
  override_error: 'provider.override-refused',
  missing_dynamic_variable_transfer: 'provider.variable-missing',
  missing_dynamic_variable: 'provider.variable-missing',
  websocket_disconnect: 'line.lost',
  safety_violation: 'provider.safety',
  llm_timeout: 'provider.failed',
  transport_receive_timeout: 'provider.no-input',
  asyncio_timeout: 'provider.failed',
  http_exception: 'provider.failed',
  max_duration_exceeded: 'provider.max-duration',
  llm_error: 'provider.failed',
  custom_llm_error: 'provider.failed',
  cascade_brain_error: 'provider.failed',
  asr_transcription_error: 'provider.failed',
  vad_error: 'provider.failed',
  turn_probability_error: 'provider.failed',
  tts_cascade_error: 'provider.failed',
  redis_timeout_error: 'provider.failed',
  unknown_websocket_crash: 'provider.failed',
};

describe('An error message from ElevenLabs', () => {
  for (const [type, code] of Object.entries(TYPES)) {
    it(`${type} is ${code}`, () => assert.equal(codeOf(error({ error_type: type })), code));
  }

  it('keeps the words of the service, and is the last one', () => {
    const event = one(
      heard(
        error({ error_type: 'override_error', message: "Override for field 'voice_id' is not allowed." }),
      ),
      'error',
    );
    assert.deepEqual(fault(event.error), {
      code: 'provider.override-refused',
      params: { detail: "Override for field 'voice_id' is not allowed.", closeCode: 1008 },
    });
    assert.equal(event.final, true);
  });

  it('adds what the service tells only to the owner of the agent', () => {
    const message = error({ message: 'It failed', debug_message: 'tool_7 has no schema' });
    assert.equal(
      fault(one(heard(message), 'error').error).params['detail'],
      'It failed: tool_7 has no schema',
    );
  });

  const SENTENCES: [string, string][] = [
    ['This request exceeds your quota limit.', 'provider.quota'],
    ["Override for field 'first_message' is not allowed by config.", 'provider.override-refused'],
    ["Missing required dynamic variables in first message: {'user_name'}", 'provider.variable-missing'],
    ['Conversation has exceeded maximum duration', 'provider.max-duration'],
    ['The AI agent you are trying to reach does not exist.', 'dial.agent-unknown'],
    ['The AI agent you are trying to reach appears to be misconfigured', 'provider.rejected'],
    ['Too many concurrent conversations', 'provider.busy'],
    ['Something else', 'provider.failed'],
  ];
  for (const [message, code] of SENTENCES) {
    it(`without a type is told by its words: ${message}`, () => {
      assert.equal(codeOf(error({ code: 1002, message })), code);
    });
  }

  it('about the account counts more than the part of the service that met it first', () => {
    assert.equal(
      codeOf(error({ error_type: 'llm_error', message: 'You exceeded your current quota' })),
      'provider.quota',
    );
  });

  it('about the model behind the agent is not about the key', () => {
    const message = 'Custom LLM answered 401 Unauthorized';
    assert.equal(codeOf(error({ code: 1002, error_type: 'custom_llm_error', message })), 'provider.failed');
    assert.equal(codeOf(error({ code: 1002, message })), 'provider.failed');
  });

  it('about a quota may come without its usual content', () => {
    const message = 'received 1002 (protocol error) This request exceeds your quota limit.';
    const event = one(heard({ type: 'error', message }), 'error');
    assert.deepEqual(fault(event.error), {
      code: 'provider.quota',
      params: { detail: message, closeCode: 1002 },
    });
  });

  it('without any content is a failure of the service', () => {
    for (const message of [{ type: 'error' }, { type: 'error', error_event: null }, error({ code: 'x' })]) {
      assert.equal(codeOf(message), 'provider.failed');
    }
    assert.equal(codeOf({ type: 'error', error_event: { code: 1008 } }), 'provider.rejected');
  });

  it('stays short and on one line, however long it is', () => {
    const message = error({ message: 'agent does\n not '.repeat(500_000) });
    const { params } = fault(one(heard(message), 'error').error);
    assert(String(params['detail']).length <= 300);
    assert.doesNotMatch(String(params['detail']), /\n/);
  });

  it('of the second kind does not end the session by itself', () => {
    const content = { code: 1008, error_name: 'missing_dynamic_variable', message: 'user_name' };
    const event = one(heard({ type: 'client_error', error_event: content }), 'error');
    assert.deepEqual([event.error.code, event.final], ['provider.variable-missing', false]);
  });
});

describe('When ElevenLabs closes the line', () => {
  const CLOSES: [number, string, string | undefined][] = [
    [1000, '', undefined],
    [1000, 'Agent ended the conversation', undefined],
    [1000, 'Max conversation duration reached', 'provider.max-duration'],
    [1001, '', 'line.lost'],
    [1002, '', 'provider.failed'],
    [1002, 'No user input for 60 seconds', 'provider.no-input'],
    [1002, 'Safety violation', 'provider.safety'],
    [1002, 'This request exceeds your quota limit.', 'provider.quota'],
    [1005, '', 'line.lost'],
    [1006, '', 'line.lost'],
    [1008, '', 'provider.rejected'],
    [1008, 'Invalid message received', 'provider.rejected'],
    [1008, "Override for field 'prompt' is not allowed by config.", 'provider.override-refused'],
    [1008, 'Missing required dynamic variables in tools', 'provider.variable-missing'],
    [1008, 'Host is not in the allowlist', 'dial.forbidden'],
    [1009, 'Message too big', 'provider.rejected'],
    [1011, '', 'provider.failed'],
    [1012, '', 'line.lost'],
    [1013, '', 'line.lost'],
    [3000, 'Could not authorize the conversation.', 'dial.unauthorized'],
    [3000, 'The AI agent you are trying to reach does not exist.', 'dial.agent-unknown'],
    [3000, 'Request error', 'provider.rejected'],
    [4321, '', 'provider.rejected'],
  ];
  for (const [code, reason, expected] of CLOSES) {
    it(`${code} ${reason} is ${expected ?? 'an ordinary end'}`, () => {
      assert.equal(connection().closed(code, reason)?.code, expected);
    });
  }

  it('keeps the code and the reason', () => {
    const params = { closeCode: 1008, reason: 'Invalid message received' };
    assert.deepEqual(fault(connection().closed(1008, 'Invalid message received')).params, params);
  });

  it('because it does not let us in, that is told as it is before a line is open', () => {
    const detail = 'Could not authorize the conversation.';
    assert.deepEqual(fault(connection().closed(3000, detail)), {
      code: 'dial.unauthorized',
      params: { detail, closeCode: 3000, status: 3000 },
    });
  });

  it('the error message before it is the reason', () => {
    const line = connection();
    heard(error({ error_type: 'missing_dynamic_variable', message: 'user_name' }), line);
    heard({ type: 'ping' }, line);
    for (const code of [1008, 1000, 1006]) {
      assert.equal(line.closed(code, '')?.code, 'provider.variable-missing');
    }
  });

  it('an error of the second kind is the reason only for the close that it announced', () => {
    const line = connection();
    const content = { code: 1008, error_name: 'override_error', message: 'voice_id' };
    heard({ type: 'client_error', error_event: content }, line);
    assert.equal(line.closed(1008, '')?.code, 'provider.override-refused');
    assert.equal(line.closed(1000, ''), undefined);
    assert.equal(line.closed(1006, '')?.code, 'line.lost');
  });

  it('a broken frame before it explains nothing', () => {
    const line = connection();
    line.decode('not json');
    assert.equal(line.closed(1011, '')?.code, 'provider.failed');
  });
});
