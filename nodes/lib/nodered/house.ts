// Owns what all our nodes in one Node-RED share: the book of calls, the words, the clock, and what outlives its node
// through a deploy. Owns no node.

import type { NodeAPI } from 'node-red';
import { systemClock, type Clock } from '../clock.js';
import type { AgentError } from '../errors.js';
import { Visits } from '../talk/visits.js';
import { Calls } from '../tools/calls.js';
import type { Words } from '../words.js';
import type { Agent } from './agent.js';
import type { Conversations } from './conversations.js';
import { deploysOf, type Deploys } from './deploys.js';
import { EveryAgent } from './every-agent.js';
import { Kept } from './kept.js';
import { Observer } from './observer.js';
import { placeOf } from './places.js';
import { Timeline } from './timeline.js';
import { ToolNodes } from './tool-nodes.js';
import { Trace } from './trace.js';
import { wordsOf } from './words.js';

export interface House {
  readonly calls: Calls;
  readonly clock: Clock;
  readonly words: Words;
  /** Errors that a person has been told already, so that many nodes do not say the same. */
  readonly told: WeakSet<AgentError>;
  /** From 0 to 1; spreads reconnects. */
  readonly random: () => number;
  /**
   * Runs `act` once the flows that are just being created have started: before that, a message may find no node at the
   * end of its wire, and no Catch node is listening. The returned function takes it back.
   */
  readonly afterStart: Deploys['afterStart'];
  readonly deploys: Deploys;
  /** Tools that all agents have. */
  readonly everyAgent: EveryAgent;
  /** What lives on through a deploy, by the id of its node. */
  readonly agents: Kept<Agent>;
  readonly conversations: Kept<Conversations>;
  /** Visitors of talk pages are known again after a deploy. */
  readonly visits: Visits;
  /** What happens in conversations and to calls, for those who watch. */
  readonly timeline: Timeline;
  readonly observer: Observer;
  readonly trace: Trace;
  /** The tools that can be tried out. */
  readonly toolNodes: ToolNodes;
}

/** One house a runtime. Each node file gets a `RED` of its own; the emitter in it is what they share. */
const houses = new WeakMap<object, House>();

export function houseOf(RED: NodeAPI): House {
  const known = houses.get(RED.events);
  if (known) return known;
  const words = wordsOf(RED);
  const clock = systemClock;
  const calls = new Calls(clock, words);
  const trace = new Trace(RED, clock, words, (ref, reason, place) => calls.fail(ref, reason, place));
  const timeline = new Timeline();
  const observer = new Observer(timeline, clock, words, (call) => {
    const node = call.ending ? trace.stoppedAt(call) : trace.last(call);
    return node && placeOf(RED, node);
  });
  calls.watchedBy({
    called: (caller, call, given) => observer.called(caller, call, given),
    opened: (call) => trace.opened(call),
    settled: (call) => {
      // Where it was is known no longer once the trace lets go of it.
      observer.settled(call);
      trace.settled(call);
    },
    place: (call) => trace.place(call),
    placeInShort: (call) => trace.placeInShort(call),
    uprooted: (call) => trace.uprooted(call),
  });
  const agents = new Kept<Agent>((agent) => agent.dismiss());
  const conversations = new Kept<Conversations>((those) => those.dismiss());
  const deploys = deploysOf(RED, clock, {
    begins: () => {
      trace.deploys();
      calls.hold();
    },
    over: (late) => {
      // Nobody can tell any more what still comes.
      if (late) calls.interrupt();
      conversations.dropAll();
      agents.dropAll();
      calls.release();
    },
    stops: () => calls.interrupt(),
  });
  const house: House = {
    calls,
    clock,
    words,
    random: Math.random,
    told: new WeakSet(),
    afterStart: deploys.afterStart,
    deploys,
    everyAgent: new EveryAgent(),
    agents,
    conversations,
    visits: new Visits(),
    timeline,
    observer,
    trace,
    toolNodes: new ToolNodes(RED),
  };
  houses.set(RED.events, house);
  return house;
}
