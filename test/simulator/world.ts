// Owns turning the options of a simulator into what its conversations share.

import { systemClock } from '../../nodes/lib/clock.js';
import type { World } from './agent.js';
import { isStep } from './script.js';
import type { SimulatorOptions } from './simulator.js';
import { steps } from './steps.js';

export function worldOf(options: SimulatorOptions): World {
  return {
    tools: options.tools ?? [],
    steps: steps((options.script ?? []).filter(isStep)),
    heard: options.heard ?? [],
    clock: options.clock ?? systemClock,
  };
}
