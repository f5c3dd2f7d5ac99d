// How an agent is told that a tool failed: by default so that its model hears it, or as the tool is set up.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { ToolAnswer } from '../simulator/simulator.js';
import { startVatel } from '../simulator/vatel.js';
import { node, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';

const BROKEN = 'throw new Error("lamp is broken");';
const FAILED = 'The tool "set_light" failed: lamp is broken.';

async function failure(
  tool: Record<string, unknown>,
  { start, provider } = { start: startElevenLabs, provider: 'elevenlabs' },
  name = 'set_light',
): Promise<ToolAnswer> {
  const service = await start({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, provider), code: BROKEN, tool });
  flow.remove('catch');
  await run(flow);
  const conversation = await service.conversation();
  return conversation.answer(conversation.call(name, { room: 'kitchen', on: true }));
}

describe('A failure', () => {
  it('is told to an agent that hides error texts as a result that says what failed', async () => {
    const { text, isError } = await failure({});
    assert.deepEqual([text, isError], [FAILED, false]);
  });

  it('of a tool that is not there is told in the same way', async () => {
    const { text, isError } = await failure({}, undefined, 'open_gate');
    assert.match(text, /no tool "open_gate"/);
    assert.equal(isError, false);
  });

  it('is told with the mark of an error where the tool says so', async () => {
    const { text, isError } = await failure({ errorsAs: 'error' });
    assert.deepEqual([text, isError], [FAILED, true]);
  });

  it('is told in the sentence that the tool has for it', async () => {
    const { text, isError } = await failure({ errorsAs: 'sentence', errorSentence: 'Try the switch.' });
    assert.deepEqual([text, isError], ['Try the switch.', false]);
  });

  it('is told to an agent without a mark for errors as a text that says that it is one', async () => {
    const { text } = await failure({}, { start: startVatel, provider: 'vatel' });
    assert.deepEqual(JSON.parse(text), { status: 'error', message: FAILED, retryable: false });
  });

  it('is told to it as a plain sentence where the tool says so', async () => {
    const { text } = await failure({ errorsAs: 'result' }, { start: startVatel, provider: 'vatel' });
    assert.equal(text, FAILED);
  });

  it('is told to the practice agent, which says it', async () => {
    const flow = wired({ code: BROKEN });
    flow.remove('catch');
    await run(flow);
    const said = inbox(node('said'));
    await said.nextWithTopic('agent');
    node('session').receive({ payload: 'turn on the kitchen light' });
    assert.match(
      String((await said.nextWithTopic('agent')).payload),
      /set_light did not work: .*lamp is broken/,
    );
  });
});
