// Owns the tests of reaching a provider through a proxy that the environment names, with real proxies and real TLS.

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../../nodes/lib/clock.js';
import { AgentError } from '../../../nodes/lib/errors.js';
import { routeOf } from '../../../nodes/lib/nodered/route.js';
import { ask } from '../../../nodes/lib/session/network.js';
import { openLine, type LineEvents, type Route } from '../../../nodes/lib/session/transport.js';
import { CERTIFICATE, KEY } from '../../support/certificate.js';
import { startProxy } from '../../support/proxy.js';
import { atEnd } from '../../support/teardown.js';
import { listen } from '../session/door.js';
import { stubNode } from './stub.js';

const NAMES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];
const never = new AbortController().signal;

/** Sets the environment for one test: only these proxies and none else. */
function environment(proxies: Record<string, string>): void {
  for (const name of NAMES.flatMap((lower) => [lower, lower.toUpperCase()])) {
    const before = process.env[name];
    atEnd(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
    delete process.env[name];
  }
  Object.assign(process.env, proxies);
}

/** A route with a tls-config node that vouches for the certificate of the test servers. */
function trusting(): Route {
  const { node } = stubNode();
  return routeOf(
    Object.assign(node, { addTLSOptions: (options: object) => Object.assign(options, { ca: CERTIFICATE }) }),
  );
}

/** A service that says yes over HTTP and hello over WebSockets. */
async function service(secure: boolean): Promise<{ http: string; ws: string; host: string }> {
  const answer = (_request: unknown, response: { end: (text: string) => void }) => response.end('yes');
  const server: Server = secure
    ? createSecureServer({ key: KEY, cert: CERTIFICATE }, answer)
    : createServer(answer);
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.send('hello');
  });
  const http = await listen(server, secure ? 'https' : 'http');
  atEnd(() => {
    for (const socket of sockets.clients) socket.terminate();
  });
  return { http, ws: http.replace(/^http/, 'ws'), host: http.replace(/^.*\//, '') };
}

async function answerOf(url: string, route: Route): Promise<string> {
  const answer = await ask({ method: 'GET', url, headers: {} }, route, never);
  return answer instanceof AgentError ? answer.code : `${answer.status} ${answer.body}`;
}

/** The first thing heard on a line: a text, or the code of what ended it. */
function heardOn(url: string, route: Route): Promise<string> {
  return new Promise((resolve) => {
    const events: LineEvents = {
      opened: () => undefined,
      text: resolve,
      bytes: () => resolve('bytes'),
      closed: (end) => resolve(end instanceof AgentError ? end.code : JSON.stringify(end)),
    };
    const line = openLine({ kind: 'socket', url, headers: {} }, route, systemClock, events);
    atEnd(() => line.terminate());
  });
}

describe('Without a proxy in the environment', () => {
  it('a provider is reached directly, over TLS with the certificates of the tls-config', async () => {
    environment({});
    const { http, ws } = await service(true);
    assert.equal(await answerOf(http, trusting()), '200 yes');
    assert.equal(await heardOn(ws, trusting()), 'hello');
  });

  it('a certificate that nobody vouches for is refused, on both ways', async () => {
    environment({});
    const { http, ws } = await service(true);
    assert.equal(await answerOf(http, routeOf(undefined)), 'dial.tls');
    assert.equal(await heardOn(ws, routeOf(undefined)), 'dial.tls');
  });

  it('a node that is no tls-config changes nothing', () => {
    assert.deepEqual(routeOf(stubNode().node).tls, {});
  });
});

describe('With a proxy in the environment', () => {
  for (const [secure, variable] of [
    [true, 'HTTPS_PROXY'],
    [true, 'https_proxy'],
    [true, 'ALL_PROXY'],
    [false, 'HTTP_PROXY'],
  ] as const) {
    const scheme = secure ? 'https and wss' : 'http and ws';
    it(`a provider is reached through it: ${variable} for ${scheme}`, async () => {
      const proxy = await startProxy();
      environment({ [variable]: proxy.url });
      const { http, ws, host } = await service(secure);
      assert.equal(await answerOf(http, trusting()), '200 yes');
      assert.equal(await heardOn(ws, trusting()), 'hello');
      assert.deepEqual(proxy.asked, [host, host]);
    });
  }

  it('a provider that NO_PROXY names is reached directly', async () => {
    const proxy = await startProxy();
    environment({ HTTPS_PROXY: proxy.url, NO_PROXY: 'example.com,127.0.0.1' });
    const { http, ws } = await service(true);
    assert.equal(await answerOf(http, trusting()), '200 yes');
    assert.equal(await heardOn(ws, trusting()), 'hello');
    assert.deepEqual(proxy.asked, []);
  });

  it('a certificate that nobody vouches for is refused behind it, too', async () => {
    const proxy = await startProxy();
    environment({ HTTPS_PROXY: proxy.url });
    const { http, ws } = await service(true);
    assert.equal(await answerOf(http, routeOf(undefined)), 'dial.tls');
    assert.equal(await heardOn(ws, routeOf(undefined)), 'dial.tls');
  });

  it('a proxy that wants a login is named, and not the provider', async () => {
    const proxy = await startProxy('407 Proxy Authentication Required');
    environment({ HTTPS_PROXY: proxy.url });
    const { http, ws } = await service(true);
    assert.equal(await answerOf(http, trusting()), 'dial.proxy');
    assert.equal(await heardOn(ws, trusting()), 'dial.proxy');
  });

  it('a proxy where nobody listens cannot be reached', async () => {
    environment({ HTTPS_PROXY: 'http://127.0.0.1:1' });
    const { http, ws } = await service(true);
    assert.equal(await answerOf(http, trusting()), 'dial.unreachable');
    assert.equal(await heardOn(ws, trusting()), 'dial.unreachable');
  });

  it('a proxy whose address is none is named', async () => {
    environment({ HTTPS_PROXY: 'http://' });
    const { http, ws } = await service(true);
    assert.equal(await answerOf(http, trusting()), 'dial.proxy');
    assert.throws(() => openLine({ kind: 'socket', url: ws, headers: {} }, trusting(), systemClock, silent), {
      code: 'dial.proxy',
    });
  });
});

const silent: LineEvents = {
  opened: () => undefined,
  text: () => undefined,
  bytes: () => undefined,
  closed: () => undefined,
};
