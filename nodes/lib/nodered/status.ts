// Owns what a node shows under itself. Owns no words: those stand in the catalog below `status`.

import type { Node, NodeStatus } from 'node-red';
import type { AgentError } from '../errors.js';
import type { Phase } from '../session/machine.js';
import type { Session, SessionEvent } from '../session/session.js';
import type { Words } from '../words.js';
import type { House } from './house.js';
import { briefOf, spoken } from './words.js';

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

export type PhaseEvent = Extract<SessionEvent, { type: 'phase' }>;

/** What the sessions of a node are doing; `event` is the latest, and the only one that can have failed. */
export function showSessions(
  node: Node,
  open: readonly Session[],
  event: PhaseEvent | undefined,
  words: Words,
): void {
  const ready = open.filter((session) => session.state.phase === 'ready').length;
  if (open.length > 1)
    return present(node, () => ({
      ...PHASES.ready,
      text: words('status.sessions', { ready, open: open.length }),
    }));
  const { phase, error } = open[0]?.state ?? event?.state ?? { phase: 'idle' as const, error: undefined };
  if (phase === 'failed' && error) return show(node, 'bad', () => briefOf(error, words));
  const seconds = Math.ceil((event?.retryInMs ?? 0) / 1000);
  present(node, () => ({ ...PHASES[phase], text: words(`status.phase.${phase}`, { seconds }) }));
}

/** A node without anything to show, or with something old that is no longer true. */
export function clear(node: Node): void {
  node.status({});
}

/** A node that cannot do its work says why, under itself and to Catch. */
export function showFault(node: Node, error: AgentError, words: Words): void {
  show(node, 'bad', () => briefOf(error, words));
  node.error(spoken(error, words), { topic: 'error', payload: { code: error.code, ...error.params } });
}

/** Why a node cannot use the agent that it names. The first such node tells it, the others only show it. */
export function showRefusal(node: Node, error: AgentError, { words, afterStart, told }: House): void {
  if (told.has(error)) return show(node, 'bad', () => briefOf(error, words));
  told.add(error);
  afterStart(() => showFault(node, error, words));
}

/** Shows a badge; `text` is asked only if it is really shown. */
export function show(node: Node, badge: keyof typeof OUTCOMES, text: () => string): void {
  present(node, () => ({ ...OUTCOMES[badge], text: short(text()) }));
}

/** How long a badge stays before the next one: at hundreds of calls a second nobody can read it, and it costs time. */
const STAY_MS = 100;

/** Nodes whose badge is fresh, with what is to be shown after it. */
const fresh = new WeakMap<Node, { next: (() => NodeStatus) | undefined }>();

function present(node: Node, status: () => NodeStatus): void {
  const waiting = fresh.get(node);
  if (waiting) {
    waiting.next = status;
    return;
  }
  node.status(status());
  const shown: { next: (() => NodeStatus) | undefined } = { next: undefined };
  fresh.set(node, shown);
  const over = () => {
    if (fresh.get(node) !== shown) return;
    fresh.delete(node);
    if (shown.next) present(node, shown.next);
  };
  setTimeout(over, STAY_MS).unref();
}

/** A node that goes shows nothing any more: its badge would overwrite that of the node that takes its place. */
export function forgetBadge(node: Node): void {
  fresh.delete(node);
}

/** A badge has room for one line. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
