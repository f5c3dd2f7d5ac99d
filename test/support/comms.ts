// Owns what the editor of a running Node-RED hears: debug messages and node status, over its comms WebSocket.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { within } from './within.js';

/** Something a node published: `topic` is `debug` or `status/<node id>`. */
export interface Published {
  topic: string;
  data: Record<string, unknown>;
}

export interface Comms {
  readonly all: readonly Published[];
  /** The first of that topic that fits, also one that has come already. */
  heard(
    topic: string,
    fits?: (data: Record<string, unknown>) => boolean,
    milliseconds?: number,
  ): Promise<Published>;
  close(): void;
}

/** Listens as an editor does. `url` as in `red.url`. */
export async function openComms(url: string): Promise<Comms> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/comms`);
  const all: Published[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    const published: Published[] = JSON.parse(data.toString());
    all.push(...published);
    for (const wake of waiting) wake();
  });
  await once(socket, 'open');
  for (const topic of ['debug', 'status/#']) socket.send(JSON.stringify({ subscribe: topic }));

  async function look(topic: string, fits: (data: Record<string, unknown>) => boolean): Promise<Published> {
    for (;;) {
      const found = all.find((one) => one.topic === topic && fits(one.data));
      if (found) return found;
      await new Promise<void>((resolve) => {
        waiting.add(function wake() {
          waiting.delete(wake);
          resolve();
        });
      });
    }
  }

  return {
    all,
    heard: (topic, fits = () => true, milliseconds = 5000) =>
      within(milliseconds, `The editor hears ${topic}`, look(topic, fits), () =>
        all.map((one) => `${one.topic} ${JSON.stringify(one.data).slice(0, 120)}`).join('\n'),
      ),
    close: () => socket.terminate(),
  };
}
