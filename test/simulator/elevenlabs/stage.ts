// Owns what one simulated ElevenLabs conversation consists of, put together. The acts themselves are in ears and mouth.

import type { Clock } from '../../../nodes/lib/clock.js';
import { agent, type Agent, type World } from '../agent.js';
import { ledger, type Ledger } from '../ledger.js';
import type { Line } from '../line.js';
import type { Mouth } from '../mouth.js';
import type { ElevenLabsOptions, ToolAnswer } from '../simulator.js';
import { mouthFor, wireSound, type WireSound } from './mouth.js';
import type { Opening } from './opening.js';
import { pings, type Pings } from './pings.js';
import * as frames from './server-frames.js';

const PATIENCE_SECONDS = 20;
const PING_SECONDS = 5;

export interface Stage {
  readonly line: Line;
  readonly options: ElevenLabsOptions;
  readonly clock: Clock;
  readonly calls: Ledger;
  readonly results: ToolAnswer[];
  /** Ids of MCP calls that wait for a yes or no. */
  readonly approvals: Set<string>;
  readonly pings: Pings;
  readonly sound: WireSound;
  readonly mouth: Mouth;
  readonly agent: Agent;
  /** Absent until the first message has been accepted. */
  opening?: Opening;
  nextEvent: () => number;
  stopGap: () => void;
}

export function stageFor(line: Line, options: ElevenLabsOptions, world: World): Stage {
  let lastEvent = 0;
  const nextEvent = () => ++lastEvent;
  const calls = ledger();
  const sound = wireSound(options.sound ?? frames.SOUND);
  const mouth = mouthFor(line, options.toolTimeoutSeconds ?? PATIENCE_SECONDS, {
    nextEvent,
    sound,
    textOnly: () => stage.opening?.textOnly ?? false,
  });
  const stage: Stage = {
    line,
    options,
    clock: world.clock,
    calls,
    results: [],
    approvals: new Set(),
    pings: pings(world.clock, options.pingSeconds ?? PING_SECONDS, (ms) =>
      line.send(frames.ping(nextEvent(), ms)),
    ),
    sound,
    mouth,
    agent: agent(line, mouth, calls, world),
    nextEvent,
    stopGap: () => {},
  };
  return stage;
}
