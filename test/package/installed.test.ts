// The tarball as a user has it: installed into a user dir, loaded by a real Node-RED, seen through the API of its editor.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { NODE_TYPES, PACKAGE } from '../support/project.js';
import { install, pack, temporaryFolder } from './tarball.js';

interface NodeSet {
  module: string;
  types: string[];
  enabled: boolean;
  err?: string;
}

describe('The installed package', function () {
  this.timeout(90_000);
  let red: NodeRed;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    folder = await temporaryFolder();
    const { path } = await pack(folder.path);
    await install(path, folder.path);
    red = await startNodeRed({ userDir: folder.path, packageDir: null });
  });

  after(async () => {
    await red?.stop();
    await folder.remove();
  });

  /** What is logged as a warning or an error and names our package or one of our nodes. */
  function complaints(): string[] {
    return red.lines.filter((line) => /\[(warn|error)\].*agent-/.test(line));
  }

  /** The import dialog shows folders as names and files as objects. */
  async function examplesBelow(path: string): Promise<string[]> {
    const entries: (string | { fn: string })[] = JSON.parse((await red.get(path)).text);
    const inside = entries.map(async (entry) =>
      typeof entry === 'string'
        ? await examplesBelow(`${path}${encodeURIComponent(entry)}/`)
        : [path + encodeURIComponent(entry.fn)],
    );
    return (await Promise.all(inside)).flat();
  }

  it('brings its five node types, each enabled and without a fault', async () => {
    const sets: NodeSet[] = JSON.parse((await red.get('/nodes', { accept: 'application/json' })).text);
    const ours = sets.filter(({ module }) => module === PACKAGE);
    assert.deepEqual(ours.flatMap(({ types }) => types).toSorted(), NODE_TYPES.toSorted());
    for (const set of ours)
      assert.ok(set.enabled && set.err === undefined, `${set.types.join()}: ${set.err}`);
  });

  it('starts without a warning', () => {
    assert.deepEqual(complaints(), []);
  });

  for (const type of NODE_TYPES) {
    it(`has words for ${type}`, async () => {
      const { status, text } = await red.get(`/nodes/${PACKAGE}/${type}/messages?lng=en-US`);
      assert.equal(status, 200);
      assert.ok(Object.keys(JSON.parse(text)).length > 0, text);
    });
  }

  it('has a form and a help text for each node', async () => {
    const { text } = await red.get('/nodes', { accept: 'text/html', 'accept-language': 'en-US' });
    for (const type of NODE_TYPES) {
      assert.match(text, new RegExp(`data-template-name="${type}"`), `form of ${type}`);
      assert.match(text, new RegExp(`data-help-name="${type}"`), `help of ${type}`);
    }
  });

  it('serves every icon that its nodes name', async () => {
    const { text } = await red.get('/nodes', { accept: 'text/html' });
    const served: Record<string, string[]> = JSON.parse(
      (await red.get('/icons', { accept: 'application/json' })).text,
    );
    const icons = served[PACKAGE] ?? [];
    const named = [...text.matchAll(/icon: ?"(agent-[a-z-]+\.svg)"/g)].map(([, icon = '']) => icon);
    for (const type of NODE_TYPES.slice(1)) assert.ok(named.includes(`${type}.svg`), `${type} has no icon`);
    for (const icon of named) {
      assert.ok(icons.includes(icon), `${icon} is not among ${icons.join(', ')}`);
      const { status, type } = await red.get(`/icons/${PACKAGE}/${icon}`);
      assert.equal(status, 200);
      assert.match(type, /svg/);
    }
  });

  it('offers each of its examples in the import dialog', async () => {
    const examples = await examplesBelow(`/library/examples/flows/${PACKAGE}/`);
    assert.ok(examples.length > 0);
    for (const path of examples) {
      const { status, text } = await red.get(path);
      assert.equal(status, 200, path);
      assert.ok(Array.isArray(JSON.parse(text)), `${path} is not a list of nodes`);
    }
  });

  it('runs a flow with all of its nodes', async () => {
    const flow = newFlow();
    const agent = flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice' });
    flow.node('agent-session', 'session', { agent, start: 'deploy', textOnly: true, variables: [] });
    flow.node('agent-tool', 'tool', {
      agent,
      tool: 'set_light',
      description: 'Sets a light',
      parameters: [],
    });
    flow.node('agent-reply', 'reply');
    flow.node('agent-send', 'send', { agent, action: 'user_message', value: 'payload', valueType: 'msg' });
    flow.wire('tool', 'reply');
    await red.deploy(flow.nodes);
    assert.deepEqual(complaints(), []);
  });
});
