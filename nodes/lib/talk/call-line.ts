// Owns what visitors get to see of a call: the tool's name, its arguments in short, how it ended. Nothing else of a call
// leaves for a browser.

import type { CallEvent } from '../tools/caller.js';
import { HIDDEN } from '../shared/private.js';
import type { CallLine, Detail } from '../shared/talk.js';

const MAX_DETAILS = 6;
const MAX_LENGTH = 40;

/** The line of a call after an event of it; `known` is what it was before. */
export function callLine(event: CallEvent, known: CallLine | undefined): CallLine | undefined {
  const { ref, name, receivedAt, endedAt } = event.call;
  const line: CallLine = known ?? {
    type: 'call',
    ref,
    tool: name.slice(0, 64),
    details: [],
    state: 'running',
  };
  switch (event.type) {
    case 'accepted':
      return { ...line, details: details(event.arguments, event.private) };
    case 'settled': {
      const { ending, answer } = event;
      const seconds = Math.ceil(((endedAt ?? receivedAt) - receivedAt) / 100) / 10;
      const done = ending === 'answered' && answer?.outcome !== 'error';
      return { ...line, state: done ? 'done' : ending === 'cancelled' ? 'cancelled' : 'failed', seconds };
    }
    case 'acknowledged':
    case 'fault':
      // What comes of it, its ending tells.
      return undefined;
  }
}

function details(
  values: Readonly<Record<string, unknown>>,
  hidden: ReadonlySet<string> | undefined,
): Detail[] {
  const shown = Object.entries(values).flatMap(([name, value]): Detail[] => {
    if (hidden?.has(name)) return [HIDDEN];
    if (typeof value === 'boolean') return [{ name: cut(name), on: value }];
    if (typeof value === 'number') return [value];
    return typeof value === 'string' && value.trim() !== '' ? [cut(value)] : [];
  });
  return shown.slice(0, MAX_DETAILS);
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}
