// Owns what a message says about success: whether the flow failed, and in which words. Does not send anything.

import { isObject } from '../shared/json.js';
import { shortened } from '../shared/shortened.js';
import type { Outcome } from '../shared/settings.js';
import type { Reply } from '../tools/answers.js';
import type { Words } from '../words.js';
import { errorText } from './error-text.js';
import type { Message } from './handlers.js';

/** As much of an answer that tells of a failure as an agent hears, in characters. */
const MAX_SAID = 500;

/** The reply that a message stands for, given the value that the node's field picked from it. */
export function replyOf(message: Message, value: unknown, outcome: Outcome, words: Words): Reply {
  if (outcome !== 'auto') return { value, outcome };
  const caught = caughtError(message);
  // A text is an apology that somebody wrote on purpose; anything else is just what the flow was working on.
  if (caught !== undefined && typeof value === 'string') return { value, outcome: 'error', complete: true };
  if (caught !== undefined) return { value: caught, outcome: 'error' };
  const failed = failedRequest(message, value, words) ?? failedCommand(message, value, words);
  return failed === undefined
    ? { value, outcome: 'success' }
    : { value: failed, outcome: 'error', complete: true };
}

/** `msg.error` as a Catch node sets it, or as a flow sets it by hand. */
function caughtError(message: Message): string | undefined {
  const { error } = message;
  if (typeof error === 'string' && error !== '') return errorText(error);
  return isObject(error) ? errorText(error) : undefined;
}

/** An `http request` that came to nothing goes on down the wire all the same. */
function failedRequest(message: Message, value: unknown, words: Words): string | undefined {
  const status = failedStatus(message);
  if (status === undefined) return undefined;
  // Where the status is none, nobody answered: the text is the node's own, and holds the address with all that is in it.
  const answered = !Number.isNaN(Number(status));
  return words('said.http-failed', { status, text: answered ? said(value) : '' }).trim();
}

/** `msg.rc` as an `exec` node sets it. */
function failedCommand(message: Message, value: unknown, words: Words): string | undefined {
  const { rc } = message;
  const code = isObject(rc) ? rc['code'] : undefined;
  if (code === 0 || (typeof code !== 'number' && typeof code !== 'string')) return undefined;
  return words('said.exec-failed', { code, text: said(value) }).trim();
}

/** What others said to it, in one line of a length that can be read aloud. */
function said(value: unknown): string {
  if (typeof value !== 'string') return '';
  return shortened(
    value
      .slice(0, 2 * MAX_SAID)
      .replace(/\s+/g, ' ')
      .trim(),
    MAX_SAID,
  );
}

/** An `http request` to a dead host goes on down the wire with an error code where the status would be. */
function failedStatus(message: Message): string | undefined {
  const { statusCode } = message;
  if (typeof statusCode === 'number') return statusCode >= 400 ? String(statusCode) : undefined;
  if (typeof statusCode !== 'string' || statusCode === '') return undefined;
  const status = Number(statusCode);
  return Number.isNaN(status) || status >= 400 ? statusCode : undefined;
}
