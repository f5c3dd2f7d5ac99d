// Owns why a conversation fails, in whichever way ElevenLabs says it: an error message, a close code, an HTTP status.
// Does not own the words for a person: those belong to the code.

import { AgentError, type ErrorCode } from '../../errors.js';
import { textAt, type JsonObject } from '../frame.js';
import { httpDetail, statusError } from '../http-answer.js';
import type { HttpAnswer } from '../provider.js';
import type { ErrorType } from './wire.js';

const MAX_DETAIL = 300;
/** Patterns look at no more than this: a message may be as large as a frame. */
const MAX_SENTENCE = 1000;

const FAILED = 'provider.failed';
const REJECTED = 'provider.rejected';

const BY_TYPE: Readonly<Record<ErrorType, ErrorCode | undefined>> = {
  unknown: undefined,
  invalid_message: REJECTED,
  telephony_agent_error: REJECTED,
  mcp_tool_error: REJECTED,
  mcp_https_error: REJECTED,
  value_error: REJECTED,
  missing_fields: REJECTED,
  override_error: 'provider.override-refused',
  missing_dynamic_variable_transfer: 'provider.variable-missing',
  missing_dynamic_variable: 'provider.variable-missing',
  websocket_disconnect: 'line.lost',
  safety_violation: 'provider.safety',
  llm_timeout: FAILED,
  transport_receive_timeout: 'provider.no-input',
  asyncio_timeout: FAILED,
  http_exception: FAILED,
  max_duration_exceeded: 'provider.max-duration',
  llm_error: FAILED,
  custom_llm_error: FAILED,
  cascade_brain_error: FAILED,
  asr_transcription_error: FAILED,
  vad_error: FAILED,
  turn_probability_error: FAILED,
  tts_cascade_error: FAILED,
  redis_timeout_error: FAILED,
  unknown_websocket_crash: FAILED,
};

const TOO_LONG = /\bmax(imum)? (call |conversation )?duration\b/i;

/** What no type and no close code tells, but the sentence does. The first that fits counts. */
const BY_WORDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/\bquota|\bcredits?\b/i, 'provider.quota'],
  [/\bsigned url\b/i, 'dial.unauthorized'],
  [/\boverrid/i, 'provider.override-refused'],
  [/\bdynamic variable/i, 'provider.variable-missing'],
  [TOO_LONG, 'provider.max-duration'],
  [/\bsafety|\bguardrail|\bmoderation/i, 'provider.safety'],
  [/\bno (user )?input|\binactiv|\breceive timeout/i, 'provider.no-input'],
  [/\bagent\b.*\b(does not exist|not found)/i, 'dial.agent-unknown'],
  [/\bmisconfigured/i, REJECTED],
  [/\bconcurren|\btoo many|\brate limit|\bcapacity|\boverloaded|\bsystem busy/i, 'provider.busy'],
];

/** Only of the conversation as a whole: a model or a tool behind the agent can be unauthorized as well. */
const AT_THE_DOOR: readonly (readonly [RegExp, ErrorCode])[] = [
  [/\borigin\b|\ballow ?list|\bhost\b/i, 'dial.forbidden'],
  [/\bauthoriz|\bauthenticat|\bsignature|\bsigned url/i, 'dial.unauthorized'],
];

/** What an `error` or `client_error` message says; `closeCode` in its params is the code it announces, if it does. */
export function announced(content: JsonObject): AgentError {
  const type = textAt(content, 'error_type') ?? textAt(content, 'error_name') ?? '';
  const message = textAt(content, 'message') || textAt(content, 'reason') || '';
  const debug = textAt(content, 'debug_message') ?? '';
  const text = [message, debug === message ? '' : debug].filter(Boolean).join(': ') || type;
  const closeCode = announcedCode(content['code'], text);
  const named = isErrorType(type) ? BY_TYPE[type] : undefined;
  const vague = named === undefined || named === FAILED || named === REJECTED;
  const words = vague ? byWords(`${type} ${text}`, named ? undefined : closeCode) : undefined;
  const code = words ?? named ?? (byCloseCode(closeCode) === REJECTED ? REJECTED : FAILED);
  return fault(code, closeCode, 'detail', text);
}

/** What it means that the server closed the socket: `undefined` for an ordinary end. */
export function closing(closeCode: number, reason: string): AgentError | undefined {
  if (closeCode === 1000 && !TOO_LONG.test(reason)) return undefined;
  return fault(byWords(reason, closeCode) ?? byCloseCode(closeCode), closeCode, 'reason', reason);
}

/** The error of an HTTP status where an address or a socket was expected. */
export function turnedAway(answer: HttpAnswer): AgentError {
  const { status } = answer;
  const detail = quoted(httpDetail(answer.body));
  // ElevenLabs answers 401 to a key that is right but used up.
  if (status === 401 && /\bquota/i.test(detail)) return new AgentError('provider.quota', { status, detail });
  return statusError(status, detail);
}

/** The words of a `dial.*` code speak of a status and a detail, whatever way the refusal came. */
function fault(code: ErrorCode, closeCode: number | undefined, key: 'detail' | 'reason', text: string) {
  const atTheDoor = code.startsWith('dial.');
  return new AgentError(code, {
    [atTheDoor ? 'detail' : key]: quoted(text),
    ...(closeCode === undefined ? {} : { closeCode }),
    ...(atTheDoor && closeCode !== undefined ? { status: closeCode } : {}),
  });
}

/** Where the message has no code of its own it has been seen to quote the close: `received 1002 (protocol error) ...`. */
function announcedCode(code: unknown, text: string): number | undefined {
  if (typeof code === 'number') return code;
  const quote = /\breceived (\d{4}) \(/.exec(text)?.[1];
  return quote === undefined ? undefined : Number(quote);
}

function byWords(text: string, closeCode: number | undefined): ErrorCode | undefined {
  const sentence = text.slice(0, MAX_SENTENCE).replaceAll('_', ' ');
  const atTheDoor = closeCode === 1008 || isPrivate(closeCode);
  const rows = atTheDoor ? [...BY_WORDS, ...AT_THE_DOOR] : BY_WORDS;
  return rows.find(([pattern]) => pattern.test(sentence))?.[1];
}

/** Other than 1002, 1008 and 1011, of which the service speaks, these are the ones of RFC 6455. */
const ABOUT_US: ReadonlySet<number | undefined> = new Set([1003, 1007, 1008, 1009]);

function byCloseCode(code: number | undefined): ErrorCode {
  if (ABOUT_US.has(code) || isPrivate(code)) return REJECTED;
  return code === 1002 || code === 1011 ? FAILED : 'line.lost';
}

/** 3000 is what a refused conversation has been closed with. */
function isPrivate(code: number | undefined): boolean {
  return code !== undefined && code >= 3000 && code <= 4999;
}

function isErrorType(type: string): type is ErrorType {
  return Object.hasOwn(BY_TYPE, type);
}

/** The provider's own words on one line, short, without the token of an address that they may quote. */
function quoted(text: string): string {
  return text
    .slice(0, MAX_SENTENCE)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\b(conversation_signature|signature|token)=[^\s&"']+/gi, '$1=***')
    .trim()
    .slice(0, MAX_DETAIL);
}
