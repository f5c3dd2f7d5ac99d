// Owns a conversation about a flow that fails or may fail: set up, and asked once. Holds no test.

import type { NodeInitializer } from 'node-red';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, ToolAnswer } from '../simulator/simulator.js';
import type { FlowBuilder } from '../support/flow.js';
import { run } from '../support/helper.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { agentAt, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

export async function talkAbout(
  wishes: Wishes,
  change: (flow: FlowBuilder) => void = () => undefined,
  extra: readonly NodeInitializer[] = [],
): Promise<Conversation> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, 'elevenlabs'), ...wishes });
  change(flow);
  await run(flow, extra);
  return service.conversation();
}

/** The answer, which has to come well before the 15 s that the tool has. */
export function answerTo(conversation: Conversation): Promise<ToolAnswer> {
  const id = conversation.call('set_light', { room: 'kitchen', on: true });
  return within(1000, 'The agent is answered', conversation.answer(id));
}
