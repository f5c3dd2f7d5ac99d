// Owns a visitor of a talk page without a browser: the ticket, the socket, what comes and goes. Polite unless told not to be.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { isObject } from '../../nodes/lib/shared/json.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';

export interface Admission {
  status: number;
  body: Record<string, unknown>;
}

export type Message = Record<string, unknown>;

export interface Guest {
  readonly socket: WebSocket;
  /** Every message so far, oldest first. */
  readonly messages: readonly Message[];
  /** Every piece of sound so far. */
  readonly sounds: readonly Buffer[];
  /** The first message that fits, also one that came already. */
  message: (fits: (message: Message) => boolean) => Promise<Message>;
  /** Resolves once there are so many bytes of sound. */
  sound: (bytes: number) => Promise<Buffer>;
  send: (message: Message) => void;
  leave: () => Promise<void>;
  /** The code with which Node-RED closed. */
  readonly closed: Promise<number>;
}

export interface Manners {
  pin?: string;
  visit?: unknown;
  headers?: Record<string, string>;
}

/** Asks for a ticket, as the page does. */
export async function ask(url: string, path: string, { headers, ...body }: Manners = {}): Promise<Admission> {
  const response = await fetch(`${url}/talk/${path}/ticket`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const value: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, body: isObject(value) ? value : {} };
}

/** The HTTP status of an upgrade that is refused, or 101. */
export async function knock(
  url: string,
  path: string,
  ticket: unknown,
  headers: Record<string, string> = {},
): Promise<number> {
  const socket = socketTo(url, path, ticket, headers);
  const opened = once(socket, 'open').then(() => 101);
  const refused = new Promise<number>((resolve) =>
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    }),
  );
  socket.on('error', () => undefined);
  opened.catch(() => undefined);
  try {
    return await within(5000, 'An answer to the upgrade', Promise.race([opened, refused]));
  } finally {
    socket.terminate();
  }
}

/** Comes in and waits for the welcome. */
export async function enter(url: string, path: string, manners: Manners = {}): Promise<Guest> {
  const { status, body } = await ask(url, path, manners);
  if (status !== 200) throw new Error(`No ticket: ${status} ${JSON.stringify(body)}`);
  const socket = socketTo(url, path, body['ticket'], manners.headers);
  const messages: Message[] = [];
  const sounds: Buffer[] = [];
  const looks = new Set<() => void>();
  socket.on('message', (data: Buffer, binary) => {
    if (binary) sounds.push(data);
    else messages.push(JSON.parse(data.toString('utf8')));
    looks.forEach((look) => look());
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  atEnd(() => socket.terminate());

  function until<T>(what: string, find: () => T | undefined): Promise<T> {
    const found = new Promise<T>((resolve) => {
      const look = () => {
        const value = find();
        if (value === undefined) return;
        looks.delete(look);
        resolve(value);
      };
      looks.add(look);
      look();
    });
    return within(10_000, what, found, () => JSON.stringify(messages.slice(-10)));
  }

  const guest: Guest = {
    socket,
    messages,
    sounds,
    closed,
    message: (fits) => until('A message for the visitor', () => messages.find(fits)),
    sound: (bytes) =>
      until('Sound for the visitor', () => {
        const all = Buffer.concat(sounds);
        return all.length >= bytes ? all : undefined;
      }),
    send: (message) => socket.send(JSON.stringify(message)),
    leave: async () => {
      socket.close();
      await closed;
    },
  };
  await guest.message(({ type }) => type === 'phase');
  return guest;
}

function socketTo(
  url: string,
  path: string,
  ticket: unknown,
  headers: Record<string, string> = {},
): WebSocket {
  const address = `${url.replace('http', 'ws')}/talk/${path}/socket?ticket=${String(ticket)}`;
  return new WebSocket(address, { headers: { origin: new URL(url).origin, ...headers } });
}
