// Owns how results are shown: medians over the rounds, and how we compare with each yardstick.

import { OURS, type Contestant } from './contestants.js';
import type { Measured } from './provider.js';

/** Per contestant, one entry a round. */
export type Rounds = ReadonlyMap<string, readonly Measured[]>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export function speed(rounds: Rounds, name: string): number {
  return median((rounds.get(name) ?? []).map(({ callsPerSecond }) => callsPerSecond));
}

/** One line a contestant; the last column says how many times as fast as it we are. */
export function table(contestants: readonly Contestant[], rounds: Rounds): string {
  const head = ['', 'calls/s', 'median ms', 'p99 ms', 'ours is'];
  const lines = contestants.map(({ name, title }) => {
    const all = rounds.get(name) ?? [];
    const ratio = speed(rounds, OURS) / speed(rounds, name);
    return [
      title,
      speed(rounds, name).toFixed(0),
      median(all.map((one) => one.median)).toFixed(3),
      median(all.map((one) => one.p99)).toFixed(3),
      name === OURS || !rounds.has(OURS) ? '' : `${ratio.toFixed(2)}x`,
    ];
  });
  return [head, ...lines].map((cells) => row(cells, [head, ...lines])).join('\n');
}

function row(cells: readonly string[], all: readonly (readonly string[])[]): string {
  const widths = cells.map((_, column) => Math.max(...all.map((other) => other[column]?.length ?? 0)));
  return cells
    .map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    .join('  ');
}
