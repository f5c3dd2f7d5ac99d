// Which of several tools gets a call, as it is seen on the canvas once the flow runs.

import { newFlow } from '../support/flow.js';
import { editorWith } from './stage.js';

/** Below which node which words stand. */
const SEEN: Record<string, string> = {
  first: 'waiting for a call',
  second: 'this name is taken by another tool',
  'of-another-agent': 'waiting for a call',
  'for-all-too': 'every agent has its own',
  'for-all': 'waiting for a call',
  'for-all-again': 'this name is taken by another tool',
  others: 'waiting for a call',
  'others-again': 'another node takes all other calls',
};

describe('The canvas shows', function () {
  this.timeout(20_000);

  it('which tool gets the calls, where several have one name or take any', async () => {
    const flow = newFlow();
    for (const id of ['home', 'office'])
      flow.config('agent-config', id, { name: `The ${id}`, provider: 'practice' });
    let y = 0;
    const tool = (id: string, properties: Record<string, unknown>) => {
      flow.node('agent-tool', id, {
        agent: 'home',
        parameters: [],
        noReply: true,
        y: (y += 60),
        ...properties,
      });
    };
    tool('first', { tool: 'set_light' });
    tool('second', { tool: 'set_light' });
    tool('of-another-agent', { tool: 'set_light', agent: 'office' });
    tool('for-all-too', { tool: 'set_light', agent: '', everyAgent: true });
    tool('for-all', { tool: 'ring', agent: '', everyAgent: true });
    tool('for-all-again', { tool: 'ring', agent: '', everyAgent: true });
    tool('others', { tool: '', others: true });
    tool('others-again', { tool: '', others: true });
    const { page } = await editorWith(flow);
    for (const [id, words] of Object.entries(SEEN))
      await page.locator(`#${id}`).getByText(words, { exact: true }).waitFor();
  });
});
