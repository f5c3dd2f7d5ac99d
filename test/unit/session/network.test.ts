// Owns the tests of one HTTP request to a provider, and of what a network's faults are called.

import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { HttpAnswer, HttpRequest } from '../../../nodes/lib/providers/provider.js';
import { ask, lineError, networkError } from '../../../nodes/lib/session/network.js';
import type { Route } from '../../../nodes/lib/session/transport.js';
import { CERTIFICATE, KEY } from '../../support/certificate.js';
import { listen } from './door.js';

const DIRECT: Route = { agentFor: () => undefined, tls: {} };
const never = new AbortController().signal;

const get = (url: string): HttpRequest => ({ method: 'GET', url, headers: {} });

function serve(answer: RequestListener): Promise<string> {
  return listen(createServer(answer), 'http');
}

function code(answer: HttpAnswer | AgentError): string {
  return answer instanceof AgentError ? answer.code : `status ${answer.status}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

describe('A request to a provider', () => {
  it('carries method, headers and body, and gives back status and body', async () => {
    const url = await serve((request, response) => {
      void bodyOf(request).then((body) => {
        const { method, headers } = request;
        response.writeHead(201).end(JSON.stringify([method, headers['x-key'], headers.accept, body]));
      });
    });
    const request = { method: 'POST', url, headers: { 'x-key': 'k' }, body: 'grüße' } as const;
    const answer = await ask(request, DIRECT, never);
    assert.deepEqual(answer, { status: 201, body: '["POST","k","application/json","grüße"]' });
  });

  for (const status of [200, 204, 302, 401, 404, 429, 500, 503]) {
    it(`gives back the status ${status} as it is: the provider knows what it means`, async () => {
      const url = await serve((_request, response) => response.writeHead(status, { location: '/' }).end());
      assert.deepEqual(await ask(get(url), DIRECT, never), { status, body: '' });
    });
  }

  it('that is never answered ends in time', async () => {
    const url = await serve(() => undefined);
    assert.equal(code(await ask(get(url), DIRECT, never, 20)), 'dial.timeout');
  });

  it('whose answer never ends ends in time', async () => {
    const url = await serve((_request, response) => response.writeHead(200).write('{'));
    assert.equal(code(await ask(get(url), DIRECT, never, 50)), 'dial.timeout');
  });

  it('ends at once when nobody wants the answer any more', async () => {
    const abort = new AbortController();
    let gone: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (gone = resolve));
    const url = await serve((request) => {
      request.on('close', gone);
      abort.abort();
    });
    assert.equal(code(await ask(get(url), DIRECT, abort.signal)), 'dial.timeout');
    await left;
    assert.equal(code(await ask(get(url), DIRECT, abort.signal)), 'dial.timeout');
  });

  it('to a port where nobody listens says that the provider cannot be reached, and where', async () => {
    const answer = await ask(get('http://127.0.0.1:1/path?token=secret'), DIRECT, never);
    assert(answer instanceof AgentError);
    assert.equal(answer.code, 'dial.unreachable');
    assert.deepEqual(answer.params, { host: '127.0.0.1:1', detail: 'ECONNREFUSED' });
  });

  it('that is cut off in the middle of the answer says that the provider cannot be reached', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{', () => response.destroy());
    });
    assert.equal(code(await ask(get(url), DIRECT, never)), 'dial.unreachable');
  });

  it('whose answer is far too long says that this is not the provider', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(1024 * 1024 + 1)));
    assert.equal(code(await ask(get(url), DIRECT, never)), 'dial.answer');
  });

  it('that a proxy answers instead says so', async () => {
    const url = await serve((_request, response) => response.writeHead(407).end());
    assert.equal(code(await ask(get(url), DIRECT, never)), 'dial.proxy');
  });

  it('that cannot be made at all is answered with an error, without its secrets', async () => {
    const broken: HttpRequest[] = [
      get('http://host:99999/?token=secret'),
      get('nonsense secret'),
      get('ftp://secret'),
      { ...get('http://127.0.0.1:1'), headers: { 'x-key': 'secret\nsecret' } },
    ];
    for (const request of broken) {
      const answer = await ask(request, DIRECT, never);
      assert(answer instanceof AgentError);
      assert(!JSON.stringify([answer.message, answer.params]).includes('secret'), answer.code);
    }
  });

  it('by a proxy that is none says so', async () => {
    const route: Route = { ...DIRECT, agentFor: () => assert.fail('Invalid URL') };
    assert.equal(code(await ask(get('http://127.0.0.1:1'), route, never)), 'dial.proxy');
  });
});

describe('A request over TLS', () => {
  const secure = () =>
    listen(
      createSecureServer({ key: KEY, cert: CERTIFICATE }, (_request, response) => response.end('yes')),
      'https',
    );

  it('to a server with a certificate that nobody vouches for fails, and names the reason', async () => {
    const answer = await ask(get(await secure()), DIRECT, never);
    assert(answer instanceof AgentError);
    assert.deepEqual([answer.code, answer.params], ['dial.tls', { detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' }]);
    assert(!answer.again);
  });

  it('succeeds when the TLS settings vouch for the certificate', async () => {
    const route = { ...DIRECT, tls: { ca: CERTIFICATE } };
    assert.deepEqual(await ask(get(await secure()), route, never), { status: 200, body: 'yes' });
  });

  it('to a server that does not speak TLS fails', async () => {
    const url = await serve((_request, response) => response.end());
    const answer = await ask(get(url.replace('http:', 'https:')), DIRECT, never);
    assert.equal(code(answer), 'dial.tls');
  });
});

describe('A fault of the network', () => {
  const named = (name: string, more: object = {}) =>
    Object.assign(new Error(`about ${name}`), { code: name }, more);

  for (const [fault, expected] of [
    [named('ENOTFOUND', { hostname: 'api.example.com' }), 'dial.unreachable'],
    [named('EAI_AGAIN'), 'dial.unreachable'],
    [named('ECONNRESET'), 'dial.unreachable'],
    [named('ETIMEDOUT'), 'dial.timeout'],
    [named('CERT_HAS_EXPIRED'), 'dial.tls'],
    [named('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'dial.tls'],
    [named('ERR_TLS_CERT_ALTNAME_INVALID'), 'dial.tls'],
    [new Error('Proxy connection ended before receiving CONNECT response'), 'dial.proxy'],
    [new AgentError('dial.answer'), 'dial.answer'],
    ['text', 'dial.unreachable'],
    [null, 'dial.unreachable'],
  ] as const) {
    it(`is ${expected}: ${fault instanceof Error ? fault.message : String(fault)}`, () => {
      assert.equal(networkError(fault).code, expected);
    });
  }

  it('with several addresses names the first', () => {
    const first = named('ECONNREFUSED', { address: '::1', port: 443 });
    const all = new AggregateError([first, named('ETIMEDOUT')], '');
    assert.deepEqual(networkError(all).params, { host: '::1:443', detail: 'ECONNREFUSED' });
  });

  it('on an open line is told from one on the way there', () => {
    assert.equal(lineError(named('WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')).code, 'line.frame-too-large');
    assert.equal(lineError(named('WS_ERR_INVALID_UTF8')).code, 'line.lost');
    assert.equal(lineError(new Error('Opening handshake has timed out')).code, 'line.timeout');
    assert.equal(lineError(named('ECONNREFUSED')).code, 'dial.unreachable');
  });
});
