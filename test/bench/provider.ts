// Owns the provider's side of the benchmark: sends tool calls in ElevenLabs' shape, keeps some of them in flight, and
// measures how long each result takes to come back. Not a simulator: it says nothing but this, as fast as it can.

import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { within } from '../support/within.js';

export interface Measured {
  callsPerSecond: number;
  /** Milliseconds from the call to its result. */
  median: number;
  p99: number;
}

/** One contestant's connection. */
export interface Line {
  /** Makes so many calls, `inFlight` of them open at any time. Fails on a wrong result. */
  measure(calls: number, inFlight: number): Promise<Measured>;
}

export interface BenchProvider {
  /** `host:port`, to which contestants connect by `/<name>` or by `?agent_id=<name>`. */
  readonly host: string;
  /** That contestant's connection, also when it is there already. */
  line(name: string): Promise<Line>;
  close(): Promise<void>;
}

export const TOOL = 'set_light';
const RESULTS = { true: 'The kitchen light is on.', false: 'The kitchen light is off.' };
const START_MS = 15_000;
const ROUND_MS = 60_000;

interface ResultFrame {
  type: string;
  tool_call_id: string;
  result: string;
  is_error: boolean;
}

export async function openProvider(): Promise<BenchProvider> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const lines = new EventEmitter();
  const joined = new Map<string, Line>();
  const port = portOf(server.address());
  server.on('connection', (socket, request) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'ws://localhost');
    const agent = searchParams.get('agent_id');
    const name = agent ?? pathname.slice(1);
    const join = (): void => {
      joined.set(name, { measure: measureOn(socket) });
      lines.emit(name);
    };
    if (agent === null) return join();
    socket.once('message', () => {
      socket.send(metadata(agent));
      join();
    });
  });
  return {
    host: `127.0.0.1:${port}`,
    async line(name) {
      if (!joined.has(name)) await within(START_MS, `${name} connects`, once(lines, name));
      const line = joined.get(name);
      if (!line) throw new Error(`${name} has no line`);
      return line;
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The provider has no port');
  return address.port;
}

function metadata(conversation: string): string {
  return JSON.stringify({
    type: 'conversation_initiation_metadata',
    conversation_initiation_metadata_event: {
      conversation_id: conversation,
      agent_output_audio_format: 'pcm_16000',
      user_input_audio_format: 'pcm_16000',
    },
  });
}

function call(id: string, on: boolean): string {
  const parameters = { room: 'kitchen', on };
  const body = { tool_name: TOOL, tool_call_id: id, parameters, event_id: 1, expects_response: true };
  return JSON.stringify({ type: 'client_tool_call', client_tool_call: body });
}

let made = 0;

/** Measures on one socket; rounds on it must not overlap. */
function measureOn(socket: WebSocket): Line['measure'] {
  return (calls, inFlight) => {
    const round = new Promise<Measured>((resolve, reject) => {
      const open = new Map<string, { at: number; on: boolean }>();
      const times: number[] = [];
      let left = calls;
      const started = performance.now();

      function next(): void {
        if (left === 0) return;
        left -= 1;
        made += 1;
        const id = `call_${made}`;
        const on = made % 2 === 0;
        open.set(id, { at: performance.now(), on });
        socket.send(call(id, on));
      }

      function hear(data: Buffer): void {
        const now = performance.now();
        const frame: ResultFrame = JSON.parse(data.toString());
        const asked = open.get(frame.tool_call_id);
        if (!asked || frame.is_error || frame.result !== RESULTS[`${asked.on}`]) {
          socket.off('message', hear);
          return reject(new Error(`Not the answer to an open call: ${data.toString().slice(0, 200)}`));
        }
        open.delete(frame.tool_call_id);
        times.push(now - asked.at);
        if (times.length < calls) return next();
        socket.off('message', hear);
        resolve(summary(times, now - started));
      }

      socket.on('message', hear);
      for (let index = 0; index < Math.min(inFlight, calls); index += 1) next();
    });
    return within(ROUND_MS, `${calls} calls are answered`, round);
  };
}

function summary(times: number[], elapsed: number): Measured {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { callsPerSecond: (times.length / elapsed) * 1000, median: at(0.5), p99: at(0.99) };
}
