// Owns writing on an open line, and the record of what was written. Reads nothing, closes nothing.

import type { JsonObject } from '../../nodes/lib/shared/json.js';
import type { LineParts } from './line.js';

export interface Writer {
  readonly sent: readonly JsonObject[];
  send: (...frames: JsonObject[]) => void;
  sendText: (text: string) => void;
  together: (work: () => void) => void;
  /** Nothing is written any more. */
  mute: () => void;
}

/** `sending` is told of every frame before it leaves. */
export function writerOf(
  { id, socket, webSocket, watch }: LineParts,
  sending: (frame: JsonObject) => void,
): Writer {
  const sent: JsonObject[] = [];
  let mute = false;

  const sendText = (text: string) => {
    if (mute || webSocket.readyState !== webSocket.OPEN) return;
    watch({ kind: 'out', conversation: id, text });
    webSocket.send(text);
  };

  const together = (work: () => void) => {
    socket.cork();
    try {
      work();
    } finally {
      socket.uncork();
    }
  };

  return {
    sent,
    sendText,
    together,
    send: (...frames) =>
      together(() => {
        for (const frame of frames) {
          sending(frame);
          sent.push(frame);
          sendText(JSON.stringify(frame));
        }
      }),
    mute: () => {
      mute = true;
    },
  };
}
