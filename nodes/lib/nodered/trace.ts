// Owns following calls through the flows: where each was seen last, and when its flow has failed. Listens to Node-RED
// only while calls are open, and a second longer. Does not answer anybody: it says so, and tools/calls decides.

import { EventEmitter } from 'node:events';
import type { Node, NodeAPI } from 'node-red';
import type { Clock } from '../clock.js';
import { isObject } from '../shared/json.js';
import type { OpenCall } from '../tools/ledger.js';
import type { CallWatch } from '../tools/watch.js';
import type { Words } from '../words.js';
import { leadsOn } from './wires.js';

/** How long a call may take to be seen again after a fault: at a Catch node, or further down the wire. */
const MOMENT_MS = 300;

/** How long after the last open call Node-RED is still listened to. */
const LINGER_MS = 1_000;

/** Nodes of its way that are remembered of a trial; a loop would have no end. */
const MAX_WAY = 200;

interface Followed {
  /** The node that got the message last. */
  last: Node | undefined;
  /** Every node that has had it. */
  readonly visited: Map<string, Node>;
  /** Nodes that have the message and are not done with it, with their types: a fork is at several of them. */
  readonly busy: Map<string, string>;
  /** Nodes that have it and have not sent it on. */
  readonly holding: Map<string, Node>;
  /** The node that sent it on last. */
  sender: Node | undefined;
  /** What went wrong, while nobody has taken it over. */
  fault: { node: Node; text: string } | undefined;
  disarm: (() => void) | undefined;
  /** Every node in the order in which the message came to it; only where somebody tries the tool out. */
  readonly way: Node[] | undefined;
}

export class Trace implements CallWatch {
  readonly #followed = new Map<string, Followed>();
  /** The call whose message a node got last; an error without a message can only be about that one. */
  readonly #latest = new Map<string, string | undefined>();
  /** Types that say when they are done with a message. Old ones never do: waiting for those would be for ever. */
  readonly #punctual = new Set<string>();
  /** Where trials were that are over, for as long as anybody remembers them. Every call would be too many to keep. */
  readonly #ended = new WeakMap<OpenCall, Pick<Followed, 'last' | 'way'>>();
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
    this.#followed.set(call.ref, {
      last: undefined,
      visited: new Map(),
      busy: new Map(),
      holding: new Map(),
      sender: undefined,
      fault: undefined,
      disarm: undefined,
      way: call.trial ? [] : undefined,
    });
    this.#stop ??= listen(this.RED, {
      received: (message, node) => this.#received(message, node),
      sent: (message, node) => this.#sent(message, node),
      completed: (message, node, error) => this.#completed(message, node, error),
      logged: (id, text) => this.#logged(id, text),
    });
  }

  settled(call: OpenCall): void {
    const followed = this.#followed.get(call.ref);
    followed?.disarm?.();
    if (followed?.way) this.#ended.set(call, { last: followed.last, way: followed.way });
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

  place(call: OpenCall): string {
    const node = this.#followed.get(call.ref)?.last;
    return node ? this.#placeOf(node) : '';
  }

  /** The node that got the message of a call last. Of one that is over, only where it was a trial. */
  last(call: OpenCall): Node | undefined {
    return this.#seen(call)?.last;
  }

  /** The nodes that the message of a trial has come to, in order; those of a fork one after the other. */
  way(call: OpenCall): readonly Node[] {
    return this.#seen(call)?.way ?? [];
  }

  #seen(call: OpenCall): Pick<Followed, 'last' | 'way'> | undefined {
    return this.#followed.get(call.ref) ?? this.#ended.get(call);
  }

  uprooted(call: OpenCall): boolean {
    const followed = this.#followed.get(call.ref);
    if (!followed) return false;
    const { busy, holding, sender } = followed;
    const there = (node: Node) => this.RED.nodes.getNode(node.id) === node;
    const holders = holding.size > 0 ? [...holding.values()] : sender ? [sender] : [];
    // A Debug node at the side has nothing to do with the answer; whether an old node is done, it does not say.
    const leading = holders.filter(
      (node) => leadsOn(node) || (busy.has(node.id) && this.#punctual.has(node.type)),
    );
    // One that is still at it will go on, whatever became of the others.
    if (leading.some((node) => busy.has(node.id) && there(node))) return false;
    return holders.length === 0 || !(leading.length > 0 ? leading : holders).every(there);
  }

  #placeOf(node: Node): string {
    const tab: unknown = this.RED.util.evaluateNodeProperty('NR_FLOW_NAME', 'env', node, {});
    const named = node.name ? 'status.place.named' : 'status.place.unnamed';
    return this.words(named, {
      type: node.type,
      name: node.name ?? '',
      tab: typeof tab === 'string' ? tab : '',
    });
  }

  #received(message: unknown, node: Node): void {
    const ref = this.#refOf(message);
    this.#latest.set(node.id, ref);
    const followed = ref === undefined ? undefined : this.#followed.get(ref);
    if (!followed) return;
    followed.last = node;
    if (followed.way && followed.way.length < MAX_WAY) followed.way.push(node);
    followed.visited.set(node.id, node);
    followed.busy.set(node.id, node.type);
    followed.holding.set(node.id, node);
    if (node.type === 'catch') takenOver(followed);
  }

  /** Many nodes never say that they are done with a message; sending it on is as good. */
  #sent(message: unknown, node: Node): void {
    const ref = this.#refOf(message);
    const followed = ref === undefined ? undefined : this.#followed.get(ref);
    if (!followed) return;
    followed.busy.delete(node.id);
    followed.holding.delete(node.id);
    followed.sender = node;
    // An error that did not keep the node from sending the message on was none that ends the flow.
    if (followed.fault?.node.id === node.id) takenOver(followed);
  }

  #completed(message: unknown, node: Node, error: unknown): void {
    this.#punctual.add(node.type);
    const ref = this.#refOf(message);
    const followed = ref === undefined ? undefined : this.#followed.get(ref);
    if (!followed || ref === undefined) return;
    followed.busy.delete(node.id);
    if (error) followed.fault = { node, text: textOf(error) };
    if (followed.fault !== undefined) this.#waitAMoment(ref, followed);
  }

  /** An error that no Catch took. Only its node is known: it counts for a call that alone can be meant. */
  #logged(id: string, text: string): void {
    const ref = this.#latest.get(id);
    const followed = ref === undefined ? undefined : this.#followed.get(ref);
    const node = followed?.visited.get(id);
    const candidates = [...this.#followed.values()].filter(({ visited }) => visited.has(id)).length;
    if (!followed || !node || ref === undefined || candidates !== 1) return;
    followed.busy.delete(id);
    followed.fault = { node, text };
    this.#waitAMoment(ref, followed);
  }

  #waitAMoment(ref: string, followed: Followed): void {
    followed.disarm?.();
    followed.disarm = this.clock.after(MOMENT_MS, () => {
      followed.disarm = undefined;
      // Another branch of a fork may still bring the answer.
      const others = [...followed.busy.values()].some((type) => this.#punctual.has(type));
      if (followed.fault !== undefined && !others)
        this.failed(ref, followed.fault.text, this.#placeOf(followed.fault.node));
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

function takenOver(followed: Followed): void {
  followed.fault = undefined;
  followed.disarm?.();
  followed.disarm = undefined;
}

interface Signals {
  received(message: unknown, node: Node): void;
  sent(message: unknown, node: Node): void;
  completed(message: unknown, node: Node, error: unknown): void;
  logged(id: string, text: string): void;
}

const HOOK = 'agent-tools';

/** Node-RED's own public means, and nothing else. Returns how to stop. */
function listen(RED: NodeAPI, signals: Signals): () => void {
  const { hooks, log } = RED;
  hooks.add(`onReceive.${HOOK}`, ({ msg, destination }) => signals.received(msg, destination.node));
  hooks.add(`onSend.${HOOK}`, (sent) => {
    for (const { msg, source } of sent) signals.sent(msg, source.node);
  });
  hooks.add(`onComplete.${HOOK}`, ({ msg, node, error }) => signals.completed(msg, node.node, error));
  const handler = new EventEmitter<{ log: [{ level?: number; id?: string; msg?: unknown }] }>();
  handler.on('log', ({ level, id, msg }) => {
    if (level === log.ERROR && id !== undefined) signals.logged(id, textOf(msg));
  });
  log.addHandler(handler);
  return () => {
    hooks.remove(`*.${HOOK}`);
    log.removeHandler(handler);
  };
}

/** What an error says, without the name of its class: the agent may read it aloud. */
function textOf(error: unknown): string {
  const plain = unwrapped(error);
  const text = isObject(plain) || plain instanceof Error ? Reflect.get(plain, 'message') : plain;
  return typeof text === 'string' ? text.replace(/^\w*Error: /, '') : (JSON.stringify(plain) ?? '');
}

/** The debug node's log handler, if it came first, has turned an Error into JSON for its sidebar, stack and all. */
function unwrapped(logged: unknown): unknown {
  if (typeof logged !== 'string' || !logged.startsWith('{"__enc__":true')) return logged;
  try {
    const encoded: unknown = JSON.parse(logged);
    return isObject(encoded) ? encoded['data'] : logged;
  } catch {
    return logged;
  }
}
