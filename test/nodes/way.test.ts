// The way to a provider: through TLS with the certificates of a tls-config node, and through the proxy of the environment.

import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Simulator } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import { CERTIFICATE, KEY } from '../support/certificate.js';
import { node, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { startProxy } from '../support/proxy.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired } from '../support/wired.js';

async function service(): Promise<Simulator> {
  const started = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => started.close());
  return started;
}

/** The same service behind TLS, with a certificate that nobody knows by itself. Gives its origin. */
async function behindTls({ origin }: Simulator): Promise<string> {
  const server = createServer({ cert: CERTIFICATE, key: KEY }, (secure) => {
    const plain = connect(Number(new URL(origin).port), '127.0.0.1');
    secure.pipe(plain).pipe(secure);
    for (const end of [secure, plain]) end.on('error', () => end.destroy());
    secure.on('close', () => plain.destroy());
    plain.on('close', () => secure.destroy());
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  const address: AddressInfo | string | null = server.address();
  assert.ok(address && typeof address === 'object');
  return `https://127.0.0.1:${address.port}`;
}

/** Sets variables of the environment for one test. */
function environment(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const before = process.env[name];
    process.env[name] = value;
    atEnd(() => (before === undefined ? delete process.env[name] : (process.env[name] = before)));
  }
}

describe('The way to a provider', () => {
  it('through TLS with an unknown certificate is refused in words, and not tried again', async () => {
    const eleven = await service();
    const { agent } = agentAt(eleven, 'elevenlabs');
    await run(wired({ agent: { ...agent, baseUrl: await behindTls(eleven) } }));
    assert.equal(codeOf(await inbox(node('caught')).next()), 'dial.tls');
    assert.equal(eleven.upgrades.length, 0);
  });

  it('through TLS is open with the certificate of a tls-config node', async () => {
    const eleven = await service();
    const { agent } = agentAt(eleven, 'elevenlabs');
    const flow = wired({ agent: { ...agent, baseUrl: await behindTls(eleven), tls: 'certificates' } });
    const files = {
      cert: '',
      key: '',
      ca: '',
      certname: '',
      keyname: '',
      caname: 'ca.pem',
      servername: 'localhost',
    };
    flow.config('tls-config', 'certificates', { ...files, verifyservercert: true }, { cadata: CERTIFICATE });
    await run(flow);
    await inbox(node('events')).nextWithTopic('session.open');
    const conversation = await eleven.conversation();
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    assert.equal(answer.text, 'The kitchen light is on.');
  });

  it('goes through the proxy that the environment names', async () => {
    const eleven = await service();
    const proxy = await startProxy();
    environment({ http_proxy: proxy.url, HTTP_PROXY: proxy.url, no_proxy: '', NO_PROXY: '' });
    await run(wired(agentAt(eleven, 'elevenlabs')));
    await inbox(node('events')).nextWithTopic('session.open');
    const host = new URL(eleven.origin).host;
    assert.deepEqual(proxy.asked, [host, host], 'once for the signed URL, once for the socket');
  });

  it('goes past the proxy where NO_PROXY says so', async () => {
    const eleven = await service();
    const proxy = await startProxy();
    environment({
      http_proxy: proxy.url,
      HTTP_PROXY: proxy.url,
      no_proxy: '127.0.0.1',
      NO_PROXY: '127.0.0.1',
    });
    await run(wired(agentAt(eleven, 'elevenlabs')));
    await inbox(node('events')).nextWithTopic('session.open');
    assert.deepEqual(proxy.asked, []);
  });

  it('says that the proxy does not let it through, and tries again', async () => {
    const eleven = await service();
    const proxy = await startProxy('407 Proxy Authentication Required');
    environment({ http_proxy: proxy.url, HTTP_PROXY: proxy.url, no_proxy: '', NO_PROXY: '' });
    await run(wired(agentAt(eleven, 'elevenlabs')));
    const retry = await inbox(node('events')).nextWithTopic('session.reconnecting');
    assert.equal(at(retry, 'payload.code'), 'dial.proxy');
  });
});
