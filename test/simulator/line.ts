// Owns one open line: what the client sends, the record of it, and every way in which the line can end.
// Does not know what a frame means: the service's own conversation does.

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { isObject, type JsonObject } from '../../nodes/lib/shared/json.js';
import { growing, type Growing } from './growing.js';
import type { Ending, RecordedRequest, Seen } from './simulator.js';
import { writerOf, type Writer } from './writer.js';

/** What a service adds to a line. */
export interface Manners {
  /** A name for a frame of the client. */
  kindOf: (frame: JsonObject) => string;
  /** The line is open; nothing has been heard or sent yet. */
  opened: () => void;
  /** A frame of the client. */
  hear: (frame: JsonObject) => void;
  /** The client sent something that is no frame. */
  misheard: (why: string) => void;
  /** A frame is about to be sent, whoever sends it. */
  sending: (frame: JsonObject) => void;
  ended: () => void;
}

export interface Line extends Omit<Writer, 'mute'> {
  readonly id: string;
  readonly request: RecordedRequest;
  readonly protocol: string;
  readonly open: boolean;
  readonly received: readonly JsonObject[];
  readonly violations: readonly string[];
  /** The service has opened the conversation: from now on the agent may act. */
  readonly begun: Promise<unknown>;
  readonly ended: Promise<Ending>;
  begin: () => void;
  frame: (kind: string | ((frame: JsonObject) => boolean), index?: number) => Promise<JsonObject>;
  /** Notes that the client broke the protocol; nothing it says is heard any more. */
  violated: (why: string) => void;
  close: (code: number, reason?: string) => void;
  drop: () => void;
  fallSilent: () => void;
}

export interface LineParts {
  id: string;
  request: RecordedRequest;
  socket: Duplex;
  webSocket: WebSocket;
  watch: (event: Seen) => void;
}

/** What was read, and whether anybody still listens. */
interface Reader {
  readonly received: Growing<JsonObject>;
  readonly violations: string[];
  deaf: boolean;
}

export function openLine<M extends Manners>(
  parts: LineParts,
  mannersFor: (line: Line) => M,
): { line: Line; manners: M } {
  const { id, request, socket, webSocket, watch } = parts;
  const reader: Reader = { received: growing(), violations: [], deaf: false };
  const begun = growing<true>();
  const { mute, ...writer } = writerOf(parts, (frame) => manners.sending(frame));

  const line: Line = {
    ...writer,
    id,
    request,
    protocol: webSocket.protocol,
    get open() {
      return webSocket.readyState === webSocket.OPEN;
    },
    received: reader.received.items,
    violations: reader.violations,
    begun: begun.when(() => true),
    ended: new Promise((resolve) => {
      webSocket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    }),
    begin: () => begun.add(true),
    frame: (kind, index) =>
      reader.received.when(
        typeof kind === 'string' ? (frame) => manners.kindOf(frame) === kind : kind,
        index,
      ),
    violated: (why) => {
      reader.deaf = true;
      reader.violations.push(why);
      watch({ kind: 'violation', conversation: id, why });
    },
    close: (code, reason) => {
      reader.deaf = true;
      webSocket.close(code, reason);
    },
    drop: () => {
      reader.deaf = true;
      socket.destroy();
    },
    fallSilent: () => {
      mute();
      webSocket.pause();
    },
  };

  const manners = mannersFor(line);
  listen(parts, reader, manners, line);
  watch({ kind: 'opened', conversation: id });
  manners.opened();
  return { line, manners };
}

function listen({ id, webSocket, watch }: LineParts, reader: Reader, manners: Manners, line: Line): void {
  webSocket.on('message', (data, isBinary) => {
    if (reader.deaf) return;
    const text = Buffer.isBuffer(data) ? data.toString() : '';
    watch({ kind: 'in', conversation: id, text: isBinary ? '(a binary message)' : text });
    const frame = isBinary ? undefined : objectOf(text);
    if (!frame)
      return manners.misheard(isBinary ? 'the message is binary' : 'the message is not a JSON object');
    reader.received.add(frame);
    manners.hear(frame);
  });
  // Without a listener an error of the socket would end the process; the close event that follows says enough.
  webSocket.on('error', () => {});
  void line.ended.then((ending) => {
    manners.ended();
    const because = reader.violations.length > 0 ? ` because ${reader.violations.join('; ')}` : '';
    reader.received.end(`The line closed with ${ending.code}${because}.`);
    watch({ kind: 'closed', conversation: id, ending });
  });
}

function objectOf(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
