// Owns what a message says about success: whether the flow failed, and in which words. Does not send anything.

import { isObject } from '../shared/json.js';
import type { Outcome } from '../shared/settings.js';
import type { Reply } from '../tools/answers.js';
import type { Words } from '../words.js';
import type { Message } from './handlers.js';

/** The reply that a message stands for, given the value that the node's field picked from it. */
export function replyOf(message: Message, value: unknown, outcome: Outcome, words: Words): Reply {
  if (outcome !== 'auto') return { value, outcome };
  const caught = caughtError(message);
  // A text is an apology that somebody wrote on purpose; anything else is just what the flow was working on.
  if (caught !== undefined && typeof value === 'string') return { value, outcome: 'error', complete: true };
  if (caught !== undefined) return { value: caught, outcome: 'error' };
  const status = failedStatus(message);
  if (status !== undefined) {
    const text = typeof value === 'string' ? value : '';
    return {
      value: words('said.http-failed', { status, text: text.slice(0, 500) }).trim(),
      outcome: 'error',
      complete: true,
    };
  }
  return { value, outcome: 'success' };
}

/** `msg.error` as a Catch node sets it, or as a flow sets it by hand. */
function caughtError(message: Message): string | undefined {
  const { error } = message;
  if (typeof error === 'string' && error !== '') return error;
  if (!isObject(error)) return undefined;
  const { message: text } = error;
  // Node-RED puts the error's class in front; an agent should not read that aloud.
  return typeof text === 'string' ? text.replace(/^\w*Error: /, '') : JSON.stringify(error);
}

/** An `http request` to a dead host goes on down the wire with an error code where the status would be. */
function failedStatus(message: Message): string | undefined {
  const { statusCode } = message;
  if (typeof statusCode === 'number') return statusCode >= 400 ? String(statusCode) : undefined;
  if (typeof statusCode !== 'string' || statusCode === '') return undefined;
  const status = Number(statusCode);
  return Number.isNaN(status) || status >= 400 ? statusCode : undefined;
}
