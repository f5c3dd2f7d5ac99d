// Owns what outlives its node for the moment that a deploy takes, until the node that takes its place asks for it.
// Does not know what it keeps, nor when a deploy is over: the house says so.

/** Things by the id of the node they belong to. */
export class Kept<T> {
  readonly #byNode = new Map<string, T>();

  /** `drop` is given what nobody wants any more. */
  constructor(private readonly drop: (thing: T) => unknown) {}

  park(id: string, thing: T): void {
    this.#byNode.set(id, thing);
  }

  /** What was kept for this node; it is the node's from now on, whether it can go on with it or not. */
  claim(id: string): T | undefined {
    const thing = this.#byNode.get(id);
    this.#byNode.delete(id);
    return thing;
  }

  /** The deploy is over: whose node did not come back is dropped. */
  dropAll(): void {
    const left = [...this.#byNode.values()];
    this.#byNode.clear();
    for (const thing of left) this.drop(thing);
  }
}
