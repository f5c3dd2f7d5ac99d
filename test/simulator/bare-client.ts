// Owns a WebSocket client without any manners of its own, for tests that send exactly what they mean to send.

import { WebSocket, type ClientOptions } from 'ws';
import { isObject, type JsonObject } from '../../nodes/lib/shared/json.js';
import { growing } from './growing.js';
import type { Ending } from './simulator.js';

export interface BareClient {
  readonly protocol: string;
  send: (...frames: unknown[]) => void;
  sendRaw: (data: string | Buffer) => void;
  /** Resolves when it is returned; rejects when the line closes before. */
  ping: () => Promise<void>;
  /** The first frame of that type, or the one of that number from 0. */
  frame: (type: string, index?: number) => Promise<JsonObject>;
  readonly frames: readonly JsonObject[];
  /** What came from the network, read by read. */
  readonly reads: readonly string[];
  readonly closed: Promise<Ending>;
  close: (code?: number, reason?: string) => void;
}

/** Rejects with "Unexpected server response: <status>" when the upgrade is refused. */
export async function connect(
  url: string,
  options: ClientOptions = {},
  protocols: string[] = [],
): Promise<BareClient> {
  const socket = new WebSocket(url, protocols, { perMessageDeflate: false, ...options });
  const frames = growing<JsonObject>();
  const reads: string[] = [];
  socket.on('message', (data) => {
    const frame: unknown = Buffer.isBuffer(data) ? parse(data.toString()) : undefined;
    frames.add(isObject(frame) ? frame : { type: 'unreadable' });
  });
  const closed = new Promise<Ending>((resolve) => {
    socket.on('close', (code, reason) => {
      frames.end(`The line closed with ${code} ${reason.toString()}.`);
      resolve({ code, reason: reason.toString() });
    });
  });
  // Not earlier: who listens to the network before the socket does takes its data away.
  socket.once('upgrade', ({ socket: network }) => {
    socket.once('open', () => network.on('data', (chunk: Buffer) => reads.push(chunk.toString('latin1'))));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', reject);
  });
  return {
    protocol: socket.protocol,
    send: (...given) => given.forEach((frame) => socket.send(JSON.stringify(frame))),
    sendRaw: (data) => socket.send(data),
    ping: () =>
      new Promise((resolve, reject) => {
        socket.once('pong', () => resolve());
        socket.once('close', () => reject(new Error('The line closed before the ping was returned.')));
        socket.ping();
      }),
    frame: (type, index) => frames.when((frame) => frame['type'] === type, index),
    frames: frames.items,
    reads,
    closed,
    close: (code, reason) => socket.close(code, reason),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object under a key of a frame. */
export function part(frame: JsonObject, key: string): JsonObject {
  const value = frame[key];
  return isObject(value) ? value : {};
}
