// Owns an HTTP proxy for tests that only tunnels (CONNECT), and keeps what it was asked for.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { atEnd } from './teardown.js';

export interface Proxy {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** `host:port` of each tunnel that was asked for. */
  readonly asked: readonly string[];
}

/** Starts a proxy; it ends after the test. With `refusal` it answers so instead of letting anybody through. */
export async function startProxy(refusal?: string): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    const target = request.url ?? '';
    asked.push(target);
    socket.on('error', () => undefined);
    atEnd(() => socket.destroy());
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
    const [host = '', port = ''] = target.split(':');
    const tunnel = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    tunnel.on('close', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked };
}
