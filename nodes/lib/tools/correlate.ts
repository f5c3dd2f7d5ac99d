// Owns finding the call that a message answers. Never guesses between two. Does not decide what is sent.

import { AgentError } from '../errors.js';
import { isObject } from '../shared/json.js';
import type { Caller, Entry, Ledger } from './ledger.js';

/** Which key of the message led to the call, strongest first. `mqtt`: correlation data or user property of MQTT v5. */
export type Key = 'ref' | 'msgid' | 'mqtt';

export interface Match<C extends Caller> {
  entry: Entry<C>;
  key: Key;
}

/** The user property of MQTT v5 that names a call. */
export const USER_PROPERTY = 'agent-tool-call';

/** A call that a message names. `sure` when nobody but us writes there, so that an unknown one is stale or forged. */
interface Claim {
  key: Key;
  ref: string;
  sure: boolean;
}

/**
 * Errors: `reply.no-call` when the message names none, `reply.unknown` when it names one that is not in the book,
 * `reply.ambiguous` when it names two that are.
 */
export function correlate<C extends Caller>(
  ledger: Ledger<C>,
  message: Readonly<Record<string, unknown>>,
): Match<C> | AgentError {
  const named = claims(message);
  const found: Match<C>[] = [];
  for (const { key, ref, sure } of named) {
    const entry = ledger.byRef(ref);
    if (entry) found.push({ entry, key });
    else if (sure) return new AgentError('reply.unknown');
  }
  const [match] = found;
  // Every message has an id; a strange one says nothing.
  if (!match)
    return new AgentError(named.some(({ key }) => key !== 'msgid') ? 'reply.unknown' : 'reply.no-call');
  const other = found.find(({ entry }) => entry !== match.entry);
  if (!other) return match;
  const [first, second] = [match.key, other.key];
  return new AgentError('reply.ambiguous', { first, second });
}

function claims(message: Readonly<Record<string, unknown>>): Claim[] {
  const { toolCall, _msgid, correlationData, userProperties } = message;
  const all: [Key, unknown, boolean][] = [
    ['ref', isObject(toolCall) ? toolCall['ref'] : undefined, true],
    ['msgid', _msgid, false],
    ['mqtt', isObject(userProperties) ? userProperties[USER_PROPERTY] : undefined, true],
    ['mqtt', asText(correlationData), false],
  ];
  return all.flatMap(([key, ref, sure]) =>
    typeof ref === 'string' && ref !== '' ? [{ key, ref, sure }] : [],
  );
}

/** No ref is longer: what is longer is somebody else's, and is not read. */
const LONGEST = 64;

/** Correlation data comes as a Buffer, as text where a flow made it so, and as a list of bytes once it was JSON. */
function asText(data: unknown): unknown {
  const bytes = isObject(data) && data['type'] === 'Buffer' ? data['data'] : data;
  if (!(bytes instanceof Uint8Array) && !Array.isArray(bytes)) return bytes;
  return bytes.length > LONGEST ? 'too long' : Buffer.from(bytes).toString();
}
