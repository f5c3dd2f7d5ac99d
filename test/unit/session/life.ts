// Owns a session under test with everything around it, and waiting for what it tells. Holds no test.

import type { Opening, Provider } from '../../../nodes/lib/providers/provider.js';
import type { Phase } from '../../../nodes/lib/session/machine.js';
import { Session, type SessionEvent } from '../../../nodes/lib/session/session.js';
import type { Route } from '../../../nodes/lib/session/transport.js';
import { Calls } from '../../../nodes/lib/tools/calls.js';
import type { SessionName } from '../../../nodes/lib/tools/ledger.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { compileSchema } from '../../../nodes/lib/tools/schema.js';
import { testClock, type TestClock } from '../../support/clock.js';
import { atEnd } from '../../support/teardown.js';
import { within } from '../../support/within.js';
import { PLAIN } from '../tools/caller.js';
import { TEXT_ONLY } from './echo.js';

export interface Life {
  session: Session;
  clock: TestClock;
  calls: Calls;
  registry: Registry;
  /** The conversations that calls were delivered for, in order. */
  delivered: readonly SessionName[];
  /** Everything told so far. */
  told: readonly SessionEvent[];
  /** Phases in the order in which they were told. */
  phases: () => Phase[];
  /** The next event of that type which was not taken yet. */
  next: <T extends SessionEvent['type']>(type: T) => Promise<Extract<SessionEvent, { type: T }>>;
  /** When the session is in that phase, which may be now. */
  phase: (phase: Phase) => Promise<void>;
  /** Wires a tool; its calls are answered by `answer`, or stay open. */
  wire: (name: string, answer?: (payload: Record<string, unknown>) => unknown) => void;
}

const DIRECT: Route = { agentFor: () => undefined, tls: {} };

export function life(provider: Provider, opening: Opening = TEXT_ONLY, random = 1): Life {
  const clock = testClock();
  const told: SessionEvent[] = [];
  const delivered: SessionName[] = [];
  const wakes = new Set<() => void>();
  const calls = new Calls(clock, (key) => key);
  const registry = new Registry(() => session.declareTools());
  const target = { agentId: '', apiKey: '', baseUrl: '', origin: '' };
  const session: Session = new Session(
    'key',
    opening,
    { agent: 'agent', provider, target, route: DIRECT, clock, random: () => random, calls, registry },
    (event) => {
      told.push(event);
      for (const wake of wakes) wake();
    },
  );
  atEnd(() => end(session, clock));
  return {
    session,
    clock,
    calls,
    registry,
    delivered,
    told,
    phases: () => told.flatMap((event) => (event.type === 'phase' ? [event.state.phase] : [])),
    next: waiting(told, wakes),
    phase: (phase) => phaseOf(session, phase, wakes),
    wire: (name, answer) => {
      const checker = compileSchema({ type: 'object' });
      if (checker instanceof Error) throw checker;
      registry.add({
        declaration: { name, description: '', schema: checker.schema },
        checker,
        ...PLAIN,
        deliver: (call, payload, conversation) => {
          delivered.push(conversation);
          if (answer) calls.answer(call.ref, { value: answer(payload), outcome: 'success' });
        },
      });
    },
  };
}

/** A clock that stands still never ends a line that does not close by itself. */
async function end(session: Session, clock: TestClock): Promise<void> {
  const stopped = session.stop('test');
  clock.advance(10_000);
  await within(1000, 'The end of the session', stopped, () => session.state.phase);
}

function waiting(told: readonly SessionEvent[], wakes: Set<() => void>): Life['next'] {
  let taken = 0;
  return (type) => {
    type Wanted = Extract<SessionEvent, { type: typeof type }>;
    const isWanted = (event: SessionEvent): event is Wanted => event.type === type;
    const look = () => {
      const index = told.findIndex((event, at) => at >= taken && isWanted(event));
      const found = told[index];
      if (!found || !isWanted(found)) return undefined;
      taken = index + 1;
      return found;
    };
    return soon(`The event ${type}`, look, wakes, () => told.map((event) => event.type).join(', '));
  };
}

function phaseOf(session: Session, phase: Phase, wakes: Set<() => void>): Promise<void> {
  const look = () => (session.state.phase === phase ? true : undefined);
  return soon(`The phase ${phase}`, look, wakes, () => session.state.phase).then(() => undefined);
}

/** What `look` finds, now or after the next event that makes it find something. */
async function soon<T>(
  what: string,
  look: () => T | undefined,
  wakes: Set<() => void>,
  seen: () => string,
): Promise<T> {
  const found = look();
  if (found !== undefined) return found;
  let wake: () => void = () => undefined;
  const later = new Promise<T>((resolve) => {
    wake = () => {
      const now = look();
      if (now === undefined) return;
      // Asked once more, it would take the next one too.
      wakes.delete(wake);
      resolve(now);
    };
    wakes.add(wake);
  });
  return within(2000, what, later, seen).finally(() => wakes.delete(wake));
}
