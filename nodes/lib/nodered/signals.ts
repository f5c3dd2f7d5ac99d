// Owns how Node-RED tells what happens to messages: its hooks, and its log for errors that no Catch took. Listens only
// while asked to. Does not know calls.

import { EventEmitter } from 'node:events';
import type { Node, NodeAPI } from 'node-red';
import { isObject } from '../shared/json.js';
import { errorText } from './error-text.js';

export interface Signals {
  received(message: unknown, node: Node): void;
  sent(message: unknown, node: Node): void;
  completed(message: unknown, node: Node, error: unknown): void;
  /** Only the id of the node is known. */
  logged(id: string, text: string): void;
}

const HOOK = 'agent-tools';

/** Node-RED's own public means, and nothing else. Returns how to stop. */
export function listen(RED: NodeAPI, signals: Signals): () => void {
  const { hooks, log } = RED;
  hooks.add(`onReceive.${HOOK}`, ({ msg, destination }) =>
    unharmed(() => signals.received(msg, destination.node)),
  );
  hooks.add(`onSend.${HOOK}`, (sent) =>
    unharmed(() => {
      for (const { msg, source } of sent) signals.sent(msg, source.node);
    }),
  );
  hooks.add(`onComplete.${HOOK}`, ({ msg, node, error }) =>
    unharmed(() => signals.completed(msg, node.node, error)),
  );
  const handler = new EventEmitter<{ log: [{ level?: number; id?: string; msg?: unknown }] }>();
  handler.on('log', ({ level, id, msg }) => {
    if (level === log.ERROR && id !== undefined) signals.logged(id, errorText(unwrapped(msg)));
  });
  log.addHandler(handler);
  return () => {
    hooks.remove(`*.${HOOK}`);
    log.removeHandler(handler);
  };
}

/**
 * Node-RED drops a message whose hook throws, and here come those of all flows. One that throws when it is looked at is
 * none of ours.
 */
function unharmed(look: () => void): void {
  try {
    look();
  } catch {
    return;
  }
}

/** Log handlers that come first, such as the debug node's, have made JSON of what is not text: stack and all, and cut off. */
function unwrapped(logged: unknown): unknown {
  if (typeof logged !== 'string' || !logged.startsWith('{')) return logged;
  const made = parsed(logged);
  const inner = isObject(made) && made['__enc__'] === true ? made['data'] : made;
  if (isObject(inner) && typeof inner['message'] === 'string') return inner;
  const [, message] = /^\{"__enc__":true,.*?"message":"((?:[^"\\]|\\.)*)/.exec(logged) ?? [];
  return made === undefined && message !== undefined ? (parsed(`"${message}"`) ?? message) : logged;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
