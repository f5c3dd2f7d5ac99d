// The first tool that the README builds, in a running Node-RED: what its rows say reaches the flow, and the model hears
// what does not fit.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { node, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';

const row = { description: '', required: true, enum: [] };

async function bedroom(defaulted: object) {
  const flow = newFlow();
  flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice' });
  flow.node('agent-session', 'session', { agent: 'agent', start: 'message', name: 'home' });
  flow.node('agent-tool', 'tool', {
    agent: 'agent',
    tool: 'set_temperature',
    description: 'Sets the temperature of a room.',
    parameters: [
      { ...row, name: 'room', type: 'string', enum: ['bedroom', 'kitchen'] },
      { ...row, name: 'degrees', type: 'number', unit: '°C', min: '5', max: '30', ...defaulted },
    ],
  });
  flow.node('change', 'work', {
    rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'Done. It is set.', tot: 'str' }],
  });
  flow.node('agent-reply', 'reply');
  flow.node('helper', 'calls');
  flow.node('helper', 'said');
  flow.wire('tool', 'work', 'reply');
  flow.wire('tool', 'calls');
  flow.wire('session', 'said');
  await run(flow);
  return { calls: inbox(node('calls')), said: inbox(node('said')) };
}

describe('The first tool of the README', () => {
  it('sets the bedroom to 21 degrees, and the agent says that it is done', async () => {
    const { calls, said } = await bedroom({ default: '21' });
    node('session').receive({ payload: 'Set the temperature of the bedroom to 21' });
    assert.deepEqual((await calls.next()).payload, { room: 'bedroom', degrees: 21 });
    for (;;) {
      const { payload } = await said.nextWithTopic('agent');
      if (/It is set/.test(String(payload))) break;
    }
  });

  it('gets its default where the agent gives nothing, also for what is required', async () => {
    const { calls } = await bedroom({ default: '19' });
    node('session').receive({ payload: 'call set_temperature {"room":"bedroom"}' });
    assert.deepEqual((await calls.next()).payload, { room: 'bedroom', degrees: 19 });
  });

  it('is never called beyond its range', async () => {
    const { calls, said } = await bedroom({});
    node('session').receive({ payload: 'call set_temperature {"room":"bedroom","degrees":99}' });
    for (;;) {
      const { payload } = await said.nextWithTopic('agent');
      if (/"degrees" must be <= 30/.test(String(payload))) break;
    }
    node('session').receive({ payload: 'call set_temperature {"room":"kitchen","degrees":"20"}' });
    assert.deepEqual((await calls.next()).payload, { room: 'kitchen', degrees: 20 });
  });
});
