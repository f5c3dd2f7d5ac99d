// Owns one connection: from a dial to an address, from an address to a line, from frames to what they mean.
// Does not decide anything by it: session.ts does.

import { randomUUID } from 'node:crypto';
import { setImmediate as later } from 'node:timers/promises';
import { AgentError, asAgentError } from '../errors.js';
import type { Address, Codec, Dial, ProviderEvent } from '../providers/provider.js';
import type { CallingAgent } from '../tools/caller.js';
import type { SessionName } from '../tools/ledger.js';
import { Turn } from '../tools/turn.js';
import { ask } from './network.js';
import type { Surroundings } from './surroundings.js';
import { openLine, type Line, type LineEvents, type Route } from './transport.js';

/** What is born and dies with one line. */
export interface Connection {
  readonly number: number;
  readonly codec: Codec;
  readonly caller: CallingAgent;
  /** Gives up a dial that is under way. */
  readonly abort: AbortController;
  line?: Line;
}

export interface ConnectionEvents {
  /** What one frame means. */
  heard(events: readonly ProviderEvent[]): void;
  /** A fault of our own; the connection goes on. */
  fault(error: AgentError): void;
  /** Once, and nothing after it. Without an error where the conversation just ended. */
  closed(error: AgentError | undefined): void;
}

/** A new connection, as calls know it. */
export function callerOf(
  { registry, provider }: Pick<Surroundings, 'registry' | 'provider'>,
  { name, send, told }: { name: () => SessionName } & Pick<CallingAgent, 'send' | 'told'>,
): CallingAgent {
  return {
    line: randomUUID(),
    get session() {
      return name();
    },
    registry,
    turn: new Turn(provider.capabilities.continuation),
    can: provider.capabilities,
    send,
    told,
  };
}

/** Where a dial leads to. Never rejects, and never before whoever asked has gone on. */
export async function addressOf(
  dial: Dial,
  route: Route,
  aborted: AbortSignal,
): Promise<Address | AgentError> {
  try {
    if (dial instanceof AgentError || dial.kind !== 'question') return await later(dial);
    const answer = await ask(dial.request, route, aborted);
    return answer instanceof AgentError ? answer : dial.read(answer);
  } catch (thrown) {
    return asAgentError(thrown);
  }
}

/** Starts to build the line. Throws where it cannot even be begun. */
export function connect(
  connection: Connection,
  address: Address,
  { route, clock, seen }: Pick<Surroundings, 'route' | 'clock' | 'seen'>,
  events: ConnectionEvents,
): void {
  const { codec } = connection;
  // Nothing above a line's event would catch what is thrown in it, and Node-RED would end.
  const safely = (act: () => void) => {
    try {
      act();
    } catch (thrown) {
      events.fault(asAgentError(thrown));
    }
  };
  const heard = (meant: readonly ProviderEvent[]) => {
    const calls = seen ? meant.filter((event) => event.type === 'tool.call') : [];
    if (calls.length > 0) seen?.(calls);
    events.heard(meant);
  };
  connection.line = openLine(address, route, clock, {
    opened: () => safely(() => codec.greet().forEach((frame) => connection.line?.send(frame))),
    text: (frame) => safely(() => heard(codec.decode(frame))),
    // Some send JSON in binary frames: what counts is the content.
    bytes: (frame) => safely(() => heard(codec.decodeBytes?.(frame) ?? codec.decode(frame.toString('utf8')))),
    closed: (end) => events.closed(meaningOf(codec, end)),
  });
}

function meaningOf(codec: Codec, end: Parameters<LineEvents['closed']>[0]): AgentError | undefined {
  try {
    if (end instanceof AgentError) return end;
    return 'code' in end ? codec.closed(end.code, end.reason) : codec.refused(end);
  } catch (thrown) {
    return asAgentError(thrown);
  }
}
