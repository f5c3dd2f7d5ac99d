// A flow that fails, or leads nowhere, or stays silent: what the agent hears, and how soon. In the real Node-RED.

import { strict as assert } from 'node:assert';
import type { Node, NodeDef, NodeInitializer } from 'node-red';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, ToolAnswer } from '../simulator/simulator.js';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { agentAt, codeOf, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

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

async function talk(
  wishes: Wishes,
  change: (flow: FlowBuilder) => void = () => undefined,
): Promise<Conversation> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  const flow = wired({ ...agentAt(service, 'elevenlabs'), ...wishes });
  change(flow);
  await run(flow, [thirdParty]);
  return service.conversation();
}

/** The answer, which has to come well before the 15 s that the tool has. */
function answerTo(conversation: Conversation): Promise<ToolAnswer> {
  const id = conversation.call('set_light', { room: 'kitchen', on: true });
  return within(1000, 'The agent is answered', conversation.answer(id));
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

describe('A flow of several branches, of which one fails,', () => {
  /** Beside the Function, which fails, the message takes a way of its own. */
  function beside(add: (flow: FlowBuilder) => void): (flow: FlowBuilder) => void {
    return (flow) => {
      flow.remove('catch');
      flow.change('work', { wires: [[]] });
      add(flow);
    };
  }
  const SIDE = 'throw new Error("could not write history");';
  const WAYS: [string, (flow: FlowBuilder) => void][] = [
    [
      'a delay',
      (flow) => flow.node('delay', 'slow', { pauseType: 'delay', timeout: '0.6', timeoutUnits: 'seconds' }),
    ],
    [
      'a trigger',
      (flow) =>
        flow.node('trigger', 'slow', {
          ...{ op1: '', op1type: 'nul', op2: '', op2type: 'pay', outputs: 1 },
          ...{ duration: '600', units: 'ms', extend: false, bytopic: 'all' },
        }),
    ],
    [
      'a Function that awaits',
      (flow) =>
        flow.node('function', 'slow', {
          func: 'await new Promise((resolve) => setTimeout(resolve, 600)); return msg;',
        }),
    ],
  ];
  for (const [what, add] of WAYS) {
    it(`has the answer that comes through ${what}, from the first call on`, async () => {
      const conversation = await talk(
        { code: SIDE },
        beside((flow) => {
          add(flow);
          flow.node('change', 'sentence', {
            rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'from the other branch', tot: 'str' }],
          });
          flow.wire('tool', 'slow', 'sentence', 'reply');
        }),
      );
      assert.equal((await answerTo(conversation)).text, 'from the other branch');
    });
  }

  it('is answered at once where no other branch leads to a reply', async () => {
    const conversation = await talk(
      { code: SIDE },
      beside((flow) => {
        flow.node('delay', 'slow', { pauseType: 'delay', timeout: '600', timeoutUnits: 'seconds' });
        flow.wire('tool', 'slow');
      }),
    );
    assert.match((await answerTo(conversation)).text, /could not write history/);
  });

  it('has what went wrong in the words of its timeout where another branch could still have answered', async () => {
    const conversation = await talk(
      { code: SIDE, tool: { timeout: '0.6' } },
      beside((flow) => {
        flow.node('delay', 'slow', { pauseType: 'delay', timeout: '60', timeoutUnits: 'seconds' });
        flow.wire('tool', 'slow', 'reply');
      }),
    );
    const told = inbox(node('events'));
    assert.match((await answerTo(conversation)).text, /has not answered in time/);
    const { payload } = await told.nextWithTopic('error');
    assert.match(String(at(payload, 'message')), /reported: could not write history/);
  });
});

describe('An error in a flow', () => {
  it('that a Catch node leads to no reply is told at once all the same', async () => {
    const conversation = await talk({ code: 'throw new Error("lamp is broken");' });
    assert.equal((await answerTo(conversation)).text, 'The tool "set_light" failed: lamp is broken.');
  });

  it('that a node reports long after it has sent the message on is not about the call', async () => {
    const code = 'setTimeout(() => node.error("background trouble"), 100); return msg;';
    const conversation = await talk({ code }, (flow) => {
      flow.remove('catch');
      flow.node('delay', 'slow', { pauseType: 'delay', timeout: '0.6', timeoutUnits: 'seconds' });
      flow.change('work', { wires: [['slow']] });
      flow.wire('slow', 'reply');
    });
    const { text } = await answerTo(conversation);
    assert.match(text, /"room":"kitchen"/);
  });

  it('in a flow that was called by a link is told at once, whatever the link call waits for', async () => {
    const conversation = await talk({ code: 'throw new Error("in the link");' }, (flow) => {
      flow.remove('catch');
      flow.node('link call', 'ask', { links: ['called'], linkType: 'static', timeout: '30' });
      flow.node('link in', 'called', { links: [] });
      flow.node('link out', 'back', { mode: 'return', links: [] });
      flow.change('tool', { wires: [['ask']] });
      flow.change('work', { wires: [['back']] });
      flow.wire('ask', 'reply');
      flow.wire('called', 'work');
    });
    for (const _ of [1, 2]) assert.match((await answerTo(conversation)).text, /in the link/);
  });

  it('as an object is told in its own words', async () => {
    const code = 'node.error({ code: "E7", message: "lamp is broken" }, msg); return null;';
    const conversation = await talk({ code }, (flow) => {
      flow.remove('catch');
      flow.node('debug', 'debug', { active: true, complete: 'payload', targetType: 'msg' });
    });
    assert.equal((await answerTo(conversation)).text, 'The tool "set_light" failed: lamp is broken.');
  });
});

describe('A tool that leads nowhere', () => {
  it('answers at once when nothing is wired to it', async () => {
    const conversation = await talk({}, (flow) => flow.change('tool', { wires: [[]] }));
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
      flow.change('tool', { wires: [['dark']] });
      flow.wire('dark', 'reply');
    });
    const caught = inbox(node('caught'));
    const answer = await answerTo(conversation);
    assert.match(answer.text, /has not answered in time/);
    const message = await caught.next();
    assert.equal(codeOf(message), 'tool.timeout');
    assert.match(String(at(message, 'error.message')), /switch 'is it dark\?' on tab tab/);
  });
});
