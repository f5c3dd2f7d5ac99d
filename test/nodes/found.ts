// Owns one call through a flow under test, and by which key of the message the reply found it. Does not own the flows.

import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { ToolAnswer } from '../simulator/simulator.js';
import type { NodeInitializer } from 'node-red';
import { at } from '../support/at.js';
import type { FlowBuilder, WireEnd } from '../support/flow.js';
import { node, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

/** A way from the tool to the reply. Gives the nodes to be wired in between, if the two are wired at all. */
export type Way = (flow: FlowBuilder) => WireEnd[] | undefined | Promise<WireEnd[] | undefined>;

export interface Attempt {
  /** `ref`, `msgid` or `mqtt`; or the code of the error, when no call was found. */
  readonly found: string;
  /** What the agent was told; only where a call was found. */
  readonly answer: ToolAnswer | undefined;
  /** Colour of what the reply node showed. */
  readonly fill: unknown;
}

export interface Circumstances extends Pick<Wishes, 'tool' | 'reply'> {
  types?: NodeInitializer[];
  /** Resolves when the flow can be used; asked for once it runs. */
  ready?: () => Promise<unknown>;
}

/** What the reply node shows, as the user sees it: the only sign of the key. */
const SHOWN: [RegExp, string][] = [
  [/^answered set_light$/, 'ref'],
  [/^answered set_light \(found by _msgid\)$/, 'msgid'],
  [/^answered set_light \(found by MQTT properties\)$/, 'mqtt'],
];

/** Calls the tool once, and waits until the reply node has shown what came of it. */
export async function callThrough(
  way: Way,
  { tool, reply, types, ready }: Circumstances = {},
): Promise<Attempt> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, 'elevenlabs'), ...(tool && { tool }), ...(reply && { reply }) });
  flow.remove('work');
  flow.change('tool', { wires: [['calls']] });
  flow.node('status', 'status', { scope: ['reply'] });
  flow.node('helper', 'shown');
  flow.wire('status', 'shown');
  const between = await way(flow);
  if (between) flow.wire('tool', ...between, 'reply');
  await run(flow, types);
  const events = inbox(node('events'));
  await ready?.();
  await events.nextWithTopic('session.open');
  const [shown, caught] = [inbox(node('shown')), inbox(node('caught'))];
  const conversation = await service.conversation();
  const id = conversation.call('set_light', { room: 'kitchen', on: true });
  for (;;) {
    const message = await shown.next(5000);
    const text = at(message, 'status.text');
    if (typeof text !== 'string' || text === '') continue;
    const [, key] = SHOWN.find(([pattern]) => pattern.test(text)) ?? [];
    const fill = at(message, 'status.fill');
    if (key) return { found: key, answer: await conversation.answer(id), fill };
    return { found: String(codeOf(await caught.next())), answer: undefined, fill };
  }
}
