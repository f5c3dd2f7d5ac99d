// Owns counting what became of the calls of each tool, and how long they took. Knows no call and no message.

import { MAX_COUNTED_TOOLS, MAX_DURATIONS } from '../shared/limits.js';
import type { ToolFigures } from '../shared/timeline.js';

/** A call that is over. */
export interface Ended {
  readonly ending: 'answered' | 'cancelled' | 'expired' | 'lost';
  readonly outcome: 'success' | 'error' | undefined;
  /** Its flow was started. */
  readonly ran: boolean;
  readonly ms: number;
  readonly limitMs: number;
}

interface Tally {
  readonly tool: string;
  agent: string;
  count: number;
  errors: number;
  timeouts: number;
  limitMs: number;
  /** The latest, in no order: the oldest is overwritten. */
  readonly durations: number[];
  oldest: number;
}

export class Figures {
  readonly #tallies = new Map<string, Tally>();

  /** `id` tells tools of one name apart that belong to different agents. */
  add(id: string, { tool, agent }: { tool: string; agent: string }, ended: Ended): void {
    const tally = this.#tallies.get(id) ?? newTally(tool);
    // The tool that was called last stands last: the one that nobody has called for longest makes room.
    this.#tallies.delete(id);
    this.#tallies.set(id, tally);
    const [first] = this.#tallies.keys();
    if (first !== undefined && this.#tallies.size > MAX_COUNTED_TOOLS) this.#tallies.delete(first);
    const { ending, outcome, ran, ms, limitMs } = ended;
    tally.agent = agent;
    tally.limitMs = limitMs;
    tally.count += 1;
    if (ending === 'expired') tally.timeouts += 1;
    else if (outcome === 'error') tally.errors += 1;
    // What was broken off, or refused before it ran, says nothing about how long it takes.
    if (ending !== 'expired' && (ending !== 'answered' || !ran)) return;
    tally.durations[tally.oldest] = ms;
    tally.oldest = (tally.oldest + 1) % MAX_DURATIONS;
  }

  of(id: string): ToolFigures | undefined {
    const tally = this.#tallies.get(id);
    return tally && figuresOf(id, tally);
  }

  all(): ToolFigures[] {
    return [...this.#tallies].map(([id, tally]) => figuresOf(id, tally));
  }
}

function newTally(tool: string): Tally {
  return { tool, agent: '', count: 0, errors: 0, timeouts: 0, limitMs: 0, durations: [], oldest: 0 };
}

function figuresOf(id: string, tally: Tally): ToolFigures {
  const { tool, agent, count, errors, timeouts, limitMs, durations } = tally;
  const sorted = durations.toSorted((one, other) => one - other);
  const [p50, p95] = [rank(sorted, 0.5), rank(sorted, 0.95)];
  const known = p50 === undefined || p95 === undefined ? {} : { p50, p95 };
  const slow = p95 !== undefined && limitMs > 0 && p95 > limitMs / 2;
  return { id, tool, agent, count, errors, timeouts, ...known, limitMs, slow };
}

/** The smallest of the values that this share of them does not exceed. */
function rank(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
