// What a newer version of these nodes has stored, and this one does not know.

import { strict as assert } from 'node:assert';
import { at } from '../support/at.js';
import { node, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { codeOf, wired } from '../support/wired.js';

describe('What only a newer version knows', () => {
  it('is no action of agent-send here: nothing is said, and an error names it', async () => {
    const flow = wired();
    flow.node('agent-send', 'newer', { agent: 'agent', action: 'dance' });
    await run(flow);
    await inbox(node('events')).nextWithTopic('session.open');
    const said = inbox(node('said'));
    const caught = inbox(node('caught'));
    node('newer').receive({ payload: 'polka' });
    const message = await caught.next();
    assert.equal(codeOf(message), 'config.value');
    assert.match(String(at(message, 'error.message')), /The field "action" could not be worked out: dance/);
    assert.ok(said.all.every(({ payload }) => payload !== 'polka'));
  });
});
