// Owns what Node-RED does to its flows as a whole: a deploy or a stop, and telling one from the other. Owns no node.

import type { NodeAPI } from 'node-red';
import type { Clock } from '../clock.js';
import { isObject } from '../shared/json.js';

/** How long a deploy may take before agents are no longer kept waiting for it. */
const GRACE_MS = 5_000;

export interface Deploys {
  /** Node-RED stops its flows, and nothing takes their place. */
  readonly stopping: boolean;
  /** Some nodes are gone, and those that follow are not all there yet. */
  readonly underWay: boolean;
  /** Runs `act` once the flows that are just being created have started. The returned function takes it back. */
  readonly afterStart: (act: () => void) => () => void;
}

export interface DeployEvents {
  /** Some nodes are about to close, and new ones follow. */
  begins(): void;
  /** All nodes that will be there are there; or the deploy takes too long and `late` is true. */
  over(late: boolean): void;
  /** Nodes are about to close for good. */
  stops(): void;
}

export function deploysOf(RED: NodeAPI, clock: Clock, events: DeployEvents): Deploys {
  const waiting = new Set<() => void>();
  let running: unknown;
  let stopping = false;
  let disarm: (() => void) | undefined;
  RED.events.on('flows:stopping', (about: unknown) => {
    // A deploy brings its new flows along; a stop names those that are running.
    stopping = configOf(about) === running;
    disarm?.();
    disarm = undefined;
    if (stopping) return events.stops();
    disarm = clock.after(GRACE_MS, () => {
      disarm = undefined;
      events.over(true);
    });
    events.begins();
  });
  RED.events.on('flows:started', (about: unknown) => {
    running = configOf(about);
    stopping = false;
    disarm?.();
    disarm = undefined;
    const due = [...waiting];
    waiting.clear();
    events.over(false);
    for (const act of due) act();
  });
  return {
    get stopping() {
      return stopping;
    },
    get underWay() {
      return disarm !== undefined;
    },
    afterStart: (act) => {
      waiting.add(act);
      return () => waiting.delete(act);
    },
  };
}

function configOf(about: unknown): unknown {
  return isObject(about) ? about['config'] : undefined;
}
