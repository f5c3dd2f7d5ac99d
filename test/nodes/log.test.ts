// What leaves the first output of a session: a log of both sides, and what is still being said where a user wants that.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { at } from '../support/at.js';
import { node, run } from '../support/helper.js';
import { inbox, type Inbox, type Message } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';

async function chat(session: Record<string, unknown>): Promise<Inbox> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, 'elevenlabs'), session: { textOnly: true, ...session } });
  flow.node('agent-send', 'send', { agent: 'agent', action: 'user_message' });
  await run(flow);
  const said = inbox(node('said'));
  await inbox(node('events')).nextWithTopic('session.open');
  return said;
}

const isFinal = (message: Message): boolean => at(message, 'transcript.final') === true;

describe('What leaves the conversation output', () => {
  it('is each sentence once, of both sides, wherever it was sent from', async () => {
    const said = await chat({});
    node('session').receive({ payload: 'call set_light {"room":"kitchen","on":true}' });
    await said.nextWithTopic('agent');
    node('send').receive({ payload: 'thank you' });
    await said.nextWithTopic('agent');
    assert.deepEqual(
      said.all.map(({ topic }) => topic),
      ['user', 'agent', 'user', 'agent'],
    );
    assert.ok(said.all.every(isFinal));
    assert.deepEqual([said.all[0]?.payload, said.all[2]?.payload].map(String), [
      'call set_light {"room":"kitchen","on":true}',
      'thank you',
    ]);
  });

  it('is also what is still being said, where that is switched on', async () => {
    const said = await chat({ interim: true });
    node('session').receive({ payload: 'call set_light {"room":"kitchen","on":true}' });
    let answer = await said.nextWithTopic('agent');
    assert.equal(isFinal(answer), false);
    const first = String(answer.payload);
    while (!isFinal(answer)) answer = await said.nextWithTopic('agent');
    assert.ok(String(answer.payload).startsWith(first));
  });
});
