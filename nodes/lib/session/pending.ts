// Owns what was said before the conversation was ready: in order, bounded, and each told what became of it.

import { AgentError } from '../errors.js';
import type { Command } from '../providers/provider.js';
import { MAX_PENDING, MAX_PENDING_BYTES, MAX_PENDING_SOUNDS } from '../shared/limits.js';

/** What became of it, which may take as long as it takes to say it. */
type Sent = AgentError | undefined | Promise<AgentError | undefined>;

interface Waiting {
  command: Command;
  told: (error: Sent) => void;
}

export class Pending {
  #waiting: Waiting[] = [];
  #bytes = 0;

  /** Resolves when the command was sent (`undefined`) or could not be. Errors: `session.queue-full`. */
  add(command: Command): Promise<AgentError | undefined> {
    const bytes = sizeOf(command);
    const most = command.type === 'audio' ? MAX_PENDING_SOUNDS : MAX_PENDING;
    if (this.#waiting.length >= most || this.#bytes + bytes > MAX_PENDING_BYTES) {
      return Promise.resolve(new AgentError('session.queue-full', { count: this.#waiting.length }));
    }
    this.#bytes += bytes;
    return new Promise((told) => this.#waiting.push({ command, told }));
  }

  /** Hands everything over, oldest first. */
  flush(send: (command: Command) => Sent): void {
    for (const { command, told } of this.#take()) told(send(command));
  }

  /** Tells everybody that it will not be sent. */
  fail(error: AgentError): void {
    for (const { told } of this.#take()) told(error);
  }

  #take(): Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    return waiting;
  }
}

function sizeOf(command: Command): number {
  if (command.type === 'audio') return command.data.length;
  return command.type === 'user.text' || command.type === 'context' ? Buffer.byteLength(command.text) : 0;
}
