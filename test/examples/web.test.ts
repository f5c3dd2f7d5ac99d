// The example that asks the web, in a whole Node-RED: there its own two nodes can be the site that answers.

import { strict as assert } from 'node:assert';
import { openComms, type Comms } from '../support/comms.js';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { change, example } from './example.js';

describe('Example 3, a look-up on the web', function () {
  this.timeout(40_000);

  let red: NodeRed;
  let editor: Comms;

  before(async () => {
    red = await startNodeRed({ flows: [] });
    editor = await openComms(red.url);
  });

  after(async () => {
    editor.close();
    await red.stop();
  });

  /** Deploys the flow, presses a button, and waits for words in the debug sidebar. */
  async function said(site: string, button: string, words: RegExp): Promise<void> {
    const env = [{ name: 'LOOKUP_SITE', value: site, type: 'str' }];
    await red.deploy(change(example(3), 'web-tab', { env }).nodes);
    await red.press(button);
    await editor.heard('debug', ({ id, msg }) => id === 'web-said' && words.test(String(msg)));
  }

  it('says the first sentences of the article', async () => {
    await said(red.url, 'web-say-tower', /^Eiffel Tower is worth an article\.$/);
  });

  it('says that the look-up failed when there is no such article', async () => {
    await said(`${red.url}/elsewhere`, 'web-say-node-red', /look_up.*failed.*404/);
  });

  it('says that the look-up failed when the site does not answer', async () => {
    await said('http://127.0.0.1:1', 'web-say-node-red', /look_up.*failed.*ECONNREFUSED/);
  });

  it('is the only flow that leaves this machine: it asks Wikipedia unless it is told otherwise', () => {
    const [tab] = example(3).nodes;
    assert.match(JSON.stringify(tab?.['env']), /https:\/\/en\.wikipedia\.org/);
  });
});
