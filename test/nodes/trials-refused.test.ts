// A tool that cannot be tried out: whoever tries it is told why, and what to do.

import { strict as assert } from 'node:assert';
import { redeploy, run } from '../support/helper.js';
import { wired, type Wishes } from '../support/wired.js';
import { begin, done, goOn, refused, tryOut } from './trying.js';

const KITCHEN = { room: 'kitchen', on: true };

async function tool(wishes: Wishes = {}): Promise<ReturnType<typeof wired>> {
  const flow = wired(wishes);
  flow.remove('session');
  await run(flow);
  return flow;
}

describe('A tool that cannot be tried out says why:', () => {
  it('it is not deployed, or it is gone', async () => {
    const flow = await tool();
    assert.equal(await refused('nowhere', '{}'), 'trial.not-running');
    flow.remove('tool');
    await redeploy(flow, 'nodes');
    assert.equal(await refused('tool', '{}'), 'trial.not-running');
  });

  it('it is disabled', async () => {
    await tool({ tool: { d: true } });
    assert.equal(await refused('tool', '{}'), 'trial.not-running');
  });

  it('it is not set up rightly', async () => {
    const flow = wired({ tool: { tool: 'two words' } });
    await run(flow);
    assert.equal(await refused('tool', '{}'), 'tool.name');
  });

  it('its agent is not set up rightly', async () => {
    await run(wired({ agent: { provider: 'elevenlabs', agentId: '' } }));
    assert.equal(await refused('tool', '{}'), 'config.agent-id-missing');
  });

  it('another tool has its name', async () => {
    const flow = wired();
    flow.node('agent-tool', 'second', { agent: 'agent', tool: 'set_light', parameters: [] });
    await run(flow);
    assert.equal(await refused('second', '{}'), 'trial.not-active');
  });

  it('the arguments are no JSON object, or hold what no object may', async () => {
    await tool();
    for (const text of [
      '',
      '{',
      '[]',
      '"text"',
      '{"__proto__": {"admin": true}}',
      `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
    ])
      assert.equal(await refused('tool', text), 'trial.arguments', text);
  });

  it('the arguments are too long', async () => {
    await tool();
    assert.equal(await refused('tool', JSON.stringify({ room: 'x'.repeat(70_000) })), 'trial.too-large');
  });

  it('too many are being tried', async () => {
    await tool({ code: 'return null;' });
    const ids: string[] = [];
    for (let count = 0; count < 20; count++) ids.push((await begin('tool', KITCHEN)).id);
    assert.equal(await refused('tool', JSON.stringify(KITCHEN)), 'trial.too-many');
    for (const id of ids) await goOn('tool', id);
    await goOn('tool', (await begin('tool', KITCHEN)).id);
  });

  it('the trial that is asked for is over, or was of another tool', async () => {
    await tool();
    const { id } = await tryOut('tool', KITCHEN);
    await assert.rejects(done('other', id), /trial\.over/);
    await assert.rejects(done('tool', 'no-such'), /trial\.over/);
  });
});
