// Owns the one place where the page says that something is wrong. Several things may be: the weightiest is shown.

import { element } from './elements.js';

/** What a notice is about, the weightiest first. */
const SUBJECTS = [
  'line',
  'pin',
  'microphone',
  'conversation',
  'message',
  'floor',
  'recognition',
  'speaker',
] as const;
export type Subject = (typeof SUBJECTS)[number];

export class Notices {
  readonly #place = element('notice', HTMLElement);
  readonly #texts = new Map<Subject, string>();

  /** Without a text, that matter is settled. */
  set(subject: Subject, text?: string): void {
    if (text) this.#texts.set(subject, text);
    else this.#texts.delete(subject);
    const first = SUBJECTS.map((one) => this.#texts.get(one)).find((one) => one !== undefined);
    this.#place.hidden = first === undefined;
    // Written only when it changes: a screen reader says it each time.
    if (this.#place.textContent !== (first ?? '')) this.#place.textContent = first ?? '';
  }
}
