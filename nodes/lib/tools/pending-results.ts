// Owns the tool `pending_results`, by which an agent asks for results that it could not be told when they came. They go
// out with the answer to any call, so this one only has to be answered.

import type { Words } from '../words.js';
import type { Calls } from './calls.js';
import type { Tool } from './registry.js';
import { compileSchema } from './schema.js';

export const PENDING_RESULTS = 'pending_results';

const TIMEOUT_MS = 5_000;

const SCHEMA = { type: 'object', properties: {} };
const checker = compileSchema(SCHEMA);

export function pendingResults(calls: Calls, words: Words): Tool {
  if (checker instanceof Error) throw checker;
  return {
    declaration: { name: PENDING_RESULTS, description: words('said.pending.description'), schema: SCHEMA },
    checker,
    timeoutMs: TIMEOUT_MS,
    owner: 'house',
    order: { kind: 'parallel' },
    errorsAs: undefined,
    acknowledge: undefined,
    interruptible: false,
    deliver: ({ ref }) => {
      const value = words(calls.hasLater(ref) ? 'said.pending.some' : 'said.pending.none');
      calls.answer(ref, { value, outcome: 'success' });
    },
  };
}
