// Owns the names of visitors: keys that flows see, and the tokens by which a page proves that it is the same visitor.
// Remembers nobody: a token holds its key and our signature under it, so it is good through a deploy.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const KEY = /^talk-[0-9a-f]{16}$/;

/** Whether a session belongs to a visitor of a talk page. */
export function isVisitorKey(key: string): boolean {
  return KEY.test(key);
}

export class Visits {
  readonly #secret = randomBytes(32);

  newKey(): string {
    return `talk-${randomBytes(8).toString('hex')}`;
  }

  tokenOf(key: string): string {
    return `${key}.${this.#sign(key)}`;
  }

  /** The key of a token that we gave out; `undefined` for anything else. */
  keyOf(token: unknown): string | undefined {
    const [key = '', signature = ''] = typeof token === 'string' ? token.split('.') : [];
    const [given, right] = [Buffer.from(signature), Buffer.from(this.#sign(key))];
    const genuine = isVisitorKey(key) && given.length === right.length && timingSafeEqual(given, right);
    return genuine ? key : undefined;
  }

  #sign(key: string): string {
    return createHmac('sha256', this.#secret).update(key).digest('base64url');
  }
}
