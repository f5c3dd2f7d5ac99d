// Owns which calls the simulated agent has made and what became of them: one answer a call, or none in time.
// Does not own how a call or a result looks on the wire.

import { isDeepStrictEqual } from 'node:util';
import type { ToolAnswer } from './simulator.js';

export type Settled = { kind: 'answered'; answer: ToolAnswer } | { kind: 'timed-out' } | { kind: 'gone' };

/** An answer as it comes. */
type Given = Omit<ToolAnswer, 'tool' | 'late'>;

export interface Ledger {
  opened: (id: string, tool: string) => void;
  /** The answer as it is kept, or why it is not accepted; `undefined` for one to a call that was made twice, word by word. */
  answered: (answer: Given) => ToolAnswer | string | undefined;
  /** True when the call was still open. */
  expire: (id: string) => boolean;
  settled: (id: string) => Promise<Settled>;
  /** The line is gone, and with it all that is open. */
  end: () => void;
}

interface Entry {
  tool: string;
  /** How often it was made, and answered. */
  made: number;
  answers: Given[];
  settled?: Settled;
  tell: ((settled: Settled) => void)[];
}

export function ledger(): Ledger {
  const entries = new Map<string, Entry>();
  let over = false;

  const settle = (entry: Entry, settled: Settled): boolean => {
    if (entry.settled) return false;
    entry.settled = settled;
    for (const tell of entry.tell.splice(0)) tell(settled);
    return true;
  };

  return {
    // The same id twice is still one call: a client owes it one answer, and may give that one again.
    opened: (id, tool) => {
      const known = entries.get(id);
      if (known) return void (known.made += 1);
      entries.set(id, {
        tool,
        made: 1,
        answers: [],
        tell: [],
        ...(over ? { settled: { kind: 'gone' } } : {}),
      });
    },
    answered: (given) => {
      const entry = entries.get(given.id);
      if (!entry) return `no tool call has the id ${given.id}`;
      const [first] = entry.answers;
      const again = entry.answers.length < entry.made && isDeepStrictEqual(first, given);
      if (first && !again) return `the tool call ${given.id} was answered before`;
      entry.answers.push(given);
      if (first) return undefined;
      const answer: ToolAnswer = { ...given, tool: entry.tool, late: entry.settled !== undefined };
      settle(entry, { kind: 'answered', answer });
      return answer;
    },
    expire: (id) => {
      const entry = entries.get(id);
      return entry !== undefined && settle(entry, { kind: 'timed-out' });
    },
    settled: (id) => {
      const entry = entries.get(id);
      if (!entry) return Promise.reject(new Error(`No tool call has the id ${id}.`));
      if (entry.settled) return Promise.resolve(entry.settled);
      return new Promise((resolve) => entry.tell.push(resolve));
    },
    end: () => {
      over = true;
      for (const entry of entries.values()) settle(entry, { kind: 'gone' });
    },
  };
}
