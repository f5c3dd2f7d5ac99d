// Owns what the conversations of one session are called, one after the other. Does not know when one begins.

import { randomUUID } from 'node:crypto';

export class Naming {
  #id = '';
  #latest = '';

  /** Of the conversation that is going on; empty where none is. */
  get id(): string {
    return this.#id;
  }

  /** As messages name it: what happens after its end is still about it. Before the first one the line's own id stands in. */
  idOr(line: string): string {
    return this.#latest || line;
  }

  /** The provider's id, or ours where it gives none. */
  begin(given: string | undefined): string {
    this.#id = this.#latest = given || randomUUID();
    return this.#id;
  }

  end(): void {
    this.#id = '';
  }

  /** What comes now is no further try to have it back. */
  forget(): void {
    this.#latest = '';
  }
}
