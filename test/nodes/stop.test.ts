// Node-RED stops, or its flows do: whoever waits is told, and lines are closed politely, within 3 s.

import { strict as assert } from 'node:assert';
import helper from 'node-red-node-test-helper';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, ToolAnswer } from '../simulator/simulator.js';
import { startNodeRed } from '../support/node-red.js';
import { NODE_RED_DIR } from '../support/project.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';
import { ELSEWHERE, openCall, talk } from './talk.js';

const LIMIT_MS = 3000;

async function assertEnds(conversation: Conversation, answer: Promise<ToolAnswer>): Promise<void> {
  assert.match(
    (await within(LIMIT_MS, 'The agent is answered', answer)).text,
    /the flow was restarted or stopped/,
  );
  assert.equal((await within(LIMIT_MS, 'The line is closed', conversation.ended)).code, 1000);
}

describe('When the flows are stopped', () => {
  it('an open call is answered and its session closed politely', async () => {
    const { conversation } = await talk({ code: ELSEWHERE });
    const { answer } = await openCall(conversation);
    const started = Date.now();
    await helper.clearFlows();
    assert.ok(Date.now() - started < LIMIT_MS);
    await assertEnds(conversation, answer);
  });

  it('they do not wait longer than 3 s for a provider that has fallen silent', async () => {
    const { conversation } = await talk();
    conversation.fallSilent();
    const started = Date.now();
    await helper.clearFlows();
    assert.ok(Date.now() - started < LIMIT_MS);
  }).timeout(5000);
});

describe('When Node-RED is told to end (SIGTERM)', () => {
  it('an open call is answered and its session closed politely', async () => {
    const eleven = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => eleven.close());
    const flow = wired({ ...agentAt(eleven, 'elevenlabs'), code: ELSEWHERE });
    for (const id of ['said', 'sound', 'events', 'calls', 'caught']) flow.change(id, { type: 'junction' });
    const { nodes: flows, credentials } = flow;
    const red = await startNodeRed({ flows, credentials, dir: NODE_RED_DIR });
    let stopped: Promise<void> | undefined;
    atEnd(() => stopped ?? red.stop());
    const conversation = await eleven.conversation();
    const answer = conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    // The answer to a ping: the call that was sent before it has arrived.
    conversation.send({ type: 'ping', ping_event: { event_id: 4711 } });
    await conversation.frame((frame) => frame['event_id'] === 4711);
    stopped = red.stop();
    await assertEnds(conversation, answer);
    await within(LIMIT_MS, 'Node-RED ends', stopped);
  }).timeout(60_000);
});
