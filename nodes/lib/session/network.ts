// Owns one HTTP request to a provider, and the words for what a network does. Owns no WebSocket and no provider's answers.

import {
  request as requestPlain,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestSecure } from 'node:https';
import { AgentError } from '../errors.js';
import type { HttpAnswer, HttpRequest } from '../providers/provider.js';
import { isObject } from '../shared/json.js';
import type { Route } from './transport.js';

const ANSWER_MS = 10_000;
const MAX_ANSWER = 1024 * 1024;

/** The status that only a proxy gives: it wants to know who asks. */
export const PROXY_LOGIN = 407;

/**
 * Sends a request. Resolves with whatever status comes back; `aborted` ends it early, `limitMs` at the latest.
 * Errors (resolved, not thrown): `dial.unreachable`, `dial.tls`, `dial.timeout`, `dial.proxy`, `dial.answer`.
 */
export function ask(
  question: HttpRequest,
  route: Route,
  aborted: AbortSignal,
  limitMs = ANSWER_MS,
): Promise<HttpAnswer | AgentError> {
  return new Promise((resolve) => {
    const secure = question.url.startsWith('https:');
    const fail = (fault: unknown) => resolve(networkError(fault));
    try {
      const agent = agentFor(route, question.url);
      const body = question.body ?? '';
      const options: RequestOptions = {
        method: question.method,
        headers: {
          accept: 'application/json',
          ...question.headers,
          'content-length': Buffer.byteLength(body),
        },
        signal: AbortSignal.any([aborted, AbortSignal.timeout(limitMs)]),
        ...(agent ? { agent } : {}),
        ...(secure ? route.tls : {}),
      };
      const request = (secure ? requestSecure : requestPlain)(question.url, options);
      request.on('response', (response) => read(request, response, resolve));
      request.on('error', fail);
      request.end(body);
    } catch (fault) {
      fail(fault);
    }
  });
}

function read(
  request: ClientRequest,
  response: IncomingMessage,
  done: (answer: HttpAnswer | AgentError) => void,
): void {
  const status = response.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER) request.destroy(new AgentError('dial.answer', { detail: `> ${MAX_ANSWER} B` }));
    else chunks.push(chunk);
  });
  response.on('end', () =>
    done(
      status === PROXY_LOGIN ? proxyError(status) : { status, body: Buffer.concat(chunks).toString('utf8') },
    ),
  );
  response.on('error', (fault) => done(networkError(fault)));
}

/** The agent for a URL. Throws `dial.proxy` where the environment names a proxy that is none. */
export function agentFor(route: Route, url: string): Agent | undefined {
  try {
    return route.agentFor(url);
  } catch (fault) {
    throw proxyError(detailsOf(fault).code);
  }
}

export function proxyError(detail: string | number): AgentError {
  return new AgentError('dial.proxy', { detail });
}

/** What an error of Node's network code means to a person. Names hosts, never a URL: that may hold a token. */
export function networkError(fault: unknown): AgentError {
  if (fault instanceof AgentError) return fault;
  const { code, message, host } = detailsOf(fault);
  if (code === 'ABORT_ERR' || code === 'ETIMEDOUT' || /timeout|timed out/i.test(message)) {
    return new AgentError('dial.timeout', { seconds: ANSWER_MS / 1000 });
  }
  if (/proxy/i.test(message)) return proxyError(message);
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_/.test(code) || /certificate|SSL|TLS/i.test(message)) {
    return new AgentError('dial.tls', { detail: code || message });
  }
  return new AgentError('dial.unreachable', { host, detail: code || message });
}

/** The same for an open or opening WebSocket. */
export function lineError(fault: unknown): AgentError {
  const { code, message } = detailsOf(fault);
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return new AgentError('line.frame-too-large');
  if (/handshake has timed out/i.test(message))
    return new AgentError('line.timeout', { seconds: ANSWER_MS / 1000 });
  if (code.startsWith('WS_ERR')) return new AgentError('line.lost', { detail: code });
  return networkError(fault);
}

function detailsOf(fault: unknown): { code: string; message: string; host: string } {
  const from: Record<string, unknown> = isObject(fault) ? fault : {};
  // With several addresses a name can fail in several ways at once; the first one tells enough.
  const inner = Array.isArray(from['errors']) ? detailsOf(from['errors'][0]) : undefined;
  const text = (key: string) => (typeof from[key] === 'string' ? from[key] : '');
  const address = [text('address'), from['port']].filter(Boolean).join(':');
  return {
    code: text('code') || inner?.code || '',
    message: text('message').split('\n')[0] ?? '',
    host: text('hostname') || address || inner?.host || '',
  };
}
