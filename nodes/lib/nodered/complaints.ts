// Owns errors of which only the node is known, because no Catch took them: which call each of them is about. Gives no call
// up: trace.ts does.

import type { Node } from 'node-red';
import { Doubts } from './doubts.js';
import type { Journey } from './journey.js';

export class Complaints {
  /** The call whose message a node got last; where that was none of ours, an error may be about it. */
  readonly #latest = new Map<string, Journey | undefined>();
  /** The call whose message a node has got in this moment, and that node: what it complains of now is about that. */
  #inHand: Journey | undefined;
  #hand = '';
  /** What nodes have complained of in this moment, until they are seen to send on or to end what it is about. */
  readonly #fresh = new Map<string, string>();
  /** Nodes that have ended a message with an error in this moment. */
  readonly #ended = new Set<string>();
  readonly #doubts = new Doubts();

  constructor(
    /** The calls that are open, by ref. */
    private readonly open: ReadonlyMap<string, Journey>,
    private readonly about: (journey: Journey, node: Node, text: string) => void,
  ) {}

  readonly #letGo = () => {
    this.#inHand = undefined;
  };

  received({ id }: Node, journey: Journey | undefined): void {
    this.#latest.set(id, journey);
    if (!journey) return;
    this.#inHand = journey;
    this.#hand = id;
    // Made once: this is for every message of every call.
    queueMicrotask(this.#letGo);
  }

  /** An error in the same moment was about what is sent on, and did not keep the node from that. */
  sent({ id }: Node, journey: Journey | undefined): void {
    if (this.#fresh.size > 0) this.#fresh.delete(id);
    if (!journey) return;
    this.#doubts.cleared(id, journey);
    this.#weigh(id);
  }

  /** Gives what the node has complained of in the same moment. */
  completed({ id }: Node, error: unknown): string | undefined {
    const complaint = this.#fresh.size > 0 ? this.#fresh.get(id) : undefined;
    if (complaint !== undefined) this.#fresh.delete(id);
    if (error) {
      // It is logged after this.
      this.#ended.add(id);
      queueMicrotask(() => this.#ended.delete(id));
    }
    return complaint;
  }

  logged(id: string, text: string): void {
    if (this.#ended.has(id)) return;
    if (this.#inHand && this.#hand === id) return this.#tell(this.#inHand, id, text);
    const latest = this.#latest.get(id);
    if (!latest || this.#mayBeAbout(latest, id)) return;
    this.#fresh.set(id, text);
    queueMicrotask(() => this.#doubt(id));
  }

  /** A call that has ended while the node still had it: of that, too, it may complain. */
  #mayBeAbout(ended: Journey, id: string): boolean {
    if (!ended.holder(id) || ended.fault?.node.id === id) return false;
    return !this.open.has(ended.ref);
  }

  /** The call has ended. */
  over(journey: Journey): void {
    this.#doubts.over(journey);
  }

  /** No call is open, and what nodes do is not heard any more. */
  clear(): void {
    this.#latest.clear();
  }

  #doubt(id: string): void {
    const text = this.#fresh.get(id);
    if (text === undefined) return;
    this.#fresh.delete(id);
    const suspects = [...this.open.values()].filter((one) => one.has(id) && one.fault?.node.id !== id);
    this.#doubts.add(id, text, suspects);
    this.#weigh(id);
  }

  #weigh(id: string): void {
    for (const [journey, text] of this.#doubts.proven(id)) this.#tell(journey, id, text);
  }

  /** What a node complains of after it has sent the message on is not about the call. */
  #tell(journey: Journey, id: string, text: string): void {
    const node = journey.holder(id);
    if (node) this.about(journey, node, text);
  }
}
