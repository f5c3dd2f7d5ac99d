// Owns made-up histories: what an agent, its flows, its line, the clock and deploys do to calls, in any order. Does none
// of it: account.ts does.

import * as fc from 'fast-check';
import type { Capabilities } from '../../../nodes/lib/providers/provider.js';
import type { ErrorCode } from '../../../nodes/lib/errors.js';
import type { ErrorsAs } from '../../../nodes/lib/tools/answers.js';

/** Two sessions of the first agent, two of the second. */
export const SESSIONS = 4;

/** The places where a tool node can stand: two of the first agent, one of the second, one for all agents. */
export const PLACES = ['first', 'first', 'second', 'everyone'] as const;

export const ACKNOWLEDGE_MS = 400;
export const TIMEOUTS_MS = [1000, 3000] as const;

/** A call in a frame. Two of the same number on one line are the same call, delivered twice. */
export interface Made {
  number: number;
  name: string;
  expects: boolean;
  speculative: boolean;
  /** The one argument; `x` fits no tool, `1` not every one. */
  n: '0' | '1' | 'x';
}

/** A tool node as a person has set it up. */
export interface ToolNode {
  name: 'light' | 'blind' | '*';
  order: 'parallel' | 'queue' | 'merge';
  timeoutMs: (typeof TIMEOUTS_MS)[number];
  /** Never, in words that are there, or in words that have to be worked out. */
  acknowledge: 'never' | 'at-once' | 'slowly';
  errorsAs: ErrorsAs | undefined;
  interruptible: boolean;
  /** Whether its argument may be 0 only. */
  narrow: boolean;
  /** What its flow does before the call's message has left. */
  flow: 'nothing' | 'answers' | 'answers-twice' | 'throws' | 'fails';
}

export type Act =
  | { kind: 'frame'; line: number; calls: Made[]; batched: boolean }
  /** More calls at once than may wait. */
  | { kind: 'burst'; line: number; name: string }
  | { kind: 'reply'; at: number; value: number; failed: boolean }
  | { kind: 'reply-to-all'; value: number }
  | { kind: 'forged' }
  | { kind: 'fail'; at: number }
  | { kind: 'cancel'; line: number; numbers: number[] }
  | { kind: 'speech'; line: number }
  | { kind: 'pass'; ms: number }
  /** The words of an acknowledgement are worked out. */
  | { kind: 'worded' }
  /** Frames do not go out any more; `lose` follows some time. */
  | { kind: 'down'; line: number }
  | { kind: 'lose'; line: number }
  | { kind: 'dismiss'; line: number }
  | { kind: 'deploy' }
  | { kind: 'node'; place: number; node: ToolNode | undefined }
  /** `uproots`: one bit for each call whose flow may have gone. `late`: nobody waits for the rest of it. */
  | { kind: 'deployed'; uproots: number; late: boolean }
  | { kind: 'stop' };

export type Can = Pick<Capabilities, 'errorsHidden' | 'laterResults' | 'continuation'>;

export interface History {
  agents: Can[];
  nodes: (ToolNode | undefined)[];
  acts: Act[];
  /** Whether all lines end before the time of the calls does. */
  hangsUp: boolean;
}

const circular: Record<string, unknown> = {};
circular['itself'] = circular;

/** What flows reply, and the error that it comes to. */
export const VALUES: readonly { value: unknown; refused?: ErrorCode }[] = [
  { value: 'on' },
  { value: { on: true } },
  { value: undefined },
  { value: '' },
  { value: new Map([['on', new Set([1])]]) },
  { value: Buffer.from('on') },
  { value: 1n, refused: 'reply.unserialisable' },
  { value: circular, refused: 'reply.unserialisable' },
  { value: Buffer.from([0, 255]), refused: 'reply.binary' },
];

const NAMES = ['light', 'light', 'light', 'blind', 'blind', 'oven', 'pending_results', '*'] as const;

/** Plain objects: those without a prototype cost time and prove nothing here. */
function record<T>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(parts, { noNullPrototype: true });
}

const often = (good: boolean) => fc.constantFrom(good, good, good, good, !good);
const number = fc.nat(5);
const line = fc.nat(SESSIONS - 1);
const value = fc.nat(VALUES.length - 1);

const made: fc.Arbitrary<Made> = record({
  number,
  name: fc.constantFrom(...NAMES),
  expects: often(true),
  speculative: fc.boolean(),
  n: fc.constantFrom('0', '0', '0', '1', 'x'),
});

const node: fc.Arbitrary<ToolNode> = record({
  name: fc.constantFrom('light', 'light', 'blind', '*'),
  order: fc.constantFrom('parallel', 'queue', 'merge'),
  timeoutMs: fc.constantFrom(...TIMEOUTS_MS),
  acknowledge: fc.constantFrom('never', 'at-once', 'slowly'),
  errorsAs: fc.constantFrom(
    undefined,
    { kind: 'error' as const },
    { kind: 'result' as const },
    { kind: 'sentence' as const, sentence: 'Sorry.' },
  ),
  interruptible: fc.boolean(),
  narrow: often(false),
  flow: fc.constantFrom(
    'nothing',
    'nothing',
    'nothing',
    'nothing',
    'answers',
    'answers-twice',
    'throws',
    'fails',
  ),
});

const on = (kind: 'speech' | 'down' | 'lose' | 'dismiss') =>
  line.map((which): Act => ({ kind, line: which }));
const just = (kind: 'forged' | 'worded' | 'deploy' | 'stop') => fc.constant<Act>({ kind });

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 9,
    arbitrary: record({
      kind: fc.constant('frame'),
      line,
      calls: fc.array(made, { minLength: 1, maxLength: 3, size: 'max' }),
      batched: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: record({ kind: fc.constant('reply'), at: fc.nat(9), value, failed: often(false) }),
  },
  { weight: 5, arbitrary: fc.nat(20).map((tenths): Act => ({ kind: 'pass', ms: tenths * 100 })) },
  {
    weight: 2,
    arbitrary: record({ kind: fc.constant('cancel'), line, numbers: fc.array(number, { maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: record({ kind: fc.constant('fail'), at: fc.nat(9) }) },
  { weight: 2, arbitrary: on('speech') },
  { weight: 1, arbitrary: on('down') },
  { weight: 2, arbitrary: on('lose') },
  { weight: 1, arbitrary: on('dismiss') },
  { weight: 1, arbitrary: just('forged') },
  { weight: 2, arbitrary: just('worded') },
  { weight: 2, arbitrary: just('deploy') },
  {
    weight: 3,
    arbitrary: record({
      kind: fc.constant('node'),
      place: fc.nat(PLACES.length - 1),
      node: fc.option(node, { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: record({ kind: fc.constant('deployed'), uproots: fc.nat(7), late: often(false) }),
  },
  { weight: 1, arbitrary: just('stop') },
);

/** Long ones are rare: they take as much time as a hundred others. */
const rare: fc.Arbitrary<Act> = fc.oneof(
  record({ kind: fc.constant('burst'), line, name: fc.constantFrom('light', 'blind') }),
  record({ kind: fc.constant('reply-to-all'), value }),
);

const can: fc.Arbitrary<Can> = record({
  errorsHidden: fc.boolean(),
  laterResults: fc.boolean(),
  continuation: fc.constantFrom('auto', 'explicit'),
});

export function histories(longest: number): fc.Arbitrary<History> {
  return record({
    agents: fc.tuple(can, can),
    nodes: fc.tuple(...PLACES.map(() => fc.option(node, { nil: undefined }))),
    acts: fc.array(fc.oneof({ weight: 99, arbitrary: act }, { weight: 1, arbitrary: rare }), {
      maxLength: longest,
      size: 'max',
    }),
    hangsUp: fc.boolean(),
  });
}
