// Comparing an agent's tools where it is not easy: many tools, a provider in trouble, what is not deployed yet.

import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { newFlow } from '../support/flow.js';
import { atEnd } from '../support/teardown.js';
import { editorWith } from './stage.js';
import { pageWith, wire } from './tools-page.js';

const RIGHT = { expects_response: true, tool_error_handling_mode: 'passthrough' };
const WEATHER = { name: 'get_weather', description: 'The weather.', ...RIGHT };

describe('Compare with the agent, in trouble,', function () {
  this.timeout(30_000);

  it('stays usable with 500 tools', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ name: `tool_no_${index}` }));
    const page = await pageWith(many, (flow) =>
      wire(flow, 'light', { tool: 'tool_no_499', description: 'Mine.' }),
    );
    await page.compare();
    assert.equal(await page.said.innerText(), '1 different · 499 not wired here');
    const folds = page.editor.page.locator('.agent-compared-tool');
    assert.equal(await folds.count(), 100);
    const filter = page.editor.page.locator('.agent-compared-filter');
    await filter.fill('NO_42');
    assert.equal(await folds.count(), 11);
    await filter.fill('different');
    assert.equal(await folds.count(), 1);
    await filter.fill('nowhere');
    assert.match(await page.editor.page.locator('#agent-config-compared').innerText(), /No tool fits/);
    await page.close();
  });

  it('has a sentence for a provider that fails, answers nonsense or is gone, and goes on', async () => {
    const page = await pageWith([WEATHER], (flow) =>
      wire(flow, 'weather', { tool: 'get_weather', description: 'The weather.' }),
    );
    const { service } = page;
    const failed = async () => {
      await page.compare();
      return page.failure.innerText();
    };
    service.spoil({ fault: 'http', status: 500 });
    assert.match(await failed(), /trouble of its own \(status 500\).* Try again in a moment/);
    service.spoil({ fault: 'http', status: 200, body: '<html>Nothing here</html>' });
    assert.match(await failed(), /What answered is not this provider/);
    service.spoil({
      fault: 'http',
      status: 401,
      body: '{"detail":{"status":"missing_permissions","message":"needs convai_read"}}',
    });
    assert.match(await failed(), /does not accept the API key.*needs convai_read/);
    await page.compare();
    assert.equal(await page.state('get_weather'), 'in-step');
    await service.close();
    assert.match(await failed(), /cannot be reached/);
    await page.close();
  });

  it('leaves the form usable while a provider takes its time', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    atEnd(async () => {
      silent.closeAllConnections();
      await new Promise((resolve) => silent.close(resolve));
    });
    await once(silent, 'listening');
    const address = silent.address();
    assert.ok(address && typeof address === 'object');
    const flow = newFlow();
    const baseUrl = `http://127.0.0.1:${address.port}`;
    const settings = { name: 'Desk', provider: 'elevenlabs', agentId: '1', baseUrl };
    flow.config('agent-config', 'agent', settings, { apiKey: 'a-key' });
    const editor = await editorWith(flow);
    const form = await editor.open('agent');
    const asked = once(silent, 'request');
    await editor.page.locator('#agent-config-compare').click();
    await asked;
    assert.equal(await editor.page.locator('#agent-config-compare-said').innerText(), 'Asking ...');
    await form.field('name').fill('Front desk');
    await form.done();
    assert.equal(await editor.label('agent'), 'Front desk');
  });

  it('says what is not deployed yet', async () => {
    const page = await pageWith([WEATHER], (flow) => wire(flow, 'weather', { tool: 'get_weather' }));
    const { editor } = page;
    await editor.page.locator('#node-config-input-agentId').fill('another');
    await page.compare();
    const compared = editor.page.locator('#agent-config-compared');
    assert.match(await compared.innerText(), /Compared is the agent as it is deployed \(agent_simulated\)/);
    await page.close();
    const tool = await editor.open('weather');
    await tool.field('tool').fill('get_rain');
    await tool.done();
    const form = await editor.open('agent');
    await page.compare();
    assert.match(await compared.innerText(), /changes that are not deployed: 1/);
    await form.cancel();
    const session = await editor.drag('agent-session', 300, 300);
    await editor.open(session);
    const fresh = await editor.addAgent();
    await fresh.field('provider').selectOption({ label: 'ElevenLabs' });
    await page.compare();
    assert.match(await page.failure.innerText(), /does not know this agent yet\. Deploy first/);
    await fresh.cancel();
  });
});
