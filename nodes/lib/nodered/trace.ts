// Owns following calls through the flows: where each was seen last, and when its flow has failed. Listens to Node-RED
// only while calls are open, and a second longer. Does not answer anybody: it says so, and tools/calls decides.

import type { Node, NodeAPI } from 'node-red';
import type { Clock } from '../clock.js';
import { isObject } from '../shared/json.js';
import { joined } from '../shared/sentences.js';
import { shortened } from '../shared/shortened.js';
import type { OpenCall } from '../tools/ledger.js';
import type { CallWatch } from '../tools/watch.js';
import type { Words } from '../words.js';
import { Complaints } from './complaints.js';
import { errorText } from './error-text.js';
import { Journey, type Fault } from './journey.js';
import { reachIn } from './reach.js';
import { listen } from './signals.js';

/** How long a call may take to be seen again after a fault: at a Catch node, or further down the wire. */
const MOMENT_MS = 300;

/** Of the name of a node, as much is said aloud. */
const MAX_SHORT = 60;

/** How long after the last open call Node-RED is still listened to. */
const LINGER_MS = 1_000;

export class Trace implements CallWatch {
  readonly #followed = new Map<string, Journey>();
  /** Where trials were that are over, for as long as anybody remembers them. Every call would be too many to keep. */
  readonly #ended = new WeakMap<OpenCall, Journey>();
  readonly #complaints = new Complaints(this.#followed, (journey, node, text) =>
    this.#fails(journey, node, text),
  );
  #stop: (() => void) | undefined;
  #leaving = false;

  /** `failed` is told once a call's flow has failed for good. */
  constructor(
    private readonly RED: NodeAPI,
    private readonly clock: Clock,
    private readonly words: Words,
    private readonly failed: (ref: string, reason: string, place: string) => void,
  ) {}

  opened(call: OpenCall): void {
    this.#followed.set(call.ref, new Journey(call.ref, call.trial === true));
    this.#stop ??= listen(this.RED, {
      received: (message, node) => this.#received(message, node),
      sent: (message, node) => this.#sent(message, node),
      completed: (message, node, error) => this.#completed(message, node, error),
      logged: (id, text) => this.#complaints.logged(id, text),
    });
  }

  settled(call: OpenCall): void {
    const journey = this.#followed.get(call.ref);
    journey?.disarm?.();
    if (journey?.trial) this.#ended.set(call, journey);
    if (journey) this.#complaints.over(journey);
    this.#followed.delete(call.ref);
    if (this.#followed.size > 0 || this.#leaving) return;
    this.#leaving = true;
    this.clock.after(LINGER_MS, () => this.#leave());
  }

  /** Listening again for every single call would cost more than the call. */
  #leave(): void {
    this.#leaving = false;
    if (this.#followed.size > 0) return;
    this.#complaints.clear();
    this.#stop?.();
    this.#stop = undefined;
  }

  /** With what went wrong there, where something did and the flow was still hoped for. */
  place(call: OpenCall): string {
    const journey = this.#followed.get(call.ref);
    if (!journey) return '';
    const { fault } = journey;
    const at = this.stoppedAt(call);
    const seen = at ? this.#placeOf(at) : '';
    if (!fault) return seen;
    const reason = this.words('status.place.fault', {
      reason: fault.text,
      name: fault.node.name || fault.node.type,
    });
    return joined(seen, reason);
  }

  placeInShort(call: OpenCall): string {
    const at = this.stoppedAt(call);
    return at ? shortened(at.name || at.type, MAX_SHORT) : '';
  }

  /** The node where the message of a call stopped; a Debug node at the side is none. */
  stoppedAt(call: OpenCall): Node | undefined {
    return this.#seen(call)?.stoppedAt(reachIn(this.RED));
  }

  /** The node that got the message of a call last. Of one that is over, only where it was a trial. */
  last(call: OpenCall): Node | undefined {
    return this.#seen(call)?.last;
  }

  /** The nodes that the message of a trial has come to, in order; those of a fork one after the other. */
  way(call: OpenCall): readonly Node[] {
    return this.#seen(call)?.way ?? [];
  }

  #seen(call: OpenCall): Journey | undefined {
    return this.#followed.get(call.ref) ?? this.#ended.get(call);
  }

  /** A deploy begins, and all nodes are still there. */
  deploys(): void {
    const reaches = reachIn(this.RED);
    for (const journey of this.#followed.values()) journey.deploys(reaches);
  }

  uprooted(call: OpenCall): boolean {
    const there = (node: Node) => this.RED.nodes.getNode(node.id) === node;
    return this.#followed.get(call.ref)?.uprooted(there, reachIn(this.RED)) ?? false;
  }

  #placeOf(node: Node): string {
    const named = node.name ? 'named' : 'unnamed';
    const subflow = this.#env(node, 'NR_SUBFLOW_NAME');
    const { type, name = '' } = node;
    const place = { type, name, tab: this.#env(node, 'NR_FLOW_NAME'), subflow };
    return this.words(`status.place.${named}${subflow ? '-in-subflow' : ''}`, place);
  }

  #env(node: Node, name: string): string {
    const value: unknown = this.RED.util.evaluateNodeProperty(name, 'env', node, {});
    return typeof value === 'string' ? value : '';
  }

  #received(message: unknown, node: Node): void {
    const journey = this.#of(message);
    this.#complaints.received(node, journey);
    if (!journey) return;
    journey.arrives(node);
    if (node.type !== 'catch') return;
    journey.caught(node, this.#faultIn(message));
    this.#waitAMoment(journey);
  }

  /** What a Catch node was told. */
  #faultIn(message: unknown): Fault | undefined {
    const error = isObject(message) ? message['error'] : undefined;
    const source = isObject(error) ? error['source'] : undefined;
    const id = isObject(source) ? source['id'] : undefined;
    const node = typeof id === 'string' ? this.RED.nodes.getNode(id) : undefined;
    return node ? { node, text: errorText(error) } : undefined;
  }

  #sent(message: unknown, node: Node): void {
    const journey = this.#of(message);
    journey?.leaves(node);
    this.#complaints.sent(node, journey);
  }

  #completed(message: unknown, node: Node, error: unknown): void {
    const complaint = this.#complaints.completed(node, error);
    const journey = this.#of(message);
    if (!journey) return;
    if (error) return this.#fails(journey, node, errorText(error));
    if (complaint !== undefined) return this.#fails(journey, node, complaint);
    journey.completes(node);
    this.#waitAMoment(journey);
  }

  #fails(journey: Journey, node: Node, text: string): void {
    journey.fails(node, text);
    this.#waitAMoment(journey);
  }

  /** Only a flow in which something went wrong is given up, and only when nothing of it can answer any more. */
  #waitAMoment(journey: Journey): void {
    journey.disarm?.();
    if (!journey.fault) return;
    journey.disarm = this.clock.after(MOMENT_MS, () => {
      journey.disarm = undefined;
      const { fault } = journey;
      if (fault && !journey.mayAnswer(reachIn(this.RED)))
        this.failed(journey.ref, fault.text, this.#placeOf(fault.node));
    });
  }

  /** The call that a message belongs to. */
  #of(message: unknown): Journey | undefined {
    if (!isObject(message)) return undefined;
    const { toolCall, _msgid } = message;
    const ref = isObject(toolCall) ? toolCall['ref'] : undefined;
    const byId = typeof _msgid === 'string' ? this.#followed.get(_msgid) : undefined;
    if (typeof ref !== 'string' || ref === '') return byId;
    const byRef = this.#followed.get(ref);
    // A message that names two calls is evidence about neither.
    return byId && byId !== byRef ? undefined : byRef;
  }
}
