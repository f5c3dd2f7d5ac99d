// Owns the way in to talk pages: their addresses on Node-RED's own HTTP server, who is let in, and how a page becomes a
// socket. What Node-RED is set up to ask of visitors (httpNodeAuth, httpNodeMiddleware) holds for all of it: the socket,
// which no login covers, opens only with a ticket that was fetched behind that login. Owns nothing that is said inside.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { NodeAPI } from 'node-red';
import { WebSocketServer, type VerifyClientCallbackSync } from 'ws';
import type { Clock } from '../clock.js';
import { AgentError } from '../errors.js';
import { isObject } from '../shared/json.js';
import { MAX_VISITOR_FRAME } from '../shared/limits.js';
import { TALK_ROOT, type TalkRefusal } from '../shared/talk.js';
import type { Pin } from '../talk/pin.js';
import type { Room } from '../talk/room.js';
import { Tickets } from '../talk/tickets.js';
import type { Words } from '../words.js';
import { sendElsewhere, sendFile, sendJson, sendPage } from './talk-files.js';
import { talkWords } from './talk-words.js';

/** One page, as the door knows it. */
export interface TalkPage {
  readonly title: string;
  readonly room: Room;
  readonly pin: Pin;
  /** A page of another site asked to be let in. */
  foreign(): void;
}

interface Admitted {
  page: TalkPage;
  visit: unknown;
  /** In the language of the page: not every browser says it once more when it opens a socket. */
  words: Words;
}

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (fault?: unknown) => void,
) => unknown;

const MAX_BODY = 2048;

/** One door a server. A test or an embedding program may have several. */
const doors = new WeakMap<object, Door>();

/** Errors: `talk.no-http`. */
export function doorOf(RED: NodeAPI, clock: Clock): Door | AgentError {
  const { httpNode, server, settings } = RED;
  // Typed as always there; neither is where Node-RED is told to serve nothing.
  const there: unknown[] = [httpNode, server];
  if (there.includes(undefined) || settings.httpNodeRoot === false) return new AgentError('talk.no-http');
  const known = doors.get(httpNode);
  if (known) return known;
  const door = new Door(RED, server, clock);
  doors.set(httpNode, door);
  return door;
}

export class Door {
  readonly #pages = new Map<string, TalkPage>();
  readonly #tickets: Tickets<Admitted>;
  readonly #sockets: WebSocketServer;
  readonly #root: string;

  constructor(
    private readonly RED: NodeAPI,
    private readonly server: Server,
    clock: Clock,
  ) {
    const verify = setting(RED, 'webSocketNodeVerifyClient');
    this.#root = `${(RED.settings.httpNodeRoot || '/').replace(/\/$/, '')}/${TALK_ROOT}/`;
    this.#tickets = new Tickets(clock);
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MAX_VISITOR_FRAME,
      ...(isVerifier(verify) ? { verifyClient: verify } : {}),
    });
    // Once, and for good: Express takes nothing back. Without a page it lets everything pass.
    RED.httpNode.use(`/${TALK_ROOT}`, (request, response, next) => this.#serve(request, response, next));
  }

  /** Opens a page; answers how to close it. Errors: `talk.path-taken`. */
  open(path: string, page: TalkPage): (() => void) | AgentError {
    if (this.#pages.has(path)) return new AgentError('talk.path-taken', { path });
    if (this.#pages.size === 0) this.server.on('upgrade', this.#upgrade);
    this.#pages.set(path, page);
    return () => {
      if (this.#pages.get(path) === page) this.#pages.delete(path);
      if (this.#pages.size === 0) this.server.off('upgrade', this.#upgrade);
    };
  }

  #serve(request: IncomingMessage, response: ServerResponse, next: (fault?: unknown) => void): void {
    const [, path = '', file, ...rest] = addressOf(request).pathname.split('/');
    const page = this.#pages.get(path);
    if (!page || rest.length > 0) return next();
    // As Node-RED's own "http in" does it.
    const asked = [setting(this.RED, 'httpNodeMiddleware')].flat();
    const before = asked.filter((one): one is Handler => typeof one === 'function');
    through(before, request, response, next, () => {
      if (request.method === 'POST' && file === 'ticket') {
        this.#admit(page, request, response).catch(next);
      } else if (request.method !== 'GET' && request.method !== 'HEAD') next();
      else if (file === undefined) {
        sendPage(response, path, page.title, talkWords(request.headers['accept-language']));
      } else if (file === '') sendElsewhere(response, `../${path}`);
      else if (!sendFile(response, file)) next();
    });
  }

  /** Gives out a ticket, or says why not. */
  async #admit(page: TalkPage, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, refused: TalkRefusal, more: object = {}) =>
      sendJson(response, status, { refused, ...more });
    if (!isSameOrigin(request)) {
      page.foreign();
      return refuse(403, 'origin');
    }
    const { pin, visit } = await bodyOf(request);
    if (page.pin.isAsked) {
      const how = { digits: page.pin.isNumber };
      if (typeof pin !== 'string' || pin === '') return refuse(403, 'pin', how);
      const answer = page.pin.try(pin, request.socket.remoteAddress ?? '');
      if (!answer.right && answer.waitSeconds > 0)
        return refuse(429, 'tries', { ...how, seconds: answer.waitSeconds });
      if (!answer.right) return refuse(403, 'pin', how);
    }
    if (!page.room.admits(visit)) return refuse(503, 'full');
    const { words } = talkWords(request.headers['accept-language']);
    sendJson(response, 200, { ticket: this.#tickets.give({ page, visit, words }) });
  }

  readonly #upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { pathname, query } = addressOf(request);
    if (!pathname.startsWith(this.#root)) return;
    const [path = '', end] = pathname.slice(this.#root.length).split('/');
    const page = this.#pages.get(path);
    // Not ours: other listeners may know it.
    if (!page || end !== 'socket') return;
    if (!isSameOrigin(request)) {
      page.foreign();
      return turnAway(socket, 403);
    }
    const admitted = this.#tickets.take(query.get('ticket') ?? '');
    if (admitted?.page !== page) return turnAway(socket, 401);
    if (!page.room.admits(admitted.visit)) return turnAway(socket, 503);
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      page.room.enter(webSocket, admitted.visit, admitted.words),
    );
  };
}

/** Not by `URL`, which throws at some addresses: nothing would catch that in an upgrade, and Node-RED would end. */
function addressOf({ url = '' }: IncomingMessage): { pathname: string; query: URLSearchParams } {
  const [pathname = '', query = ''] = url.split('?');
  return { pathname, query: new URLSearchParams(query) };
}

/** One that Node-RED's types do not know. */
function setting({ settings }: NodeAPI, name: string): unknown {
  return Reflect.get(settings, name);
}

function isVerifier(value: unknown): value is VerifyClientCallbackSync {
  return typeof value === 'function';
}

/** Runs what has to let a request pass first. */
function through(
  [first, ...others]: readonly Handler[],
  request: IncomingMessage,
  response: ServerResponse,
  fail: (fault: unknown) => void,
  pass: () => void,
): void {
  if (!first) return pass();
  first(request, response, (fault) =>
    fault === undefined || fault === null ? through(others, request, response, fail, pass) : fail(fault),
  );
}

/** A browser always says where a page that opens a socket comes from; a proxy in front may have changed the host. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const hosts = [host, headers['x-forwarded-host']].flat().flatMap((one = '') => one.split(','));
  try {
    const { protocol, host: from } = new URL(origin ?? '');
    // The port that goes without saying may be said.
    return hosts.some((one) => one.trim() !== '' && new URL(`${protocol}//${one.trim()}`).host === from);
  } catch {
    return false;
  }
}

function turnAway(socket: Duplex, status: 401 | 403 | 503): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** A small JSON object; an empty one for anything else. */
async function bodyOf(request: IncomingMessage & { body?: unknown }): Promise<Record<string, unknown>> {
  // Whoever stands before us may have read it already.
  if (isObject(request.body)) return request.body;
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY) return {};
  }
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
