// Owns what the sidebar keeps of the timeline, which of it is to be seen, and how it reads as text and as JSON. Pure: it
// knows no page and no words.

import { MAX_COUNTED_TOOLS, MAX_ENTRIES, MAX_TOLD_SESSIONS } from '../../lib/shared/limits.js';
import {
  agentIn,
  type Batch,
  type Entry,
  type SessionLine,
  type ToolFigures,
} from '../../lib/shared/timeline.js';

export interface Filter {
  /** `id` of a session; empty for all. */
  session: string;
  /** Name of a tool; empty for all that happens. */
  tool: string;
}

export class TimelineStore {
  #entries = new Map<number, Entry>();
  #sessions = new Map<string, SessionLine>();
  #tools = new Map<string, ToolFigures>();
  /** What stands up to here has been cleared away. */
  #cleared = 0;

  /** Gives the entries that are new or have changed, as long as they have not been cleared away. */
  take({ whole, entries, sessions, tools }: Batch): Entry[] {
    if (whole) this.#begin(entries);
    for (const entry of entries) this.#entries.set(entry.id, entry);
    for (const line of sessions) {
      this.#sessions.delete(line.id);
      this.#sessions.set(line.id, line);
    }
    for (const tool of tools) this.#tools.set(tool.id, tool);
    dropOldest(this.#entries, MAX_ENTRIES);
    dropOldest(this.#sessions, MAX_TOLD_SESSIONS);
    dropOldest(this.#tools, MAX_COUNTED_TOOLS);
    return entries.filter(({ id }) => id > this.#cleared);
  }

  #begin(entries: readonly Entry[]): void {
    this.#entries = new Map();
    this.#sessions = new Map();
    this.#tools = new Map();
    const latest = Math.max(0, ...entries.map(({ id }) => id));
    // Node-RED was started anew, and counts from the beginning.
    if (latest < this.#cleared) this.#cleared = 0;
  }

  clear(): void {
    this.#cleared = Math.max(this.#cleared, ...this.#entries.keys());
  }

  /** What is to be seen, oldest first. */
  shown(filter: Filter): Entry[] {
    const all = [...this.#entries.values()].filter((entry) => this.isShown(entry, filter));
    return all.toSorted((one, other) => one.id - other.id);
  }

  isShown(entry: Entry, { session, tool }: Filter): boolean {
    if (entry.id <= this.#cleared || !this.#entries.has(entry.id)) return false;
    if (session !== '' && entry.session !== session) return false;
    return tool === '' || (entry.kind === 'call' && entry.tool === tool);
  }

  session(id: string): SessionLine | undefined {
    return this.#sessions.get(id);
  }

  /** Those that are open first, and of each kind the latest. */
  sessions(): SessionLine[] {
    const all = [...this.#sessions.values()].toReversed();
    return [...all.filter((line) => !isOver(line)), ...all.filter(isOver)];
  }

  /** Of all sessions of the agent that is chosen; the tool that is slowest for its limit first. */
  figures({ session, tool }: Filter): ToolFigures[] {
    const all = [...this.#tools.values()].filter(
      (one) => (tool === '' || one.tool === tool) && (session === '' || agentIn(one.id) === agentIn(session)),
    );
    const share = ({ p95 = 0, limitMs }: ToolFigures) => (limitMs > 0 ? p95 / limitMs : 0);
    return all.toSorted((one, other) => share(other) - share(one));
  }

  /** Every tool that can be chosen. */
  toolNames(): string[] {
    const called = [...this.#entries.values()].flatMap((entry) =>
      entry.kind === 'call' ? [entry.tool] : [],
    );
    return [...new Set([...called, ...[...this.#tools.values()].map(({ tool }) => tool)])].toSorted();
  }

  /** What is to be seen, for a file. */
  exported(filter: Filter): string {
    const entries = this.shown(filter).map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
    const sessions = [...this.#sessions.values()].filter(
      ({ id }) => filter.session === '' || id === filter.session,
    );
    return JSON.stringify({ sessions, entries, tools: this.figures(filter) }, null, 2);
  }
}

function isOver({ phase }: SessionLine): boolean {
  return phase === 'idle' || phase === 'failed';
}

/** A map keeps its order: what was put in first stands first. */
function dropOldest(map: Map<unknown, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
