// Owns turning catalog keys into words, and errors of ours into errors a person reads. Owns no words itself.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { asAgentError, type AgentError, type ErrorParams } from '../errors.js';
import { isObject } from '../shared/json.js';
import { MAX_ERROR_TEXT } from '../shared/limits.js';
import { ended, joined, oneStop } from '../shared/sentences.js';
import { shortened } from '../shared/shortened.js';
import type { Words } from '../words.js';

/** One catalog holds the words that all nodes share. */
const NAMESPACE = '@agent-tools/node-red-agent-tools/agent-config';

/** Parameters that an error may have or not: Node-RED leaves the place of a missing one as it is. */
const GAPS = { detail: '', reason: '', place: '', host: '', status: '', frame: '', field: '' };

export function wordsOf(RED: NodeAPI): Words {
  return (key, params = {}) => {
    const text: unknown = RED._(`${NAMESPACE}:${key}`, { ...GAPS, ...params });
    // Node-RED gives the key back where the running language has no such words.
    if (typeof text === 'string' && text !== key && !text.endsWith(`:${key}`)) return text;
    return fill(lookUp(shipped(), key) ?? key, params);
  };
}

/** An error as Node-RED, a log and a Catch node show it: words, and the stable code. */
export interface SpokenError extends Error {
  code: AgentError['code'];
}

/** The cause in a short sentence. */
export function causeOf(error: AgentError, words: Words): string {
  const params = { ...bounded(error.params), ...reasonOf(error, words) };
  const text = inItsCase(error, 'cause', words) ?? words(`errors.${error.code}.cause`, params);
  return stopped(oneLine(text), params);
}

/** The same where there is room for a few words only; the cause where there are none shorter. */
export function briefOf(error: AgentError, words: Words): string {
  const key = `status.error.${error.code}`;
  const params = { ...bounded(error.params), ...reasonOf(error, words) };
  const text = inItsCase(error, 'brief', words) ?? words(key, params);
  return text === key ? causeOf(error, words) : oneLine(text);
}

/** A reason that is one of our own short names, in words. What somebody else has said stays as it is. */
function reasonOf({ code, params }: AgentError, words: Words): ErrorParams {
  const { reason } = params;
  if (typeof reason !== 'string' || !/^[a-z-]+$/.test(reason)) return {};
  const key = `why.${code}.${reason}`;
  const text = words(key, params);
  return text === key ? {} : { reason: text };
}

/** What a person can do about it. */
export function nextOf(error: AgentError, words: Words): string {
  return oneLine(
    inItsCase(error, 'next', words) ?? words(`errors.${error.code}.next`, bounded(error.params)),
  );
}

/** One code may stand for several cases, some of which have words of their own. */
function inItsCase(
  { code, params }: AgentError,
  part: 'cause' | 'next' | 'brief',
  words: Words,
): string | undefined {
  const { which } = params;
  if (typeof which !== 'string') return undefined;
  const key = `cases.${code}.${which}.${part}`;
  const text = words(key, bounded(params));
  return text === key ? undefined : text;
}

/** What somebody else has said may be of any length. */
function bounded(params: ErrorParams): ErrorParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? shortened(value, MAX_ERROR_TEXT) : value,
    ]),
  );
}

/** Cause and next step. */
export function spoken(thrown: unknown, words: Words): SpokenError {
  const error = asAgentError(thrown);
  const text = oneLine(joined(causeOf(error, words), nextOf(error, words)));
  // A text and no Error: the debug sidebar folds an Error up behind its class, and shows this like any text, as the sentence
  // that it is. Catch takes the sentence from toString() and the code from the property, here as there.
  return Object.assign(new String(text), { name: '', message: text, code: error.code });
}

/** A parameter that is not given leaves a gap; one that ends in a stop of its own brings a second one. French keeps its spaces. */
function oneLine(text: string): string {
  return oneStop(text.replace(/[^\S\u00a0\u202f]+/g, ' ').trim());
}

/** What somebody else says at the end of a sentence rarely ends in a stop, and another sentence may follow. */
function stopped(text: string, params: ErrorParams): string {
  const foreign = Object.values(params).map((value) => oneLine(String(value)));
  return foreign.some((said) => said !== '' && text.endsWith(said)) ? ended(text) : text;
}

let catalog: unknown;

/** The en-US words that ship beside the built files: what no other catalog says, this one does. */
function shipped(): unknown {
  const file = join(__dirname, '..', '..', 'locales', 'en-US', 'agent-config.json');
  catalog ??= JSON.parse(readFileSync(file, 'utf8')) as unknown;
  return catalog;
}

export function lookUp(from: unknown, key: string): string | undefined {
  const found = key.split('.').reduce((at, part) => (isObject(at) ? at[part] : undefined), from);
  return typeof found === 'string' ? found : undefined;
}

export function fill(text: string, params: ErrorParams): string {
  return text.replace(/__(\w+?)__/g, (_, name: string) => String(params[name] ?? ''));
}
