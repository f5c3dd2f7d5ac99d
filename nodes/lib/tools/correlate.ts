// Owns finding the call that a message answers. Never guesses between two. Does not decide what is sent.

import { AgentError } from '../errors.js';
import { isObject } from '../shared/json.js';
import type { Caller, Entry, Ledger } from './ledger.js';

/** Which key of the message led to the call, strongest first. */
export type Key = 'ref' | 'msgid';

export interface Match<C extends Caller> {
  entry: Entry<C>;
  key: Key;
}

/** Errors: `reply.no-call` when the message names none, `reply.unknown` when it names one that is not in the book. */
export function correlate<C extends Caller>(
  ledger: Ledger<C>,
  message: Readonly<Record<string, unknown>>,
): Match<C> | AgentError {
  const toolCall = message['toolCall'];
  const ref = isObject(toolCall) ? toolCall['ref'] : undefined;
  if (typeof ref === 'string' && ref !== '') {
    const entry = ledger.byRef(ref);
    return entry ? { entry, key: 'ref' } : new AgentError('reply.unknown');
  }
  const msgid = message['_msgid'];
  const entry = typeof msgid === 'string' ? ledger.byRef(msgid) : undefined;
  return entry ? { entry, key: 'msgid' } : new AgentError('reply.no-call');
}
