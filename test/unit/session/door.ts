// Owns a WebSocket server for tests: who came in, what each said, how many were in at once. Knows no protocol.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Dial } from '../../../nodes/lib/providers/provider.js';
import { atEnd } from '../../support/teardown.js';
import { within } from '../../support/within.js';
import type { Said } from './echo.js';

export interface Visitor {
  readonly socket: WebSocket;
  /** What it said so far, as objects. */
  readonly heard: Record<string, unknown>[];
  say: (...events: Said[]) => void;
  /** Close code, once it is gone. */
  readonly gone: Promise<number>;
}

export interface Door {
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string;
  /** The address as a provider gives it. */
  readonly dial: () => Dial;
  /** The next one to come in. */
  visitor: () => Promise<Visitor>;
  /** Most visitors that were in at the same time, and all that ever came. */
  readonly most: number;
  readonly all: number;
}

/** Opens a door. `welcome` is said to whoever comes in, in the same moment. */
export async function openDoor(welcome: Said[] = [], options: { autoPong?: boolean } = {}): Promise<Door> {
  const http = createServer();
  const url = await listen(http, 'ws');
  const server = new WebSocketServer({ server: http, maxPayload: 32 * 1024 * 1024, ...options });
  const waiting: Visitor[] = [];
  let wake: () => void = () => undefined;
  let [now, most, all] = [0, 0, 0];
  server.on('connection', (socket) => {
    [now, all] = [now + 1, all + 1];
    most = Math.max(most, now);
    const visitor = visitorOf(socket);
    void visitor.gone.then(() => (now -= 1));
    if (welcome.length > 0) visitor.say(...welcome);
    waiting.push(visitor);
    wake();
  });
  atEnd(() => {
    for (const socket of server.clients) socket.terminate();
  });
  async function next(): Promise<Visitor> {
    for (;;) {
      const visitor = waiting.shift();
      if (visitor) return visitor;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    url,
    dial: () => ({ kind: 'socket', url, headers: {} }),
    visitor: () => within(2000, 'A visitor', next()),
    get most() {
      return most;
    },
    get all() {
      return all;
    },
  };
}

/** A server that answers a request to upgrade by hand. Gives its `ws://` address. */
export function openGate(upgrade: (request: IncomingMessage, socket: Duplex) => void): Promise<string> {
  const http = createServer();
  http.on('upgrade', (request, socket) => {
    socket.on('error', () => undefined);
    atEnd(() => socket.destroy());
    upgrade(request, socket);
  });
  return listen(http, 'ws');
}

/** Starts a server on a free port, closes it after the test, and gives its address. */
export async function listen(server: Server, scheme: string): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `${scheme}://127.0.0.1:${portOf(server)}`;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function visitorOf(socket: WebSocket): Visitor {
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '')));
  return {
    socket,
    heard,
    say: (...events) => socket.send(JSON.stringify(events)),
    gone: new Promise((resolve) => socket.once('close', resolve)),
  };
}
