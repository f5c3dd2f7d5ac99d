// Owns the small words that the tests of Vatel's codec share. Holds no test.

import assert from 'node:assert/strict';
import type { Codec, ProviderEvent } from '../../../nodes/lib/providers/provider.js';
import { vatel } from '../../../nodes/lib/providers/vatel/index.js';

export function connection(): Codec {
  return vatel.codec({ textOnly: false, variables: {} });
}

/** What one message means on a new connection. */
export function heard(type: string, data?: unknown): ProviderEvent[] {
  return connection().decode(JSON.stringify({ type, data }));
}

/** The only event of one message, which has to be of that type. */
export function one<T extends ProviderEvent['type']>(
  events: ProviderEvent[],
  type: T,
): Extract<ProviderEvent, { type: T }> {
  assert.equal(events.length, 1);
  const event = events.find(
    (candidate): candidate is Extract<ProviderEvent, { type: T }> => candidate.type === type,
  );
  assert(event, `expected ${type}, heard ${events[0]?.type}`);
  return event;
}
