// Owns a conversation under test through deploys and stops, and the calls that are open in it. Holds no test.

import { strict as assert } from 'node:assert';
import type { NodeInitializer } from 'node-red';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, Simulator, ToolAnswer } from '../simulator/simulator.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, run } from '../support/helper.js';
import { inbox, type Message } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { agentAt, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

/** What a user can choose at the Deploy button. */
export const TYPES = ['full', 'flows', 'nodes'] as const;

/** A flow whose work is done elsewhere: what the Function gets, the test answers. */
export const ELSEWHERE = 'return null;';

export interface Talk {
  service: Simulator;
  flow: FlowBuilder;
  conversation: Conversation;
}

export async function talk(wishes: Wishes = {}, extra: readonly NodeInitializer[] = []): Promise<Talk> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, 'elevenlabs'), ...wishes });
  if (extra.length > 0) flow.node('slow-to-close', 'slow');
  await run(flow, extra);
  await inbox(node('events')).nextWithTopic('session.open');
  return { service, flow, conversation: await service.conversation() };
}

/** A call that is at work in the flow: what it was told as a message, and the answer still to come. */
export async function openCall(
  conversation: Conversation,
): Promise<{ message: Message; answer: Promise<ToolAnswer> }> {
  const calls = inbox(node('calls'));
  const answer = conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
  answer.catch(() => undefined);
  return { message: await calls.next(), answer };
}

/** Long before the 15 s that the tool has. */
export function soon(answer: Promise<ToolAnswer>): Promise<ToolAnswer> {
  return within(1000, 'The agent is answered', answer);
}

export async function assertTold(answer: Promise<ToolAnswer>): Promise<void> {
  assert.match((await soon(answer)).text, /the flow was restarted/);
}

export function open(service: Simulator): number {
  return service.conversations.filter((conversation) => conversation.open).length;
}
