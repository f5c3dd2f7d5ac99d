// Owns the way of one call through the flows: which nodes have it, what went wrong, and whether an answer can still come.
// Hears nothing by itself and answers nobody: trace.ts does.

import type { Node } from 'node-red';

export interface Fault {
  node: Node;
  text: string;
}

/** Says whether what leaves a node can come to a reply. `callers` have called a flow that may return to them. */
export type Reach = (node: Node, callers: readonly Node[]) => boolean;

/** Says that it is done with a message before it sends anything on. */
const EARLY = 'trigger';

/** Nodes that hand the message to somebody outside, whose answer comes in elsewhere. */
const OUT = /^(?!link ).*[ -]out$/;

/** Where a message that stopped is not looked for: these do nothing with it. */
const AT_THE_SIDE = ['debug', 'junction'];

/** A loop would have no end. */
const MAX_WAY = 200;

export class Journey {
  /** The node that got the message last. */
  last: Node | undefined;
  /** What went wrong, unless its node has sent the message on after it. */
  fault: Fault | undefined;
  /** Waits a moment before a fault counts: the message may be on its way to the next node. */
  disarm: (() => void) | undefined;
  /** Every node in the order in which the message came to it; only of a trial. */
  readonly way: Node[] = [];
  /** Every node that has had it. */
  readonly #visited = new Map<string, Node>();
  /** Nodes that have it and are at work on it: neither done nor failed, and nothing sent on. A fork is at several. */
  readonly #busy = new Map<string, Node>();
  /** Nodes that have had it and have not sent it on, done or not. */
  readonly #holding = new Map<string, Node>();
  /** The node that sent it on last. */
  #sender: Node | undefined;
  /** Somebody outside has it. */
  #out = false;
  /** The Catch node that took over; the answer that it leads to wins, however long it takes. */
  #catcher: Node | undefined;
  /** Before the deploy that is under way, its message lay where a reply could be reached. */
  #led = false;

  constructor(
    readonly ref: string,
    readonly trial = false,
  ) {}

  arrives(node: Node): void {
    this.last = node;
    if (this.trial && this.way.length < MAX_WAY) this.way.push(node);
    // Anew, so that they stand in the order in which they had it last.
    this.#visited.delete(node.id);
    this.#visited.set(node.id, node);
    this.#busy.set(node.id, node);
    this.#holding.set(node.id, node);
    this.#out ||= OUT.test(node.type);
  }

  /** Many nodes never say that they are done with a message; sending it on is as good. */
  leaves(node: Node): void {
    this.#busy.delete(node.id);
    this.#holding.delete(node.id);
    this.#sender = node;
    // An error that did not keep the node from sending the message on was none that ends the flow.
    if (this.fault?.node.id === node.id) this.fault = undefined;
  }

  completes(node: Node): void {
    if (node.type !== EARLY) this.#busy.delete(node.id);
  }

  fails(node: Node, text: string): void {
    this.#busy.delete(node.id);
    this.fault = { node, text };
    this.#catcher = undefined;
  }

  /** A Catch node has it because of `fault`; none where the node that failed is not known. */
  caught(catcher: Node, fault: Fault | undefined): void {
    if (fault) this.fails(fault.node, fault.text);
    this.#catcher = catcher;
  }

  /** The node where it stopped: the last one from where a reply could be reached, and not one that only looks on. */
  stoppedAt(reaches: Reach): Node | undefined {
    const nodes = [...this.#visited.values()].toReversed();
    const callers = nodes.filter(isCall);
    const leading = nodes.find((node) => reaches(node, callers));
    return leading ?? nodes.find(({ type }) => !AT_THE_SIDE.includes(type)) ?? this.last;
  }

  has(id: string): boolean {
    return this.#visited.has(id);
  }

  /** The node, if it has had the message and not sent it on: what it complains of later is not about this call. */
  holder(id: string): Node | undefined {
    return this.#holding.get(id);
  }

  /** A node is still at work from where a reply can be reached, or somebody outside is. */
  mayAnswer(reaches: Reach): boolean {
    if (this.#out) return true;
    const callers = [...this.#visited.values()].filter(isCall);
    if (this.#catcher && reaches(this.#catcher, callers)) return true;
    // A flow that was called is seen by its own nodes: the call itself would wait for it for ever.
    return [...this.#busy.values()].some((node) => !isCall(node) && reaches(node, callers));
  }

  /** A deploy begins: `reaches` goes by the wires as they still are. */
  deploys(reaches: Reach): void {
    this.#led = this.#leading(reaches).length > 0;
  }

  /** The flow was restarted where the call was: nothing comes from there. `there`: the node still runs. */
  uprooted(there: (node: Node) => boolean, reaches: Reach): boolean {
    const holders = this.#lies();
    // A Debug node at the side has nothing to do with the answer.
    const leading = this.#leading(reaches);
    // The nodes are there, but the way from them to a reply is not any more.
    if (this.#led && leading.length === 0) return true;
    // One that is still at it will go on, whatever became of the others.
    if (leading.some((node) => this.#busy.has(node.id) && there(node))) return false;
    return holders.length === 0 || !(leading.length > 0 ? leading : holders).every(there);
  }

  /** Where the message is: at the nodes that have not sent it on, or on its way from the last one. */
  #lies(): Node[] {
    if (this.#holding.size > 0) return [...this.#holding.values()];
    return this.#sender ? [this.#sender] : [];
  }

  #leading(reaches: Reach): Node[] {
    const callers = [...this.#visited.values()].filter(isCall);
    return this.#lies().filter((node) => reaches(node, callers));
  }
}

function isCall({ type }: Node): boolean {
  return type === 'link call';
}
