// Owns the tests of how an ElevenLabs agent is reached: plain and signed addresses, other hosts, refusals.

import assert from 'node:assert/strict';
import { dial } from '../../../nodes/lib/providers/elevenlabs/dial.js';
import { elevenlabs } from '../../../nodes/lib/providers/elevenlabs/index.js';
import type { HttpAnswer, Question, Target } from '../../../nodes/lib/providers/provider.js';
import { connection, fault } from './frames.js';

const PUBLIC: Target = { agentId: 'agent_1', apiKey: '', baseUrl: '', origin: '' };
const PRIVATE: Target = { ...PUBLIC, apiKey: 'sk_secret' };
const SIGNED =
  'wss://api.elevenlabs.io/v1/convai/conversation?agent_id=agent_1&conversation_signature=a%2Fb+c&x=';

function address(target: Partial<Target>): string {
  const to = dial({ ...PUBLIC, ...target });
  assert(!(to instanceof Error) && to.kind === 'socket');
  return to.url;
}

function question(target: Partial<Target> = {}): Question {
  const asked = dial({ ...PRIVATE, ...target });
  assert(!(asked instanceof Error) && asked.kind === 'question');
  return asked;
}

function answered(status: number, body: unknown): ReturnType<Question['read']> {
  const answer: HttpAnswer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  return question().read(answer);
}

describe('Reaching a public ElevenLabs agent', () => {
  it('needs nothing but its id', () => {
    assert.deepEqual(dial(PUBLIC), {
      kind: 'socket',
      url: 'wss://api.elevenlabs.io/v1/convai/conversation?agent_id=agent_1',
      headers: {},
    });
  });

  const HOSTS: [string, string][] = [
    ['https://api.eu.residency.elevenlabs.io', 'wss://api.eu.residency.elevenlabs.io/v1/'],
    ['wss://api.us.elevenlabs.io/', 'wss://api.us.elevenlabs.io/v1/'],
    ['http://127.0.0.1:8123', 'ws://127.0.0.1:8123/v1/'],
    ['ws://localhost:8080//', 'ws://localhost:8080/v1/'],
    ['  https://proxy.example/eleven/  ', 'wss://proxy.example/eleven/v1/'],
  ];
  for (const [typed, start] of HOSTS) {
    it(`works on another host, typed as "${typed}"`, () => {
      assert.equal(address({ baseUrl: typed }), `${start}convai/conversation?agent_id=agent_1`);
    });
  }

  it('takes spaces around the id for an accident, and never lets an id change the address', () => {
    assert.match(address({ agentId: ' agent_1\n' }), /agent_id=agent_1$/);
    assert.match(address({ agentId: 'a&b=/c#d' }), /agent_id=a%26b%3D%2Fc%23d$/);
    assert.match(address({ agentId: '\ud800' }), /agent_id=%EF%BF%BD$/);
  });

  it('sends the Origin that an allowlist asks for', () => {
    const to = dial({ ...PUBLIC, origin: 'https://home.example' });
    assert(!(to instanceof Error) && to.kind === 'socket');
    assert.deepEqual(to.headers, { Origin: 'https://home.example' });
  });
});

describe('Reaching a private ElevenLabs agent', () => {
  it('asks for a signed address with the key in a header', () => {
    const { request } = question({ baseUrl: 'ws://127.0.0.1:1/' });
    assert.deepEqual(request, {
      method: 'GET',
      url: 'http://127.0.0.1:1/v1/convai/conversation/get-signed-url?agent_id=agent_1',
      headers: { 'xi-api-key': 'sk_secret' },
    });
  });

  it('uses the signed address exactly as it came, with the Origin beside it', () => {
    const asked = question({ origin: 'https://home.example' });
    assert.deepEqual(asked.read({ status: 200, body: JSON.stringify({ signed_url: SIGNED }) }), {
      kind: 'socket',
      url: SIGNED,
      headers: { Origin: 'https://home.example' },
    });
  });

  for (const body of [
    '',
    '<html>',
    '[]',
    'null',
    '{}',
    '{"signed_url":null}',
    '{"signed_url":{"toString":1}}',
    '{"signed_url":"https://api.elevenlabs.io/x?token=t0ken"}',
    '{"signed_url":"wss://"}',
    '{"signed_url":"javascript:ws://x"}',
  ]) {
    it(`gives up on an answer without a socket address: ${body || 'nothing'}`, () => {
      assert.deepEqual(fault(answered(200, body)), {
        code: 'dial.answer',
        params: { status: 200, detail: '' },
      });
    });
  }

  const REFUSALS: [number, unknown, string, string][] = [
    [
      401,
      { detail: { status: 'invalid_api_key', message: 'Invalid API key' } },
      'dial.unauthorized',
      'Invalid API key',
    ],
    [
      401,
      { detail: { status: 'quota_exceeded', message: 'This request exceeds your quota of 10000.' } },
      'provider.quota',
      'This request exceeds your quota of 10000.',
    ],
    [403, { detail: 'Forbidden' }, 'dial.forbidden', 'Forbidden'],
    [
      404,
      { detail: { status: 'not_found', message: 'No such agent' } },
      'dial.agent-unknown',
      'No such agent',
    ],
    [429, { detail: { message: 'Slow down' } }, 'dial.rate-limited', 'Slow down'],
    [400, { detail: 'Bad id' }, 'dial.refused', 'Bad id'],
    [
      422,
      { detail: [{ loc: ['query', 'agent_id'], msg: 'Field required', type: 'missing' }] },
      'dial.refused',
      'query.agent_id: Field required',
    ],
    [500, 'oops', 'dial.server', 'oops'],
    [503, '<html>busy</html>', 'dial.server', ''],
    [302, '', 'dial.answer', ''],
  ];
  for (const [status, body, code, detail] of REFUSALS) {
    it(`says in the service's own words why not: ${status} ${detail}`, () => {
      assert.deepEqual(fault(answered(status, body)), { code, params: { status, detail } });
    });
  }

  it('keeps what a service says short', () => {
    const { params } = fault(answered(400, { detail: 'x'.repeat(100_000) }));
    assert(String(params['detail']).length <= 300);
  });

  it('never shows the key, not even when the service quotes it', () => {
    const { params } = fault(answered(401, { detail: { message: 'sk_secret is not a key' } }));
    assert.equal(params['detail'], '*** is not a key');
  });
});

describe('An ElevenLabs agent that cannot be reached', () => {
  const WRONG: [string, Partial<Target>, string][] = [
    ['without an agent id', { agentId: '  ' }, 'config.agent-id-missing'],
    ['with a base URL that is none', { baseUrl: 'api.elevenlabs.io' }, 'config.base-url'],
    ['with a base URL of another kind', { baseUrl: 'ftp://api.elevenlabs.io' }, 'config.base-url'],
    ['with a whole socket address as base URL', { baseUrl: SIGNED }, 'config.base-url'],
    ['with a key copied from a masked display', { apiKey: 'sk_••••' }, 'config.key-shape'],
    ['with an Origin of two lines', { origin: 'https://a\r\nX: 1' }, 'config.origin'],
  ];
  for (const [how, target, code] of WRONG) {
    it(`is told before anything is sent: ${how}`, () => {
      assert.equal(fault(dial({ ...PUBLIC, ...target })).code, code);
    });
  }

  it('is told the same way when the socket itself is refused', () => {
    const line = connection();
    const { code, params } = fault(line.refused({ status: 403, body: '{"detail":"Origin not allowed"}' }));
    assert.deepEqual([code, params], ['dial.forbidden', { status: 403, detail: 'Origin not allowed' }]);
    assert.equal(fault(line.refused({ status: 401, body: '' })).code, 'dial.unauthorized');
    assert.equal(fault(line.refused({ status: 502, body: '' })).code, 'dial.server');
  });

  it('does not show the token of an address that a refusal quotes', () => {
    const body = 'No route for /v1/convai/conversation?agent_id=a&conversation_signature=s3cret&token=t0ken';
    const { params } = fault(connection().refused({ status: 404, body }));
    assert.doesNotMatch(String(params['detail']), /s3cret|t0ken/);
  });
});

describe('What ElevenLabs can do', () => {
  it('is plain data that a form can read as well', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(elevenlabs.capabilities)), elevenlabs.capabilities);
  });
});
