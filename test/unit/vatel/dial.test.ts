// Owns the tests of how a Vatel session is reached: what is asked, and what each answer leads to.

import assert from 'node:assert/strict';
import { AgentError, type ErrorCode } from '../../../nodes/lib/errors.js';
import type { Opening, Question, Target } from '../../../nodes/lib/providers/provider.js';
import { vatel } from '../../../nodes/lib/providers/vatel/index.js';

const AGENT = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const KEY = 'vk-secret-1';

function target(changes: Partial<Target> = {}): Target {
  return { agentId: AGENT, apiKey: KEY, baseUrl: '', origin: '', ...changes };
}

function opening(changes: Partial<Opening> = {}): Opening {
  return { textOnly: false, variables: {}, ...changes };
}

function question(changes: Partial<Target> = {}, begin: Opening = opening()): Question {
  const dial = vatel.dial(target(changes), begin);
  assert(!(dial instanceof AgentError) && dial.kind === 'question');
  return dial;
}

function bodyOf(asked: Question): unknown {
  return JSON.parse(asked.request.body ?? '');
}

function refusal(status: number, body: string): AgentError {
  const read = question().read({ status, body });
  assert(read instanceof AgentError);
  return read;
}

describe('Reaching a Vatel agent', () => {
  it('asks for a session token with the key in the header and the agent in the body', () => {
    const asked = question();
    assert.deepEqual(asked.request, {
      method: 'POST',
      url: 'https://api.vatel.ai/v1/session-token',
      headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
      body: `{"agent_id":"${AGENT}"}`,
    });
  });

  it('sends what a session opens with, and only what is set', () => {
    assert.deepEqual(bodyOf(question({}, opening({ prompt: 'Be brief.' }))), {
      agent_id: AGENT,
      prompt: 'Be brief.',
    });
    const full = opening({
      firstMessage: 'Hello',
      prompt: 'p',
      variables: { user: 'Ann', floor: 2, admin: true },
    });
    assert.deepEqual(bodyOf(question({}, full)), {
      agent_id: AGENT,
      first_message: 'Hello',
      prompt: 'p',
      variables: [
        { key: 'user', value: 'Ann' },
        { key: 'floor', value: '2' },
        { key: 'admin', value: 'true' },
      ],
    });
  });

  it('never sends what Vatel would refuse as an unknown property', () => {
    const more = opening({ textOnly: true, language: 'de', voice: 'v', userId: 'u' });
    assert.deepEqual(bodyOf(question({}, more)), { agent_id: AGENT });
  });

  it('turns the token of the answer into the address of the socket', () => {
    const address = question().read({ status: 200, body: '{"token":"a.b/c+d="}' });
    assert.deepEqual(address, {
      kind: 'socket',
      url: 'wss://api.vatel.ai/v1/connection?token=a.b%2Fc%2Bd%3D',
      headers: {},
    });
  });

  it('hands an Origin header on when one was set', () => {
    const address = question({ origin: 'https://example.com' }).read({ status: 200, body: '{"token":"t"}' });
    assert(!(address instanceof AgentError) && address.kind === 'socket');
    assert.deepEqual(address.headers, { Origin: 'https://example.com' });
  });

  const BASES: Record<string, [http: string, socket: string]> = {
    'https://eu.example.com/': ['https://eu.example.com', 'wss://eu.example.com'],
    '  https://api.vatel.ai/v1  ': ['https://api.vatel.ai', 'wss://api.vatel.ai'],
    'wss://api.vatel.ai/v1/': ['https://api.vatel.ai', 'wss://api.vatel.ai'],
    'http://127.0.0.1:8123': ['http://127.0.0.1:8123', 'ws://127.0.0.1:8123'],
    'ws://[::1]:8123//': ['http://[::1]:8123', 'ws://[::1]:8123'],
    'https://gate.example.com/vatel/v1': ['https://gate.example.com/vatel', 'wss://gate.example.com/vatel'],
  };
  for (const [baseUrl, [http, socket]] of Object.entries(BASES)) {
    it(`understands the base URL "${baseUrl}"`, () => {
      const asked = question({ baseUrl });
      assert.equal(asked.request.url, `${http}/v1/session-token`);
      const address = asked.read({ status: 200, body: '{"token":"t"}' });
      assert(!(address instanceof AgentError) && address.kind === 'socket');
      assert.equal(address.url, `${socket}/v1/connection?token=t`);
    });
  }

  it('takes an agent id and a key that were pasted with spaces around them', () => {
    const asked = question({ agentId: ` ${AGENT}\n`, apiKey: ` ${KEY}\n` });
    assert.deepEqual(bodyOf(asked), { agent_id: AGENT });
    assert.equal(asked.request.headers['Authorization'], `Bearer ${KEY}`);
  });

  const MISTAKES: [string, Partial<Target>, ErrorCode][] = [
    ['a missing agent id', { agentId: '  ' }, 'config.agent-id-missing'],
    ['a missing key', { apiKey: '' }, 'config.key-missing'],
    ['a key copied from a masked display', { apiKey: 'vk-…1234' }, 'config.key-shape'],
    ['a key with a line break inside', { apiKey: 'vk\r\nX-Other: 1' }, 'config.key-shape'],
    ['a base URL without a scheme', { baseUrl: 'api.vatel.ai' }, 'config.base-url'],
    ['a host and port without a scheme', { baseUrl: 'localhost:8123' }, 'config.base-url'],
    ['a base URL of another scheme', { baseUrl: 'ftp://api.vatel.ai' }, 'config.base-url'],
    ['a base URL with a password', { baseUrl: 'https://me:secret@api.vatel.ai' }, 'config.base-url'],
    ['a base URL with a query', { baseUrl: 'https://api.vatel.ai?token=1' }, 'config.base-url'],
    ['a base URL with a fragment', { baseUrl: 'https://api.vatel.ai#x' }, 'config.base-url'],
  ];
  for (const [what, changes, code] of MISTAKES) {
    it(`names ${what} before anything is sent`, () => {
      const dial = vatel.dial(target(changes), opening());
      assert(dial instanceof AgentError);
      assert.equal(dial.code, code);
      assert.doesNotMatch(JSON.stringify(dial.params), /secret|token=|1234/);
    });
  }

  const STATUSES: [number, ErrorCode, boolean][] = [
    [400, 'dial.refused', false],
    [401, 'dial.unauthorized', false],
    [403, 'dial.forbidden', false],
    [404, 'dial.agent-unknown', false],
    [409, 'dial.refused', false],
    [422, 'dial.refused', false],
    [429, 'dial.rate-limited', true],
    [500, 'dial.server', true],
    [503, 'dial.server', true],
    [302, 'dial.answer', false],
  ];
  for (const [status, code, again] of STATUSES) {
    it(`tells the answer ${status} as ${code}, ${again ? 'and tries again' : 'and waits for a person'}`, () => {
      const error = refusal(status, '{"error":"the reason"}');
      assert.equal(error.code, code);
      assert.equal(error.again, again);
      assert.deepEqual(error.params, { status, detail: 'the reason' });
    });
  }

  for (const body of [
    '',
    'null',
    '[]',
    '{}',
    '{"token":""}',
    '{"token":5}',
    '{"token":null}',
    '<html>',
    '{"tok',
  ]) {
    it(`says so when a good answer holds no token: ${body || 'an empty body'}`, () => {
      assert.equal(refusal(200, body).code, 'dial.answer');
    });
  }

  it('does not show the key when the service quotes it in its refusal', () => {
    const { params } = refusal(401, `{"error":"Invalid key ${KEY}"}`);
    assert.equal(params['detail'], 'Invalid key ***');
  });

  it('does not show a token that came in an unexpected shape', () => {
    assert.doesNotMatch(JSON.stringify(refusal(200, '{"session_token":"eyJhbGci"}').params), /eyJ/);
  });
});
