// Owns what the timeline keeps: the latest entries, the conversations, the figures, and what of it has changed for those
// who watch. Pure: it hears of things in plain data, and whoever sends it asks. Does not know where that comes from.

import { MAX_ENTRIES, MAX_TOLD_SESSIONS } from '../shared/limits.js';
import type { Batch, Entry, SessionLine } from '../shared/timeline.js';
import { Figures, type Ended } from './figures.js';

/** An entry before it has its number. */
export type NewEntry<E extends Entry = Entry> = E extends Entry ? Omit<E, 'id'> : never;

/** Entries sent at once; what is more waits for the next time. */
const MAX_BATCH = 50;

interface Changed {
  readonly entries: Set<number>;
  readonly sessions: Set<string>;
  readonly tools: Set<string>;
}

export class Timeline {
  /** By number, round and round: the newest takes the place of the oldest. */
  readonly #ring: Entry[] = [];
  #last = 0;
  readonly #sessions = new Map<string, SessionLine>();
  readonly #figures = new Figures();
  /** What who watches has not been sent yet; missing while nobody does. */
  #changed: Changed | undefined;

  /** Keeps an entry; answers its number. */
  add(entry: NewEntry): number {
    const id = ++this.#last;
    this.#ring[id % MAX_ENTRIES] = { ...entry, id };
    this.#changed?.entries.add(id);
    // One that is gone from the ring is never sent.
    this.#changed?.entries.delete(id - MAX_ENTRIES);
    return id;
  }

  /** An entry that is still there. */
  entry(id: number): Entry | undefined {
    const entry = this.#ring[id % MAX_ENTRIES];
    return entry?.id === id ? entry : undefined;
  }

  /** Whoever changes an entry says so. */
  touched(id: number): void {
    if (this.entry(id)) this.#changed?.entries.add(id);
  }

  /** Oldest first. */
  entries(): Entry[] {
    // Until it is full, the ring has holes.
    return Object.values(this.#ring).toSorted((one, other) => one.id - other.id);
  }

  session(id: string): SessionLine | undefined {
    return this.#sessions.get(id);
  }

  /** Keeps a conversation, or what it is now. Of those that are over, the one that is so for longest makes room. */
  tellSession(line: SessionLine): void {
    this.#sessions.delete(line.id);
    this.#sessions.set(line.id, line);
    this.#changed?.sessions.add(line.id);
    if (this.#sessions.size <= MAX_TOLD_SESSIONS) return;
    const all = [...this.#sessions.values()];
    const over = all.find(({ phase }) => phase === 'idle' || phase === 'failed') ?? all[0];
    if (!over) return;
    this.#sessions.delete(over.id);
    this.#changed?.sessions.delete(over.id);
  }

  count(id: string, of: { tool: string; agent: string }, ended: Ended): void {
    this.#figures.add(id, of, ended);
    this.#changed?.tools.add(id);
  }

  /** From now on changes are remembered until they are taken, or no longer. */
  watch(yes: boolean): void {
    if (!yes) this.#changed = undefined;
    else this.#changed ??= { entries: new Set(), sessions: new Set(), tools: new Set() };
  }

  whole(): Batch {
    const sessions = [...this.#sessions.values()];
    return { whole: true, entries: this.entries(), sessions, tools: this.#figures.all() };
  }

  /** What has changed since the last time; nothing where nothing has. */
  take(): Batch | undefined {
    const changed = this.#changed;
    if (!changed) return undefined;
    const numbers = [...changed.entries].toSorted((one, other) => one - other).slice(0, MAX_BATCH);
    const entries = numbers.flatMap((id) => this.entry(id) ?? []);
    const sessions = [...changed.sessions].flatMap((id) => this.#sessions.get(id) ?? []);
    const tools = [...changed.tools].flatMap((id) => this.#figures.of(id) ?? []);
    for (const id of numbers) changed.entries.delete(id);
    changed.sessions.clear();
    changed.tools.clear();
    const nothing = entries.length + sessions.length + tools.length === 0;
    return nothing ? undefined : { whole: false, entries, sessions, tools };
  }
}
