// Owns one line to the other end: a WebSocket, or a peer in this process. Owns no protocol and no retry.

import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SecureContextOptions } from 'node:tls';
import { WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import { AgentError, asAgentError } from '../errors.js';
import type { Address, Frame, HttpAnswer, LocalAddress, SocketAddress } from '../providers/provider.js';
import { MAX_FRAME_BYTES } from '../shared/limits.js';
import { agentFor, lineError, PROXY_LOGIN, proxyError } from './network.js';

export interface Line {
  /** False when the line is not open; the frame is then not sent. */
  send(frame: Frame): boolean;
  close(): void;
  terminate(): void;
}

export interface LineEvents {
  opened(): void;
  text(frame: string): void;
  bytes(frame: Buffer): void;
  /** Once, and nothing after it. `code` is 1006 where the line just went away. */
  closed(end: { code: number; reason: string } | AgentError | HttpAnswer): void;
}

/** How this machine reaches the internet: a proxy, certificates. */
export interface Route {
  /** The agent for a URL, when a proxy is to be used for it. */
  agentFor(url: string): Agent | undefined;
  tls: SecureContextOptions & { rejectUnauthorized?: boolean; servername?: string };
}

const HANDSHAKE_MS = 10_000;
/** For an end that the other side began, or that a broken frame made us begin. */
const CLOSE_MS = 2_000;
const HEARTBEAT_MS = 20_000;

/** Starts to build a line. Events come later, never before this returns. */
export function openLine(address: Address, route: Route, clock: Clock, events: LineEvents): Line {
  return address.kind === 'local' ? openLocal(address, events) : openSocket(address, route, clock, events);
}

function openSocket(address: SocketAddress, route: Route, clock: Clock, events: LineEvents): Line {
  const socket = connect(address, route);
  const gather = gathering(socket);
  let end: AgentError | HttpAnswer | undefined;
  const stopHeartbeat = heartbeat(socket, clock, () => {
    end = new AgentError('line.silent', { seconds: (2 * HEARTBEAT_MS) / 1000 });
    socket.terminate();
  });
  socket.on('open', () => events.opened());
  socket.on('message', (data, binary) => {
    if (binary) events.bytes(bytesOf(data));
    else events.text(bytesOf(data).toString('utf8'));
  });
  socket.on('unexpected-response', (request, response) => {
    readAll(response, (body) => {
      const status = response.statusCode ?? 0;
      end = status === PROXY_LOGIN ? proxyError(status) : { status, body };
      request.destroy();
      socket.terminate();
    });
  });
  // ws always closes after an error; saying what it was is left to that one place.
  socket.on('error', (fault) => (end ??= lineError(fault)));
  socket.once('close', (code, reason) => {
    stopHeartbeat();
    events.closed(end ?? { code, reason: reason.toString('utf8') });
  });
  return {
    send: (frame) => {
      if (socket.readyState !== WebSocket.OPEN) return false;
      gather();
      // A frame that cannot be written has no word of its own to say: the close that follows does.
      socket.send(frame);
      return true;
    },
    close: () => socket.close(1000, 'session ended'),
    terminate: () => socket.terminate(),
  };
}

/** Throws `dial.proxy` and `dial.answer`; never the words of ws, which hold the address and so perhaps a token. */
function connect({ url, headers }: SocketAddress, route: Route): WebSocket {
  const agent = agentFor(route, url);
  const options = {
    ...route.tls,
    ...(agent ? { agent } : {}),
    headers,
    handshakeTimeout: HANDSHAKE_MS,
    closeTimeout: CLOSE_MS,
    maxPayload: MAX_FRAME_BYTES,
    // An answer to a redirect could carry the token elsewhere; no provider redirects.
    followRedirects: false,
  };
  try {
    return new WebSocket(url, options);
  } catch {
    throw new AgentError('dial.answer', { detail: 'address' });
  }
}

/** Frames sent in one turn of the loop leave in one write: a system call for each costs more than all the rest. */
function gathering(socket: WebSocket): () => void {
  let stream: Duplex | undefined;
  let held = false;
  socket.once('upgrade', (response) => (stream = response.socket));
  return () => {
    if (held || !stream) return;
    held = true;
    stream.cork();
    setImmediate(() => {
      held = false;
      stream?.uncork();
    });
  };
}

/** Tells a half-open line: nothing at all, not even the answer to a ping, for two beats. */
function heartbeat(socket: WebSocket, clock: Clock, silent: () => void): () => void {
  let heard = true;
  let stop: () => void = () => undefined;
  const hear = () => (heard = true);
  const beat = () => {
    if (!heard) return silent();
    heard = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
    stop = clock.after(HEARTBEAT_MS, beat);
  };
  socket.once('open', () => (stop = clock.after(HEARTBEAT_MS, beat)));
  socket.on('pong', hear);
  socket.on('ping', hear);
  socket.on('message', hear);
  return () => stop();
}

/** The peer hears and answers in later turns of the loop, as a network would, so that nobody relies on order. */
function openLocal(address: LocalAddress, events: LineEvents): Line {
  const peer = address.peer();
  let open = false;
  let closed = false;
  const later = (act: () => void) => setImmediate(() => (closed ? undefined : act()));
  const end = (why: Parameters<LineEvents['closed']>[0]) => {
    if (closed) return;
    closed = true;
    setImmediate(() => events.closed(why));
  };
  const hear = (frame: string): string[] => {
    try {
      return peer.hear(frame);
    } catch (thrown) {
      end(asAgentError(thrown));
      return [];
    }
  };
  later(() => {
    open = true;
    events.opened();
  });
  return {
    send: (frame) => {
      if (!open || closed) return false;
      later(() => {
        for (const answer of hear(frame.toString())) later(() => events.text(answer));
      });
      return true;
    },
    close: () => end({ code: 1000, reason: '' }),
    terminate: () => end({ code: 1000, reason: '' }),
  };
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function readAll(response: NodeJS.ReadableStream, done: (body: string) => void): void {
  let body = '';
  let over = false;
  const finish = () => {
    if (!over) done(body.slice(0, 10_000));
    over = true;
  };
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => (body.length < 10_000 ? (body += chunk) : undefined));
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
}
