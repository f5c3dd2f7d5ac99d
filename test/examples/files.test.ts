// What every example flow has to be, whatever it shows: importable beside the others, explained, without secrets.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowNode } from '../support/flow.js';
import { NODE_TYPES } from '../support/project.js';
import { FOLDER, examples, nodesOfType } from './example.js';

const isPlaced = (node: FlowNode): boolean => node.z !== undefined;

describe('The example flows', () => {
  const all = examples();

  it('are at least eight, numbered without a gap', () => {
    assert.ok(all.length >= 8);
    const numbers = all.map(({ title }) => Number(title.split(' ')[0]));
    assert.deepEqual(
      numbers,
      all.map((_, index) => index + 1),
    );
  });

  it('use every node of this package', () => {
    const used = new Set(all.flatMap(({ nodes }) => nodes.map(({ type }) => type)));
    const unused = NODE_TYPES.filter((type) => !used.has(type));
    assert.deepEqual(unused, []);
  });

  it('can all be imported into one editor: no id is there twice', () => {
    const ids = all.flatMap(({ nodes }) => nodes.map(({ id }) => id));
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    assert.deepEqual(twice, []);
  });

  for (const flow of all) {
    describe(flow.title, () => {
      const ids = new Set(flow.nodes.map(({ id }) => id));

      it('is one tab, and says in a comment what to press', () => {
        assert.equal(nodesOfType(flow, 'tab').length, 1);
        const [comment, ...others] = nodesOfType(flow, 'comment');
        assert.deepEqual(others, []);
        assert.match(String(comment?.['name']), /press/i);
        assert.ok(String(comment?.['info']).length > 100);
      });

      it('leads nowhere else: every wire, group, link and agent is in the file', () => {
        for (const node of flow.nodes) {
          const listed = [node['nodes'], node['links'], node['scope']].flatMap((list) =>
            Array.isArray(list) ? list : [],
          );
          const single = [
            node.z,
            node['g'],
            node['agent'],
            node.type.startsWith('mqtt ') ? node['broker'] : undefined,
          ].filter((id) => id !== undefined);
          for (const id of [...(node.wires ?? []).flat(), ...listed, ...single])
            assert.ok(ids.has(String(id)), `${node.id} names ${String(id)}`);
        }
      });

      it('shows what is said, and the events of the session, in debug nodes', () => {
        const targets = nodesOfType(flow, 'agent-session').flatMap(({ wires = [] }) =>
          [wires[0], wires[2]].flat(),
        );
        const reached = targets.map((id) => flow.nodes.find((node) => node.id === id));
        const shown = reached.map((node) =>
          node?.type === 'switch' ? flow.nodes.find(({ id }) => id === node.wires?.[0]?.[0]) : node,
        );
        assert.deepEqual(
          shown.map((node) => node?.type),
          ['debug', 'debug'],
        );
      });

      it('stands neatly on the grid', () => {
        for (const { id, x, y } of flow.nodes.filter((node) => isPlaced(node) && node.type !== 'group')) {
          assert.equal(Number(y) % 20, 0, `y of ${id}`);
          // The left edge is on the grid: a node is as wide as its label, in steps of 20.
          assert.equal(Number(x) % 10, 0, `x of ${id}`);
        }
      });

      it('holds no secret and no address of somebody', () => {
        assert.doesNotMatch(flow.text, /"(credentials|apiKey)"/);
        for (const agent of nodesOfType(flow, 'agent-config')) {
          assert.deepEqual([agent['agentId'], agent['baseUrl']], ['', '']);
        }
      });
    });
  }

  it('hold the recorded sentence that lies beside them', () => {
    const wav = readFileSync(join(FOLDER, 'turn-on-the-kitchen-light.wav'));
    const recordings = all.flatMap(({ nodes }) => nodes.filter(({ id }) => id === 'spoken-recording'));
    assert.equal(recordings[0]?.['template'], wav.toString('base64'));
  });
});
