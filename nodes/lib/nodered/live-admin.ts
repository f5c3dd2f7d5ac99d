// Owns the addresses below the editor's own by which a tool is tried out and the timeline is asked for. The editor's
// permissions guard them. Does not own what is asked: trials and timeline-comms do.

import type { NodeAPI } from 'node-red';
import { AgentError, asAgentError } from '../errors.js';
import { isObject } from '../shared/json.js';
import type { ToldError } from '../shared/timeline.js';
import type { Reply, TrialOrder, TrialView } from '../shared/trial.js';
import type { House } from './house.js';
import { placeOf } from './places.js';
import { TimelineComms } from './timeline-comms.js';
import type { Trial } from './trial.js';
import { Trials } from './trials.js';
import { causeOf, nextOf } from './words.js';

const TRY = 'agent-tool.write';
const WATCH = 'agent-session.read';

const TRIALS = '/agent-tools/live/trials/:node';
const TRIAL = `${TRIALS}/:trial`;

/** One runtime, one set of addresses: each node file gets a RED of its own. */
const opened = new WeakSet<object>();

/** What stands behind the addresses, once a house. */
const desks = new WeakMap<House, { trials: Trials; comms: TimelineComms }>();

interface Asked {
  readonly node: string;
  readonly trial: string;
  readonly body: unknown;
}

export function openLiveAdmin(RED: NodeAPI, house: House): void {
  const { httpAdmin, auth } = RED;
  if (opened.has(httpAdmin)) return;
  opened.add(httpAdmin);
  const { words, trace } = house;
  const { trials, comms } = deskOf(RED, house);
  const told = (error: AgentError): ToldError => ({
    code: error.code,
    cause: causeOf(error, words),
    next: nextOf(error, words),
  });
  const viewed = (trial: Trial | AgentError): TrialView | AgentError =>
    trial instanceof AgentError
      ? trial
      : trial.view(
          (call) => trace.way(call),
          (node) => placeOf(RED, node),
          told,
        );
  /** Answers whatever happens. */
  function answer(act: () => unknown): Reply<unknown> {
    try {
      const value = act();
      return value instanceof AgentError ? { error: told(value) } : { value };
    } catch (thrown) {
      return { error: told(asAgentError(thrown)) };
    }
  }
  const serve =
    (act: (asked: Asked) => unknown) =>
    (
      request: { params: Readonly<Record<string, unknown>>; body?: unknown },
      response: { json(body: unknown): unknown },
    ): void => {
      const { node, trial } = request.params;
      const asked = { node: String(node), trial: String(trial), body: request.body };
      response.json(answer(() => act(asked)));
    };

  httpAdmin.get(
    '/agent-tools/live/timeline',
    auth.needsPermission(WATCH),
    serve(() => comms.ticket()),
  );
  httpAdmin.get(
    TRIALS,
    auth.needsPermission(TRY),
    serve(({ node }) => trials.form(node)),
  );
  httpAdmin.post(
    TRIALS,
    auth.needsPermission(TRY),
    serve(({ node, body }) => {
      const order = orderIn(body);
      return order ? viewed(trials.begin(node, order)) : new AgentError('trial.arguments');
    }),
  );
  httpAdmin.get(
    TRIAL,
    auth.needsPermission(TRY),
    serve(({ node, trial }) => viewed(trials.find(node, trial))),
  );
  httpAdmin.delete(
    TRIAL,
    auth.needsPermission(TRY),
    serve(({ node, trial }) => {
      const found = trials.find(node, trial);
      if (!(found instanceof AgentError)) trials.end(found);
      return viewed(found);
    }),
  );
}

function deskOf(RED: NodeAPI, house: House): { trials: Trials; comms: TimelineComms } {
  const desk = desks.get(house) ?? { trials: new Trials(house), comms: new TimelineComms(RED, house) };
  desks.set(house, desk);
  return desk;
}

/** What the page asks for; `undefined` when it is not understood. */
function orderIn(body: unknown): TrialOrder | undefined {
  if (!isObject(body)) return undefined;
  const { tool, arguments: given } = body;
  if (typeof given !== 'string') return undefined;
  return typeof tool === 'string' ? { tool, arguments: given } : { arguments: given };
}
