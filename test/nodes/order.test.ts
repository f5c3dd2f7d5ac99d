// Several calls of one tool at once: each on its own, one after the other, or the same one only once. And a call that
// stops because the user interrupts.

import { strict as assert } from 'node:assert';
import { MAX_QUEUED } from '../../nodes/lib/shared/limits.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import { node, run } from '../support/helper.js';
import { inbox, type Inbox, type Message } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired } from '../support/wired.js';

const KITCHEN = { room: 'kitchen', on: true };
const BEDROOM = { room: 'bedroom', on: true };

interface Scene {
  conversation: Conversation;
  calls: Inbox;
  brokenOff: Inbox;
}

/** The flow does nothing: the test replies when it wants. */
async function scene(tool: Record<string, unknown>): Promise<Scene> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const both = { cancelled: true, outputs: 2, ...tool };
  const flow = wired({ ...agentAt(service, 'elevenlabs'), code: 'return null;', tool: both });
  flow.node('helper', 'broken-off');
  flow.wire(['tool', 1], 'broken-off');
  await run(flow);
  const conversation = await service.conversation();
  return { conversation, calls: inbox(node('calls')), brokenOff: inbox(node('broken-off')) };
}

function reply(message: Message, payload: string): void {
  node('reply').receive({ ...message, payload });
}

describe('Several calls of a tool', () => {
  it('run at the same time', async () => {
    const { conversation, calls } = await scene({});
    const ids = [conversation.call('set_light', KITCHEN), conversation.call('set_light', KITCHEN)];
    const [first, second] = [await calls.next(), await calls.next()];
    reply(second, 'second');
    reply(first, 'first');
    const texts = await Promise.all(ids.map(async (id) => (await conversation.answer(id)).text));
    assert.deepEqual(texts, ['first', 'second']);
  });

  it('run one after the other where the tool says so', async () => {
    const { conversation, calls } = await scene({ order: 'queue' });
    const ids = [KITCHEN, BEDROOM, KITCHEN].map((values) => conversation.call('set_light', values));
    for (const [index, id] of ids.entries()) {
      const message = await calls.next();
      assert.equal(at(message, 'toolCall.id'), id);
      assert.equal(calls.all.length, index + 1, 'no other call runs');
      reply(message, `answer ${index}`);
      assert.equal((await conversation.answer(id)).text, `answer ${index}`);
    }
  });

  it('are refused when too many wait for their turn', async () => {
    const { conversation, calls } = await scene({ order: 'queue' });
    for (let count = 0; count <= MAX_QUEUED; count += 1) conversation.call('set_light', KITCHEN);
    await calls.next();
    const { text } = await conversation.answer(conversation.call('set_light', BEDROOM));
    assert.match(text, /too much to do/);
  });

  it('share one answer where they ask the same and the tool says so', async () => {
    const { conversation, calls } = await scene({ order: 'merge' });
    const same = [conversation.call('set_light', KITCHEN), conversation.call('set_light', KITCHEN)];
    const other = conversation.call('set_light', BEDROOM);
    reply(await calls.next(), 'kitchen');
    reply(await calls.next(), 'bedroom');
    const texts = await Promise.all([...same, other].map(async (id) => (await conversation.answer(id)).text));
    assert.deepEqual(texts, ['kitchen', 'kitchen', 'bedroom']);
    assert.equal(calls.all.length, 2);
  });
});

describe('A user who interrupts the agent', () => {
  const INTERRUPTION = { type: 'interruption', interruption_event: { event_id: 1 } };

  it('breaks off a call whose tool says so: the flow is told, and the agent has its answer', async () => {
    const { conversation, calls, brokenOff } = await scene({ interruptible: true });
    const id = conversation.call('set_light', KITCHEN);
    const call = await calls.next();
    conversation.send(INTERRUPTION);
    const message = await brokenOff.next();
    assert.equal(message['reason'], 'interrupted');
    assert.equal(at(message, 'toolCall.ref'), at(call, 'toolCall.ref'));
    assert.match((await conversation.answer(id)).text, /broken off, because the user interrupted/);
    const caught = inbox(node('caught'));
    reply(call, 'too late');
    assert.equal(codeOf(await caught.next()), 'reply.late');
  });

  it('does not touch other calls', async () => {
    const { conversation, calls } = await scene({});
    const id = conversation.call('set_light', KITCHEN);
    const call = await calls.next();
    conversation.send(INTERRUPTION);
    await inbox(node('events')).nextWithTopic('interruption');
    reply(call, 'done all the same');
    assert.equal((await conversation.answer(id)).text, 'done all the same');
  });
});
