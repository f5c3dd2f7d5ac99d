// Owns what visitors of a talk page are told when something goes wrong: in words for somebody who cannot mend it, without
// anything that a provider or a flow has said. What a person at Node-RED is told stands elsewhere, and says more.

import type { AgentError, ErrorCode } from '../errors.js';
import type { Words } from '../words.js';

type Problem = 'setup' | 'away' | 'full' | 'over' | 'quiet' | 'long' | 'ended' | 'fault';

const BY_CODE: Partial<Record<ErrorCode, Problem>> = {
  'session.too-many': 'full',
  'session.node-full': 'full',
  'session.queue-full': 'full',
  'session.key-taken': 'setup',
  'session.none': 'over',
  'session.unknown': 'over',
  'session.not-open': 'over',
  'provider.no-input': 'quiet',
  'provider.max-duration': 'long',
  'provider.safety': 'ended',
  'internal.fault': 'fault',
};

/** What somebody has to set right before anybody can talk. */
const SETUP = /^(config|dial|provider|capability|message)\./;

/** `undefined` for what does not concern them: a frame that cannot be read, a tool. */
export function problemFor(error: AgentError, words: Words): string | undefined {
  const problem = kindOf(error);
  return problem && words(`visitor.${problem}`);
}

function kindOf({ code, again }: AgentError): Problem | undefined {
  const known = BY_CODE[code];
  if (known) return known;
  // What heals by itself, or with the next try.
  if (again || code.startsWith('line.')) return 'away';
  return SETUP.test(code) ? 'setup' : undefined;
}
