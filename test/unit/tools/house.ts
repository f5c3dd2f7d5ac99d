// Owns a house for tests: a book of calls, a clock that stands still, one agent and its tools. Holds no test.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { Reply } from '../../../nodes/lib/tools/answers.js';
import { Calls } from '../../../nodes/lib/tools/calls.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { testClock } from '../../support/clock.js';
import { testCaller, type TestTool } from './caller.js';
import { english } from './english.js';

export function house(...tools: TestTool[]) {
  const clock = testClock();
  const calls = new Calls(clock, english);
  const registry = new Registry(() => undefined);
  const removes = tools.map((tool) => registry.add(tool));
  const caller = testCaller(registry);
  const reply = (tool: TestTool, value: unknown, outcome: Reply['outcome'] = 'success', at = 0) => {
    const delivery = tool.deliveries[at];
    assert(delivery, 'the tool was not called');
    const delivered = calls.answer(delivery.call.ref, { value, outcome });
    return delivered instanceof AgentError ? delivered.code : delivered;
  };
  return { clock, calls, registry, removes, caller, reply };
}
