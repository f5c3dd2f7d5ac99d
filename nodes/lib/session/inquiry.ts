// Owns carrying out an inquiry: one request after the other, within one limit of time. Does not know what is asked.

import { AgentError, asAgentError } from '../errors.js';
import type { Inquiry } from '../providers/directory.js';
import { ask } from './network.js';
import type { Route } from './transport.js';

/** A directory of thousands of tools has many pages; nobody waits longer than this. */
const LIMIT_MS = 30_000;

/**
 * What an inquiry finds. Never rejects. Errors: those of `ask`, and those of the inquiry itself. `aborted` ends it early,
 * where whoever asked has gone; a change that was sent may then have been made.
 */
export async function inquire<T>(
  inquiry: Inquiry<T>,
  route: Route,
  aborted: AbortSignal,
  limitMs = LIMIT_MS,
): Promise<T | AgentError> {
  const over = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([aborted, over]);
  try {
    let next = inquiry;
    while (!(next instanceof AgentError) && next.kind === 'asking') {
      const answer = await ask(next.request, route, signal);
      next = next.read(over.aborted ? late(limitMs) : answer);
      if (signal.aborted && !(next instanceof AgentError) && next.kind === 'asking') return late(limitMs);
    }
    return next instanceof AgentError ? next : next.value;
  } catch (thrown) {
    return asAgentError(thrown);
  }
}

function late(limitMs: number): AgentError {
  return new AgentError('dial.timeout', { seconds: limitMs / 1000 });
}
