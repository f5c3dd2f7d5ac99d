// A text that reaches into what all objects of the editor's page share: typed into any field, the editor goes on.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { editorWith } from './stage.js';

const TEXT = '__proto__';

describe(`The text ${TEXT}`, function () {
  this.timeout(40_000);

  it('can be typed into every field, and does no harm', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'home', { name: 'Home', provider: 'elevenlabs', agentId: '1' });
    const row = { name: 'room', type: 'string', description: '', required: true, enum: ['a'] };
    flow.node('agent-tool', 'tool', { agent: 'home', tool: 'set_light', noReply: true, parameters: [row] });
    const variable = { name: 'who', value: 'x', valueType: 'str' };
    flow.node('agent-session', 'session', { agent: 'home', start: 'message', variables: [variable] });
    flow.node('agent-reply', 'reply', { value: 'payload', valueType: 'msg' });
    flow.node('agent-send', 'send', { agent: 'home', action: 'context', value: 'x', valueType: 'str' });
    const editor = await editorWith(flow);
    for (const id of ['tool', 'session', 'reply', 'send', 'home']) {
      const form = await editor.open(id);
      // Some lie in folds: no matter.
      await editor.page.evaluate(
        `$('.agent-form').last().find('input[type=text], input:not([type]), textarea').val('${TEXT}').trigger('input').trigger('change')`,
      );
      await form.done();
    }
    assert.deepEqual(await editor.ask(`Object.keys(Object.prototype)`), []);
    assert.equal(await editor.ask(`RED.nodes.node('tool').description`), `${TEXT} `);
    await editor.page.evaluate(`RED.search.show('room')`);
    await editor.page.locator('#red-ui-search-dialog, .red-ui-search-container').first().waitFor();
  });
});
