// A flow that fails, or leads nowhere, or stays silent: what the agent hears, and how soon. In the real Node-RED.

import { strict as assert } from 'node:assert';
import type { Node, NodeDef, NodeInitializer } from 'node-red';
import type { Conversation } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { codeOf, type Wishes } from '../support/wired.js';
import { answerTo, talkAbout } from './working.js';

/** A node of somebody else: fails with `done(err)` where its property says so, else with `error()` and no message. */
const thirdParty: NodeInitializer = (RED) => {
  RED.nodes.registerType('third-party', function construct(this: Node, definition: NodeDef) {
    RED.nodes.createNode(this, definition);
    this.on('input', (_message, _send, done) => {
      if (at(definition, 'how') === 'done') done(new Error('relay stuck'));
      else this.error('relay stuck');
    });
  });
};

function talk(wishes: Wishes, change?: (flow: FlowBuilder) => void): Promise<Conversation> {
  return talkAbout(wishes, change, [thirdParty]);
}

function without(id: string): (flow: FlowBuilder) => void {
  return (flow) => flow.remove(id);
}

describe('A flow that fails without a Catch node', () => {
  const FAILURES: [string, string][] = [
    ['throws', 'throw new Error("lamp is broken");'],
    [
      'rejects later',
      'await new Promise((resolve) => setTimeout(resolve, 50)); throw new Error("lamp is broken");',
    ],
    ['calls node.error with the message', 'node.error("lamp is broken", msg); return null;'],
    ['calls node.error without the message', 'node.error("lamp is broken"); return null;'],
    [
      'calls node.error from a timer',
      'setTimeout(() => node.error("lamp is broken", msg), 100); return null;',
    ],
  ];
  for (const [how, code] of FAILURES) {
    it(`answers within a second when a Function ${how}`, async () => {
      const conversation = await talk({ code }, without('catch'));
      const answer = await answerTo(conversation);
      assert.equal(answer.text, 'The tool "set_light" failed: lamp is broken.');
    });
  }

  it('says what failed without a stack, though a debug node has wrapped what was logged', async () => {
    const conversation = await talk({ code: 'throw new Error("lamp is broken");' }, (flow) => {
      flow.remove('catch');
      flow.node('debug', 'debug', { active: true, complete: 'payload', targetType: 'msg' });
      flow.wire('tool', 'debug');
    });
    assert.equal((await answerTo(conversation)).text, 'The tool "set_light" failed: lamp is broken.');
  });

  for (const how of ['done', 'error']) {
    it(`answers within a second when somebody else's node fails with ${how}()`, async () => {
      const conversation = await talk({}, (flow) => {
        flow.remove('catch');
        flow.remove('work');
        flow.node('third-party', 'work', { how });
        flow.change('tool', { wires: [['work']] });
      });
      assert.match((await answerTo(conversation)).text, /relay stuck/);
    });
  }

  it('says only what the error says, also beside a debug node, which wraps what is logged', async () => {
    const conversation = await talk({ code: 'throw new TypeError("lamp is broken");' }, (flow) => {
      flow.remove('catch');
      flow.node('debug', 'sidebar', {
        active: true,
        tosidebar: true,
        complete: 'payload',
        targetType: 'msg',
      });
    });
    assert.equal((await answerTo(conversation)).text, 'The tool "set_light" failed: lamp is broken.');
  });

  it('shows on the tool node what failed, in a few words', async () => {
    const conversation = await talk({ code: 'throw new Error("lamp is broken");' }, (flow) => {
      flow.remove('catch');
      flow.node('status', 'badges', { scope: ['tool'] });
      flow.node('helper', 'shown');
      flow.wire('badges', 'shown');
    });
    const shown = inbox(node('shown'));
    await answerTo(conversation);
    let badge = await shown.next();
    while (at(badge, 'status.fill') !== 'red') badge = await shown.next();
    assert.equal(at(badge, 'status.text'), 'failed: lamp is broken');
  });

  it('tells the user where it failed', async () => {
    const conversation = await talk({ code: 'throw new Error("lamp is broken");' }, (flow) => {
      flow.change('catch', { scope: ['session'] });
      flow.change('work', { name: 'the lamp' });
    });
    const caught = inbox(node('caught'));
    await answerTo(conversation);
    const message = await caught.next();
    assert.equal(codeOf(message), 'tool.failed');
    assert.match(String(at(message, 'error.message')), /function 'the lamp' on tab tab/);
  });
});

describe('A flow that fails where somebody takes care of it', () => {
  it('has the answer of the Catch node that leads to a reply', async () => {
    const conversation = await talk({ code: 'throw new Error("lamp is broken");' }, (flow) => {
      flow.node('change', 'sorry', {
        rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'Sorry!', tot: 'str' }],
      });
      flow.wire('catch', 'sorry', 'reply');
    });
    assert.equal((await answerTo(conversation)).text, 'Sorry!');
    assert.equal(conversation.results.length, 1);
  });

  it('has the answer of a Catch node that takes its time', async () => {
    const conversation = await talk({ code: 'throw new Error("lamp is broken");' }, (flow) => {
      const func = 'setTimeout(() => node.send({ ...msg, payload: "Slow sorry" }), 600); return null;';
      flow.node('function', 'slow', { func });
      flow.wire('catch', 'slow', 'reply');
    });
    assert.equal((await answerTo(conversation)).text, 'Slow sorry');
  });

  it('goes on when a node reports an error and sends the message on all the same', async () => {
    const conversation = await talk({ code: 'node.error("only a warning"); return msg;' }, without('catch'));
    assert.equal((await answerTo(conversation)).isError, false);
  });

  it('waits for the other branch of a fork', async () => {
    const code =
      'setTimeout(() => { msg.payload = "from the other branch"; node.send(msg); node.done(); }, 500);';
    const conversation = await talk({ code }, (flow) => {
      flow.remove('catch');
      flow.node('function', 'broken', { func: 'throw new Error("this branch is broken");' });
      flow.wire('tool', 'broken');
    });
    assert.equal((await answerTo(conversation)).text, 'from the other branch');
  });
});

describe('A tool that leads nowhere', () => {
  it('answers at once when nothing is wired to it', async () => {
    const conversation = await talk({}, (flow) => flow.change('tool', { wires: [[]] }));
    const caught = inbox(node('caught'));
    assert.match((await answerTo(conversation)).text, /not set up yet/);
    assert.equal(codeOf(await caught.next()), 'tool.unwired');
  });

  it('answers at once when it is wired to nothing but a disabled node', async () => {
    const conversation = await talk({}, (flow) => {
      flow.change('tool', { wires: [['work']] });
      flow.change('work', { d: true });
    });
    const caught = inbox(node('caught'));
    assert.match((await answerTo(conversation)).text, /not set up yet/);
    assert.equal(codeOf(await caught.next()), 'tool.unwired');
  });

  it('says after its time where the call was seen last', async () => {
    const conversation = await talk({ tool: { timeout: '0.3' } }, (flow) => {
      flow.node('switch', 'dark', {
        name: 'is it dark?',
        property: 'payload.on',
        rules: [{ t: 'false' }],
        outputs: 1,
      });
      flow.change('tool', { wires: [['dark', 'sidebar']] });
      flow.wire('dark', 'reply');
      flow.node('debug', 'sidebar', { active: false, complete: 'payload', targetType: 'msg' });
      flow.node('status', 'badges', { scope: ['tool'] });
      flow.node('helper', 'shown');
      flow.wire('badges', 'shown');
    });
    const [caught, events, shown] = [inbox(node('caught')), inbox(node('events')), inbox(node('shown'))];
    const answer = await answerTo(conversation);
    assert.equal(
      answer.text,
      'The tool "set_light" has not answered in time (0.3 s). It was last seen at "is it dark?". ' +
        'It is not known whether it worked.',
    );
    const place = /had no answer after 0\.3 s\. It was last seen at switch 'is it dark\?' on tab tab/;
    const message = await caught.next();
    assert.equal(codeOf(message), 'tool.timeout');
    assert.match(String(at(message, 'error.message')), place);
    assert.match(String(at(await events.nextWithTopic('error'), 'payload.message')), place);
    let badge = await shown.next();
    while (at(badge, 'status.fill') !== 'red') badge = await shown.next();
    assert.equal(at(badge, 'status.text'), 'no answer after 0.3 s, last seen: is it dark?');
  });

  it('says where the wire was pulled out, and not which Debug node looked on', async () => {
    const conversation = await talk({ tool: { timeout: '0.3' } }, (flow) => {
      flow.change('work', { name: 'the lamp', wires: [[]] });
      flow.change('tool', { wires: [['work', 'sidebar']] });
      flow.node('debug', 'sidebar', { active: false, complete: 'payload', targetType: 'msg' });
    });
    assert.match((await answerTo(conversation)).text, /It was last seen at "the lamp"\./);
  });
});
