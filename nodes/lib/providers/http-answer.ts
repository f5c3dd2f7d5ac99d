// Owns what an HTTP answer means that is not the one hoped for: its status as one of our errors, its reason as a line.
// Does not own the answers that hold an address: each provider's dial reads those.

import { AgentError, type ErrorCode } from '../errors.js';
import { isObject } from './frame.js';

const MAX_DETAIL = 300;

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'dial.unauthorized',
  403: 'dial.forbidden',
  404: 'dial.agent-unknown',
  429: 'dial.rate-limited',
};

/** The error of a status. `detail` is the service's own reason; it is cut to 300 characters on one line. */
export function statusError(status: number, detail: string): AgentError {
  return new AgentError(codeOf(status), { status, detail: oneLine(detail) });
}

/**
 * The reason in the body of a refused request, on one line; empty when there is none a person could read.
 * Shapes: `{error}`, `{message}`, `{detail}`, each a text or an object with `message`, and FastAPI's
 * `{detail: [{loc, msg}]}`. Text that is not JSON is taken as it is, but never a page of HTML.
 */
export function httpDetail(body: string): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    const text = body.trim();
    return text.startsWith('<') ? '' : oneLine(text);
  }
  return oneLine(
    isObject(value) ? reason(value['error'] ?? value['detail'] ?? value['message']) : reason(value),
  );
}

function codeOf(status: number): ErrorCode {
  if (status >= 500) return 'dial.server';
  // A success or a redirect where something else was asked for: most likely not the service that was meant.
  if (status < 400) return 'dial.answer';
  return CODES[status] ?? 'dial.refused';
}

function reason(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(problem).filter(Boolean).join('; ');
  return isObject(value) && typeof value['message'] === 'string' ? value['message'] : '';
}

/** One entry of a list of problems: where, then what. */
function problem(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  if (!isObject(entry) || typeof entry['msg'] !== 'string') return '';
  const where = (Array.isArray(entry['loc']) ? entry['loc'] : []).filter(isStep).join('.');
  return where ? `${where}: ${entry['msg']}` : entry['msg'];
}

function isStep(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}

function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL - 1)}…` : line;
}
