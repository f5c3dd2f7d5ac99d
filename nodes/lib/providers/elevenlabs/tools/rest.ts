// Owns one request to ElevenLabs' REST interface for tools and agents: its address, its key, and what its answer is when
// it is not the one hoped for. Does not know what is asked.

import { AgentError } from '../../../errors.js';
import { origins } from '../../base-url.js';
import type { Asking, Inquiry } from '../../directory.js';
import { readFrame, type JsonObject } from '../../frame.js';
import type { HttpAnswer, HttpRequest, Target } from '../../provider.js';
import { HEADER_VALUE, ORIGIN } from '../dial.js';
import { turnedAway } from '../faults.js';

const ROOT = '/v1/convai';

export interface Service {
  readonly agentId: string;
  /** `then` gets the answer as an object; any other answer ends the inquiry with its error. */
  ask<T>(question: Question, then: (answer: JsonObject) => Inquiry<T>): Asking<T>;
  /** The same, where an answer that is none is of interest too. */
  try<T>(question: Question, then: (answer: JsonObject | AgentError) => Inquiry<T>): Asking<T>;
}

export interface Question {
  path: string;
  query?: Readonly<Record<string, string>>;
  /** With a body it is sent by this method. */
  method?: 'POST' | 'PATCH';
  body?: unknown;
}

/** Errors: `config.agent-id-missing`, `config.key-missing`, `config.key-shape`, `config.base-url`. */
export function serviceOf(target: Target): Service | AgentError {
  const agentId = target.agentId.trim();
  const key = target.apiKey.trim();
  if (!agentId) return new AgentError('config.agent-id-missing');
  if (!key) return new AgentError('config.key-missing');
  if (!HEADER_VALUE.test(key)) return new AgentError('config.key-shape');
  const base = origins(target.baseUrl, ORIGIN);
  if (base instanceof AgentError) return base;
  const service: Service = {
    agentId,
    ask: (question, then) =>
      service.try(question, (answer) => (answer instanceof AgentError ? answer : then(answer))),
    try: (question, then) => ({
      kind: 'asking',
      request: requestOf(base.http, key, question),
      read: (answer) => then(answer instanceof AgentError ? answer : objectIn(answer, key)),
    }),
  };
  return service;
}

/** One part of a path: an id comes from outside. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

function requestOf(origin: string, key: string, { path, query, method, body }: Question): HttpRequest {
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  const request = { url: `${origin}${ROOT}${path}${search}`, headers: { 'xi-api-key': key } };
  if (!method) return { ...request, method: 'GET' };
  const headers = { ...request.headers, 'Content-Type': 'application/json' };
  return { ...request, method, headers, body: JSON.stringify(body) };
}

function objectIn(answer: HttpAnswer, key: string): JsonObject | AgentError {
  const { status, body } = answer;
  // A service may quote the key that it refuses.
  if (status < 200 || status > 299) return turnedAway({ status, body: body.replaceAll(key, '***') });
  const read = readFrame(body);
  // What had to be taken out would be lost if the rest were sent back.
  if (read instanceof AgentError || read.flaw) return new AgentError('dial.answer', { status, detail: '' });
  return read.object;
}
