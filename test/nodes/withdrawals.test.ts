// The second output of a tool node: calls that ended without the answer of their flow. Against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, redeploy, run } from '../support/helper.js';
import { inbox, type Inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

interface Moving {
  conversation: Conversation;
  flow: FlowBuilder;
  calls: Inbox;
  brokenOff: Inbox;
}

/** A tool whose flow takes its time, with the second output on. */
async function moving(wishes: Wishes = {}): Promise<Moving> {
  const service = await startElevenLabs({ tools: [SET_LIGHT], toolTimeoutSeconds: 1 });
  atEnd(() => service.close());
  const tool = { cancelled: true, outputs: 2, ...wishes.tool };
  const flow = wired({ ...agentAt(service, 'elevenlabs'), code: 'return null;', ...wishes, tool });
  flow.node('helper', 'broken-off');
  flow.wire(['tool', 1], 'broken-off');
  await run(flow);
  const conversation = await service.conversation();
  return { conversation, flow, calls: inbox(node('calls')), brokenOff: inbox(node('broken-off')) };
}

describe('A call that is broken off', () => {
  it('leaves at the second output when its time is over, with what it was about', async () => {
    const { conversation, calls, brokenOff } = await moving({ tool: { timeout: '0.2' } });
    conversation.call('set_light', { room: 'kitchen', on: true });
    const call = await calls.next();
    const message = await brokenOff.next();
    assert.equal(message['reason'], 'deadline');
    assert.deepEqual(message.payload, { room: 'kitchen', on: true });
    assert.equal(at(message, 'toolCall.ref'), at(call, 'toolCall.ref'));
  });

  it('leaves there when the session ends', async () => {
    const { conversation, calls, brokenOff } = await moving();
    conversation.call('set_light', { room: 'kitchen', on: true });
    await calls.next();
    conversation.close(1000);
    assert.equal((await brokenOff.next())['reason'], 'session-over');
  });

  it('leaves there when the agent itself gives up', async () => {
    const { conversation, calls, brokenOff } = await moving({ tool: { timeout: '30' } });
    conversation.call('set_light', { room: 'kitchen', on: true });
    await calls.next();
    assert.equal((await brokenOff.next(2000))['reason'], 'timed-out');
  });

  for (const type of ['full', 'nodes'] as const) {
    it(`leaves there when the flow is restarted under it (${type})`, async () => {
      const { conversation, flow, calls } = await moving();
      conversation.call('set_light', { room: 'kitchen', on: true });
      const call = await calls.next();
      flow.change('work', { name: 'another' });
      await redeploy(flow, type);
      const message = await inbox(node('broken-off')).next();
      assert.equal(message['reason'], 'restarted');
      assert.equal(at(message, 'toolCall.ref'), at(call, 'toolCall.ref'));
    });
  }

  it('leaves there when its tool has another name now', async () => {
    const { conversation, flow, calls } = await moving();
    conversation.call('set_light', { room: 'kitchen', on: true });
    const call = await calls.next();
    flow.change('tool', { tool: 'switch_light' });
    await redeploy(flow, 'nodes');
    const message = await inbox(node('broken-off')).next();
    assert.equal(message['reason'], 'restarted');
    assert.equal(at(message, 'toolCall.ref'), at(call, 'toolCall.ref'));
  });

  it('does not leave there when its flow answered', async () => {
    const { conversation, brokenOff } = await moving({ code: 'msg.payload = "done"; return msg;' });
    await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    conversation.close(1000);
    await inbox(node('events')).nextWithTopic('session.closed');
    assert.equal(brokenOff.all.length, 0);
  });
});
