// Several calls at once through one flow that fails: each agent hears of its own failure at once, whichever way the node
// tells of it. In the real Node-RED.

import { strict as assert } from 'node:assert';
import type { Node, NodeDef, NodeInitializer } from 'node-red';
import type { Conversation } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { within } from '../support/within.js';
import { talkAbout } from './working.js';

const BROKEN = 'relay stuck';

/** How nodes of others tell that they have failed. */
const MANNERS: Record<string, (node: Node) => void> = {
  'throws at once': (node) =>
    node.on('input', () => {
      throw new Error(BROKEN);
    }),
  'calls done() with an error later': (node) =>
    node.on('input', (_message, _send, done) => void setTimeout(() => done(new Error(BROKEN)), 20)),
  'calls error() and then done()': (node) =>
    node.on('input', (message, _send, done) => {
      node.error(BROKEN, message);
      done();
    }),
  'calls error() later and then done()': (node) =>
    node.on('input', (message, _send, done) => {
      setTimeout(() => {
        node.error(BROKEN, message);
        done();
      }, 20);
    }),
  'calls error() later and nothing else': (node) =>
    node.on('input', (message) => void setTimeout(() => node.error(BROKEN, message), 20)),
};

const thirdParty: NodeInitializer = (RED) => {
  RED.nodes.registerType('third-party', function construct(this: Node, definition: NodeDef) {
    RED.nodes.createNode(this, definition);
    MANNERS[String(at(definition, 'how'))]?.(this);
  });
};

/** A call for each room, made at the same time. */
function answersTo(conversation: Conversation): Promise<string[]> {
  const ids = ['kitchen', 'bedroom'].map((room) => conversation.call('set_light', { room, on: true }));
  const answers = Promise.all(ids.map(async (id) => (await conversation.answer(id)).text));
  return within(1000, 'Both are answered', answers);
}

function uncaught(flow: FlowBuilder): void {
  flow.remove('catch');
}

describe('Two calls at once', () => {
  const FUNCTIONS: [string, string][] = [
    ['throws', `throw new Error("${BROKEN}");`],
    ['calls node.error with the message', `node.error("${BROKEN}", msg); return null;`],
    ['calls node.error without the message', `node.error("${BROKEN}"); return null;`],
    ['calls node.error from a timer', `setTimeout(() => node.error("${BROKEN}", msg), 20); return null;`],
    [
      'waits and calls node.error',
      `await new Promise((resolve) => setTimeout(resolve, 20)); node.error("${BROKEN}", msg);`,
    ],
  ];
  const failed = Array<string>(2).fill(`The tool "set_light" failed: ${BROKEN}.`);
  for (const [how, code] of FUNCTIONS)
    it(`are both answered within a second when a Function ${how}`, async () => {
      assert.deepEqual(await answersTo(await talkAbout({ code }, uncaught)), failed);
    });

  for (const how of Object.keys(MANNERS))
    it(`are both answered within a second when somebody else's node ${how}`, async () => {
      const change = (flow: FlowBuilder) => {
        uncaught(flow);
        flow.remove('work');
        flow.node('third-party', 'work', { how });
        flow.change('tool', { wires: [['work']] });
      };
      assert.deepEqual(await answersTo(await talkAbout({}, change, [thirdParty])), failed);
    });

  const ONE = 'if (msg.payload.room === "kitchen")';
  const HALVES: [string, string][] = [
    ['at once', `${ONE} { node.error("${BROKEN}", msg); return null; } msg.payload = "lit"; return msg;`],
    [
      'a while before the other has its answer',
      `${ONE} { setTimeout(() => node.error("${BROKEN}", msg), 20); return null; }
      setTimeout(() => { msg.payload = "lit"; node.send(msg); }, 150);`,
    ],
    [
      'a while after the other has its answer',
      `${ONE} { setTimeout(() => node.error("${BROKEN}", msg), 150); return null; }
      setTimeout(() => { msg.payload = "lit"; node.send(msg); }, 20);`,
    ],
  ];
  for (const [when, code] of HALVES)
    it(`have each its own answer where one of them fails ${when}`, async () => {
      assert.deepEqual(await answersTo(await talkAbout({ code }, uncaught)), [failed[0], 'lit']);
    });

  it('have both their answers where a node reports an error of one and sends it on all the same', async () => {
    const code = `setTimeout(() => {
      ${ONE} node.error("only a warning", msg);
      node.send({ ...msg, payload: "lit" });
    }, msg.payload.room === "kitchen" ? 20 : 400); return null;`;
    assert.deepEqual(await answersTo(await talkAbout({ code }, uncaught)), ['lit', 'lit']);
  });
});
