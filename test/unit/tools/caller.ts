// Owns a made-up agent on a made-up line, and the tools it may call. Keeps what it was sent and told. Holds no test.

import type { Capabilities, Command, ToolCall, ToolResult } from '../../../nodes/lib/providers/provider.js';
import type { JsonSchema } from '../../../nodes/lib/shared/parameters.js';
import type { CallEvent, CallingAgent } from '../../../nodes/lib/tools/caller.js';
import type { OpenCall, SessionName } from '../../../nodes/lib/tools/ledger.js';
import { Registry, type Tool } from '../../../nodes/lib/tools/registry.js';
import { compileSchema, type Checker } from '../../../nodes/lib/tools/schema.js';
import { Turn } from '../../../nodes/lib/tools/turn.js';

export interface TestCaller extends CallingAgent {
  readonly sent: Command[];
  readonly events: CallEvent[];
  /** Whether frames still go out. */
  up: boolean;
  /** The results it was sent, for one call or for all. */
  results: (id?: string) => ToolResult[];
  /** How its calls ended, by the provider's id. */
  endings: (id: string) => string[];
}

export function testCaller(
  registry: Registry,
  {
    line = 'line',
    continuation = 'auto',
    can = { errorsHidden: false, laterResults: true },
  }: { line?: string; continuation?: Capabilities['continuation']; can?: CallingAgent['can'] } = {},
): TestCaller {
  const sent: Command[] = [];
  const events: CallEvent[] = [];
  const caller: TestCaller = {
    line,
    session: { id: 'conversation', key: 'key', agent: 'agent', provider: 'made-up' },
    registry,
    turn: new Turn(continuation),
    can,
    up: true,
    sent,
    events,
    send: (command) => {
      if (caller.up) sent.push(command);
      return caller.up;
    },
    // That a call is let in is the first thing told of any: what comes after it is what matters here.
    told: (event) => void (event.type !== 'accepted' && events.push(event)),
    results: (id) => {
      const results = sent.filter((command) => command.type === 'tool.result');
      return id === undefined ? results : results.filter((result) => result.id === id);
    },
    endings: (id) =>
      events.flatMap((event) => (event.type === 'settled' && event.call.id === id ? [event.ending] : [])),
  };
  return caller;
}

/** What a tool got to do. */
export interface Delivery {
  call: OpenCall;
  payload: Record<string, unknown>;
  session: SessionName;
}

type Manners = Pick<Tool, 'timeoutMs' | 'owner' | 'order' | 'errorsAs' | 'acknowledge' | 'interruptible'>;

/** A tool as it is when nothing was set up about it. */
export const PLAIN: Manners = {
  timeoutMs: 5000,
  owner: 'agent',
  order: { kind: 'parallel' },
  errorsAs: undefined,
  acknowledge: undefined,
  interruptible: false,
};

export interface TestTool extends Tool {
  readonly deliveries: Delivery[];
  readonly settledCalls: OpenCall[];
  readonly activity: boolean[];
}

export function testTool(
  name: string,
  {
    schema = { type: 'object' },
    run,
    ...manners
  }: { schema?: JsonSchema; run?: (call: OpenCall) => void } & Partial<Manners> = {},
): TestTool {
  const checker = checkerOf(schema);
  const deliveries: Delivery[] = [];
  const settledCalls: OpenCall[] = [];
  const activity: boolean[] = [];
  return {
    declaration: { name, description: '', schema },
    checker,
    ...PLAIN,
    ...manners,
    deliveries,
    settledCalls,
    activity,
    deliver: (call, payload, session) => {
      deliveries.push({ call, payload, session });
      run?.(call);
    },
    settled: (call) => void settledCalls.push(call),
    active: (yes) => void activity.push(yes),
  };
}

const checkers = new Map<string, Checker>();

/** Compiled once a schema: that takes longer than a thousand calls. */
export function checkerOf(schema: JsonSchema): Checker {
  const key = JSON.stringify(schema);
  const checker = checkers.get(key) ?? compileSchema(schema);
  if (checker instanceof Error) throw checker;
  checkers.set(key, checker);
  return checker;
}

/** A call as a provider's codec gives it. */
export function toolCall(id: string, name: string, more: Partial<ToolCall> = {}): ToolCall {
  return { id, name, raw: {}, arguments: {}, expectsResponse: true, speculative: false, ...more };
}
