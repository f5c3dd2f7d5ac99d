// Owns the two places where Node-RED hands a node control: `input` and `close`. A handler that rejects would end the
// whole Node-RED process, so no node attaches anything anywhere else. Owns no behaviour of a node.

import type { Node, NodeMessage } from 'node-red';
import { isObject } from '../shared/json.js';
import type { Words } from '../words.js';
import { asAgentError, type ErrorCode } from '../errors.js';
import { forgetBadge, show } from './status.js';
import { briefOf, spoken } from './words.js';

/** A message as it comes off a wire: anything. */
export type Message = NodeMessage & Record<string, unknown>;

/** What a message that was meant for none of our nodes is refused with. */
const ABOUT_NOTHING: readonly ErrorCode[] = ['reply.no-call', 'message.empty'];

/** Node-RED waits 15 s for a close; a deploy should not. */
const CLOSE_MS = 3_000;

/** Calls `handle` for each message; what it throws or rejects with is shown on the node and goes to Catch. */
export function onInput(node: Node, words: Words, handle: (message: Message) => unknown): void {
  node.on('close', () => forgetBadge(node));
  node.on('input', (message, _send, done) => {
    attempt(() => handle(message as Message)).then(
      () => done(),
      (thrown: unknown) => {
        // Our own badges, led to one of our nodes by a Status node: what that shows would be the next one.
        if (tellsOwnStatus(message) && ABOUT_NOTHING.includes(asAgentError(thrown).code)) return done();
        const fault = spoken(thrown, words);
        show(node, 'bad', () => briefOf(asAgentError(thrown), words));
        if (!tellsOwnFault(message)) return done(fault);
        node.warn(fault.message);
        done();
      },
    );
  });
}

/** Calls `handle` when the node goes; Node-RED is let go on after it, and after CLOSE_MS at the latest. */
export function onClose(node: Node, words: Words, handle: (removed: boolean) => unknown): void {
  node.on('close', (removed: boolean, done: () => void) => {
    forgetBadge(node);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_MS)));
    const closed = attempt(() => handle(removed)).catch((thrown: unknown) =>
      node.warn(spoken(thrown, words).message),
    );
    void Promise.race([closed, late]).finally(() => {
      clearTimeout(timer);
      done();
    });
  });
}

/** A fault of our nodes that a Catch led back to one of them: raising another over it would go round in circles. */
export function tellsOwnFault(message: object): boolean {
  return 'error' in message && isOurs(message.error);
}

/** The same of a badge of theirs, and a Status node. */
export function tellsOwnStatus(message: object): boolean {
  return 'status' in message && isOurs(message.status);
}

/** Whether what a Catch or a Status node tells comes from a node of ours. */
function isOurs(told: unknown): boolean {
  const source: unknown = isObject(told) ? told['source'] : undefined;
  const type = isObject(source) ? source['type'] : undefined;
  return typeof type === 'string' && type.startsWith('agent-');
}

/** A synchronous throw and a rejection are the same to the caller. */
async function attempt(act: () => unknown): Promise<void> {
  await act();
}
