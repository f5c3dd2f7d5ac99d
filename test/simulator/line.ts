// Owns one open line: reading and writing frames, recording them, and every way in which it can end.
// Does not know what a frame means: the service's own conversation does.

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { isObject, type JsonObject } from '../../nodes/lib/shared/json.js';
import { growing } from './growing.js';
import type { Ending, RecordedRequest, Seen } from './simulator.js';

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

export interface Line {
  readonly id: string;
  readonly request: RecordedRequest;
  readonly protocol: string;
  readonly open: boolean;
  readonly received: readonly JsonObject[];
  readonly sent: readonly JsonObject[];
  readonly violations: readonly string[];
  readonly ended: Promise<Ending>;
  send: (...frames: JsonObject[]) => void;
  sendText: (text: string) => void;
  /** Whatever is sent within goes out in one write. */
  together: (work: () => void) => void;
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

export function openLine<M extends Manners>(
  parts: LineParts,
  mannersFor: (line: Line) => M,
): { line: Line; manners: M } {
  const { id, request, socket, webSocket, watch } = parts;
  const received = growing<JsonObject>();
  const sent: JsonObject[] = [];
  const violations: string[] = [];
  let deaf = false;
  let mute = false;

  const write = (text: string) => {
    if (mute || webSocket.readyState !== webSocket.OPEN) return;
    watch({ kind: 'out', conversation: id, text });
    webSocket.send(text);
  };

  const line: Line = {
    id,
    request,
    protocol: webSocket.protocol,
    get open() {
      return webSocket.readyState === webSocket.OPEN;
    },
    received: received.items,
    sent,
    violations,
    ended: new Promise((resolve) => {
      webSocket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    }),
    send: (...frames) =>
      line.together(() => {
        for (const frame of frames) {
          manners.sending(frame);
          sent.push(frame);
          write(JSON.stringify(frame));
        }
      }),
    sendText: write,
    together: (work) => {
      socket.cork();
      try {
        work();
      } finally {
        socket.uncork();
      }
    },
    frame: (kind, index) =>
      received.when(typeof kind === 'string' ? (frame) => manners.kindOf(frame) === kind : kind, index),
    violated: (why) => {
      deaf = true;
      violations.push(why);
      watch({ kind: 'violation', conversation: id, why });
    },
    close: (code, reason) => {
      deaf = true;
      webSocket.close(code, reason);
    },
    drop: () => {
      deaf = true;
      socket.destroy();
    },
    fallSilent: () => {
      mute = true;
      webSocket.pause();
    },
  };

  const manners = mannersFor(line);
  webSocket.on('message', (data, isBinary) => {
    if (deaf) return;
    const text = Buffer.isBuffer(data) ? data.toString() : '';
    watch({ kind: 'in', conversation: id, text: isBinary ? '(a binary message)' : text });
    const frame = isBinary ? undefined : objectOf(text);
    if (!frame)
      return manners.misheard(isBinary ? 'the message is binary' : 'the message is not a JSON object');
    received.add(frame);
    manners.hear(frame);
  });
  // Without a listener an error of the socket would end the process; the close event that follows says enough.
  webSocket.on('error', () => {});
  void line.ended.then((ending) => {
    manners.ended();
    received.end(`The line closed with ${ending.code} ${ending.reason}`.trim() + wrongs(violations));
    watch({ kind: 'closed', conversation: id, ending });
  });
  watch({ kind: 'opened', conversation: id });
  manners.opened();
  return { line, manners };
}

function wrongs(violations: readonly string[]): string {
  return violations.length > 0 ? ` because ${violations.join('; ')}.` : '.';
}

function objectOf(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
