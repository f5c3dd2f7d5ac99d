// Owns waiting for messages at a node of a running test flow. No polling: it listens before the message can come.

import type { Node, NodeMessageInFlow } from 'node-red';
import { within } from './within.js';

/** A message as flows see it, with whatever properties it carries. */
export type Message = NodeMessageInFlow & Record<string, unknown>;

export interface Inbox {
  /** Every message since the inbox was opened, in order. */
  readonly all: readonly Message[];
  /** The next message not taken yet, also when it has come already; fails when none comes in time. */
  next(milliseconds?: number): Promise<Message>;
  /** The next message with this topic; those before it are passed over. */
  nextWithTopic(topic: string, milliseconds?: number): Promise<Message>;
}

/** Opens an inbox at a node, most often one of type `helper`. Open it before whatever makes the message. */
export function inbox(node: Node): Inbox {
  const all: Message[] = [];
  let taken = 0;
  let wake: (() => void) | undefined;
  node.on('input', (message) => {
    all.push(message);
    wake?.();
  });

  function seen(): string {
    return all.length === 0 ? 'It has seen none.' : `It has seen: ${all.map(inShort).join(', ')}`;
  }

  async function take(): Promise<Message> {
    for (;;) {
      const message = all[taken];
      if (message) {
        taken += 1;
        return message;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  async function takeWithTopic(topic: string): Promise<Message> {
    for (;;) {
      const message = await take();
      if (message.topic === topic) return message;
    }
  }

  return {
    all,
    next: (milliseconds = 1000) => within(milliseconds, `A message at "${node.id}"`, take(), seen),
    nextWithTopic: (topic, milliseconds = 1000) =>
      within(milliseconds, `A message "${topic}" at "${node.id}"`, takeWithTopic(topic), seen),
  };
}

function inShort(message: Message): string {
  const { topic, payload } = message;
  return `${topic ?? '(no topic)'} ${JSON.stringify(payload)?.slice(0, 80)}`;
}
