// What a user reads in the debug sidebar when something is wrong.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { editorWith } from './stage.js';

describe('The debug sidebar', function () {
  this.timeout(20_000);

  it('shows an error of ours as the sentence that it is, not folded up', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
    // The editor does not know all keywords of a schema: this one is deployed without a question.
    const schema = '{"type":"object","properties":{"room":{"type":"banana"}}}';
    flow.node('agent-tool', 'tool', {
      agent: 'home',
      tool: 'set_light',
      parameters: [],
      schema,
      noReply: true,
    });
    const editor = await editorWith(flow);
    await editor.page.evaluate(`RED.sidebar.show('debug'); RED.nodes.dirty(true)`);
    await editor.deploy();
    const shown = editor.page.locator('.red-ui-debug-msg-level-20 .red-ui-debug-msg-payload').first();
    await shown.waitFor();
    // As with every text, there is more than a line of it on a click.
    assert.match(await shown.innerText(), /^"The JSON Schema cannot be used: /);
    await shown.locator('.red-ui-debug-msg-expandable').click();
    assert.match(
      await shown.locator('pre').innerText(),
      /\. Open the tool and correct the schema, or empty it/,
    );
  });
});
