// Owns errors of which only the node is known while several calls have been there: whose each of them is, once that
// shows. Hears nothing by itself and gives no call up: trace.ts does.

import type { Journey } from './journey.js';

interface Doubt {
  readonly node: string;
  readonly text: string;
  /** Whose it may be. */
  readonly suspects: Set<Journey>;
}

export class Doubts {
  #open: Doubt[] = [];

  add(node: string, text: string, suspects: readonly Journey[]): void {
    if (suspects.length > 0) this.#open.push({ node, text, suspects: new Set(suspects) });
  }

  /** The node has sent the message on: what it complained of before was another's. */
  cleared(node: string, journey: Journey): void {
    for (const doubt of this.#open) if (doubt.node === node) doubt.suspects.delete(journey);
  }

  /** The call has ended. One error of each node may have been about it, and is about no other then. */
  over(journey: Journey): void {
    if (this.#open.length === 0) return;
    const nodes = new Set<string>();
    this.#open = this.#open.filter(({ node, suspects }) => {
      const own = suspects.delete(journey) && !nodes.has(node);
      if (own) nodes.add(node);
      return !own;
    });
  }

  /** Whom the errors of a node have hit for sure, each with one: there are as many of them as calls. */
  proven(node: string): [Journey, string][] {
    if (this.#open.length === 0) return [];
    const here = this.#open.filter((doubt) => doubt.node === node);
    const suspects = new Set(here.flatMap((doubt) => [...doubt.suspects]));
    if (here.length < suspects.size) return [];
    this.#open = this.#open.filter((doubt) => doubt.node !== node);
    const texts = here.map(({ text }) => text);
    return [...suspects].map((journey, at) => [journey, texts[at] ?? '']);
  }
}
