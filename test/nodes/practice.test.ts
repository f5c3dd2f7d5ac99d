// The practice agent through the whole house: a sentence in, calls through wired flows, a sentence out.

import { strict as assert } from 'node:assert';
import { node, redeploy, run } from '../support/helper.js';
import { at } from '../support/at.js';
import { inbox, type Inbox } from '../support/messages.js';
import { wired } from '../support/wired.js';

async function home(): Promise<Inbox> {
  const flow = wired();
  flow.node('agent-tool', 'temperature', {
    agent: 'agent',
    tool: 'get_temperature',
    description: 'Tells the temperature of a room',
  });
  flow.node('change', 'degrees', {
    rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '21 degrees', tot: 'str' }],
  });
  flow.wire('temperature', 'degrees', 'reply');
  await run(flow);
  const said = inbox(node('said'));
  const first = await said.next();
  assert.match(String(first.payload), /practice agent/i);
  return said;
}

describe('The practice agent', () => {
  it('turns a sentence into a call of a wired tool, and says what the flow answered', async () => {
    const said = await home();
    const calls = inbox(node('calls'));
    node('session').receive({ payload: 'Turn on the kitchen light, please' });
    assert.deepEqual((await calls.next()).payload, { room: 'kitchen', on: true });
    const reply = await said.nextWithTopic('agent');
    assert.match(String(reply.payload), /The kitchen light is on\./);
    assert.deepEqual([reply.topic, at(reply, 'transcript.final')], ['agent', true]);
  });

  it('uses two tools in one sentence, and speaks once both are answered', async () => {
    const said = await home();
    node('session').receive({ payload: 'turn on the kitchen light and tell me the temperature' });
    const reply = String((await said.nextWithTopic('agent')).payload);
    assert.match(reply, /The kitchen light is on\..*21 degrees/s);
  });

  it('leaves a log of both sides, each sentence once', async () => {
    const said = await home();
    node('session').receive({ payload: 'turn on the bedroom light' });
    const log = [await said.next(), await said.next()];
    assert.deepEqual(
      log.map(({ topic, payload }) => `${topic}: ${String(payload)}`),
      ['user: turn on the bedroom light', 'agent: The bedroom light is on.'],
    );
    assert.deepEqual(
      log.map((message) => at(message, 'transcript.final')),
      [true, true],
    );
  });

  it('takes exact orders', async () => {
    const said = await home();
    node('session').receive({ payload: 'call set_light {"room":"bedroom","on":false}' });
    assert.match(String((await said.nextWithTopic('agent')).payload), /The bedroom light is off\./);
  });

  it('says honestly what it cannot do, with the list of what it can', async () => {
    const said = await home();
    node('session').receive({ payload: 'write me a poem about the sea' });
    const reply = String((await said.nextWithTopic('agent')).payload);
    assert.match(reply, /set light|set_light/);
    assert.match(reply, /get temperature|get_temperature/);
  });

  it('is told of a tool that is not wired, and says so', async () => {
    const said = await home();
    node('session').receive({ payload: 'call open_gate {}' });
    assert.match(String((await said.nextWithTopic('agent')).payload), /open_gate/);
  });

  it('goes on when one of two calls in a sentence fails', async () => {
    const said = await home();
    node('session').receive({ payload: 'call open_gate {} and call get_temperature' });
    assert.match(String((await said.nextWithTopic('agent')).payload), /open_gate.*21 degrees/s);
  });

  for (const type of ['full', 'nodes'] as const) {
    it(`learns in the midst of a conversation what a deploy adds (${type})`, async () => {
      const flow = wired();
      await run(flow);
      await inbox(node('said')).next();
      flow.node('agent-tool', 'bell', { agent: 'agent', tool: 'ring_bell', description: 'Rings the bell' });
      flow.node('function', 'rung', { func: 'msg.payload = "ding"; return msg;', outputs: 1 });
      flow.wire('bell', 'rung', 'reply');
      await redeploy(flow, type);
      const said = inbox(node('said'));
      node('session').receive({ payload: 'ring the bell' });
      assert.match(String((await said.nextWithTopic('agent')).payload), /ding/);
      assert.deepEqual(
        said.all.map(({ topic }) => topic),
        ['user', 'agent'],
      );
    });
  }
});
