// Owns what was said and done in one conversation so far, as far as a page shows it: for a visitor who comes back or
// later. Bounded.

import { randomBytes } from 'node:crypto';
import { isSameLine, type CallLine, type Said } from '../shared/talk.js';

const MAX_LINES = 60;
const MAX_TEXT = 4000;

export class Past {
  #lines: (Said | CallLine)[] = [];
  /** Providers count turns anew in each conversation; to a page, all of them are one. */
  #round = '';

  get lines(): readonly (Said | CallLine)[] {
    return this.#lines;
  }

  /** Another conversation begins under the same key. */
  begin(): void {
    this.#round = randomBytes(4).toString('hex');
  }

  turn(turn: string): string {
    return `${this.#round}.${turn}`;
  }

  /** A line that is there already changes in its place. Answers what is to be shown. */
  add<Line extends Said | CallLine>(line: Line): Line {
    const short = line.type === 'said' ? { ...line, text: line.text.slice(0, MAX_TEXT) } : line;
    const at = this.#lines.findLastIndex((known) => isSameLine(known, short));
    if (at >= 0) this.#lines[at] = short;
    else this.#lines.push(short);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
    return short;
  }

  callOf(ref: string): CallLine | undefined {
    return this.#lines.find((line): line is CallLine => line.type === 'call' && line.ref === ref);
  }
}
