// Owns following calls through the flows: where each was seen last, and when its flow has failed. Listens to Node-RED
// only while calls are open, and a second longer. Does not answer anybody: it says so, and tools/calls decides.

import type { Node, NodeAPI } from 'node-red';
import type { Clock } from '../clock.js';
import { isObject } from '../shared/json.js';
import { joined } from '../shared/sentences.js';
import type { OpenCall } from '../tools/ledger.js';
import type { CallWatch } from '../tools/watch.js';
import type { Words } from '../words.js';
import { errorText } from './error-text.js';
import { Journey, type Fault } from './journey.js';
import { reachIn } from './reach.js';
import { listen } from './signals.js';

/** How long a call may take to be seen again after a fault: at a Catch node, or further down the wire. */
const MOMENT_MS = 300;

/** How long after the last open call Node-RED is still listened to. */
const LINGER_MS = 1_000;

export class Trace implements CallWatch {
  readonly #followed = new Map<string, Journey>();
  /** The call whose message a node got last; an error without a message can only be about that one. */
  readonly #latest = new Map<string, string | undefined>();
  /** Where trials were that are over, for as long as anybody remembers them. Every call would be too many to keep. */
  readonly #ended = new WeakMap<OpenCall, Journey>();
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
    this.#followed.set(call.ref, new Journey(call.trial === true));
    this.#stop ??= listen(this.RED, {
      received: (message, node) => this.#received(message, node),
      sent: (message, node) => this.#sent(message, node),
      completed: (message, node, error) => this.#completed(message, node, error),
      logged: (id, text) => this.#logged(id, text),
    });
  }

  settled(call: OpenCall): void {
    const journey = this.#followed.get(call.ref);
    journey?.disarm?.();
    if (journey?.trial) this.#ended.set(call, journey);
    this.#followed.delete(call.ref);
    if (this.#followed.size > 0 || this.#leaving) return;
    this.#leaving = true;
    this.clock.after(LINGER_MS, () => this.#leave());
  }

  /** Listening again for every single call would cost more than the call. */
  #leave(): void {
    this.#leaving = false;
    if (this.#followed.size > 0) return;
    this.#latest.clear();
    this.#stop?.();
    this.#stop = undefined;
  }

  /** With what went wrong there, where something did and the flow was still hoped for. */
  place(call: OpenCall): string {
    const journey = this.#followed.get(call.ref);
    if (!journey) return '';
    const { fault, last } = journey;
    const seen = last ? this.#placeOf(last) : '';
    if (!fault) return seen;
    const reason = this.words('status.place.fault', {
      reason: fault.text,
      name: fault.node.name || fault.node.type,
    });
    return joined(seen, reason);
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
    const ref = this.#refOf(message);
    this.#latest.set(node.id, ref);
    const journey = ref === undefined ? undefined : this.#followed.get(ref);
    if (!journey || ref === undefined) return;
    journey.arrives(node);
    if (node.type !== 'catch') return;
    journey.caught(node, this.#faultIn(message));
    this.#waitAMoment(ref, journey);
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
    const ref = this.#refOf(message);
    const journey = ref === undefined ? undefined : this.#followed.get(ref);
    journey?.leaves(node);
  }

  #completed(message: unknown, node: Node, error: unknown): void {
    const ref = this.#refOf(message);
    const journey = ref === undefined ? undefined : this.#followed.get(ref);
    if (!journey || ref === undefined) return;
    if (error) journey.fails(node, errorText(error));
    else journey.completes(node);
    this.#waitAMoment(ref, journey);
  }

  /** An error that no Catch took. Only its node is known: it counts for a call that alone can be meant. */
  #logged(id: string, text: string): void {
    const ref = this.#latest.get(id);
    const journey = ref === undefined ? undefined : this.#followed.get(ref);
    const node = journey?.holder(id);
    const candidates = [...this.#followed.values()].filter((other) => other.has(id)).length;
    if (!journey || !node || ref === undefined || candidates !== 1) return;
    journey.fails(node, text);
    this.#waitAMoment(ref, journey);
  }

  /** Only a flow in which something went wrong is given up, and only when nothing of it can answer any more. */
  #waitAMoment(ref: string, journey: Journey): void {
    journey.disarm?.();
    if (!journey.fault) return;
    journey.disarm = this.clock.after(MOMENT_MS, () => {
      journey.disarm = undefined;
      const { fault } = journey;
      if (fault && !journey.mayAnswer(reachIn(this.RED)))
        this.failed(ref, fault.text, this.#placeOf(fault.node));
    });
  }

  #refOf(message: unknown): string | undefined {
    if (!isObject(message)) return undefined;
    const { toolCall, _msgid } = message;
    const ref = isObject(toolCall) ? toolCall['ref'] : undefined;
    const byId = typeof _msgid === 'string' && this.#followed.has(_msgid) ? _msgid : undefined;
    if (typeof ref !== 'string' || ref === '') return byId;
    // A message that names two calls is evidence about neither.
    return this.#followed.has(ref) && (byId ?? ref) === ref ? ref : undefined;
  }
}
