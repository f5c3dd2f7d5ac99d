// Owns what a node shows under itself. Owns no words: those stand in the catalog below `status`.

import type { Node, NodeStatus } from 'node-red';
import type { AgentError } from '../errors.js';
import type { Phase } from '../session/machine.js';
import type { Session, SessionEvent } from '../session/session.js';
import type { Words } from '../words.js';
import { causeOf, spoken } from './words.js';

export type Badge = Pick<NodeStatus, 'fill' | 'shape'>;

const GREY: Badge = { fill: 'grey', shape: 'ring' };
const BUSY: Badge = { fill: 'yellow', shape: 'ring' };
const GOOD: Badge = { fill: 'green', shape: 'dot' };
const BAD: Badge = { fill: 'red', shape: 'ring' };

/** Every phase has its badge: a new phase does not compile without one. */
const PHASES: Record<Phase, Badge> = {
  idle: GREY,
  dialing: BUSY,
  opening: BUSY,
  ready: GOOD,
  waiting: BUSY,
  closing: GREY,
  failed: BAD,
};

const OUTCOMES = {
  quiet: GREY,
  busy: { fill: 'blue', shape: 'dot' },
  good: GOOD,
  doubt: { fill: 'yellow', shape: 'dot' },
  bad: BAD,
} as const satisfies Record<string, Badge>;

/** What the sessions of a node are doing; `event` is the latest, and the only one that can have failed. */
export function showSessions(
  node: Node,
  open: readonly Session[],
  event: Extract<SessionEvent, { type: 'phase' }> | undefined,
  words: Words,
): void {
  const ready = open.filter((session) => session.state.phase === 'ready').length;
  if (open.length > 1)
    return node.status({ ...PHASES.ready, text: words('status.sessions', { ready, open: open.length }) });
  const { phase, error } = event?.state ?? { phase: 'idle' as const, error: undefined };
  if (phase === 'failed' && error) return show(node, 'bad', causeOf(error, words));
  const seconds = Math.ceil((event?.retryInMs ?? 0) / 1000);
  node.status({ ...PHASES[phase], text: words(`status.phase.${phase}`, { seconds }) });
}

/** A node that cannot do its work says why, under itself and to Catch. */
export function showFault(node: Node, error: AgentError, words: Words): void {
  show(node, 'bad', causeOf(error, words));
  node.error(spoken(error, words), { topic: 'error', payload: { code: error.code, ...error.params } });
}

export function show(node: Node, badge: keyof typeof OUTCOMES, text: string): void {
  node.status({ ...OUTCOMES[badge], text: short(text) });
}

/** A badge has room for one line. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
