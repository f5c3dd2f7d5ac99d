// A flow that forks, calls another one, or is watched by a Catch, and of which a part fails: whether its agent is told at
// once or has the answer that still comes. In the real Node-RED.

import { strict as assert } from 'node:assert';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { answerTo, talkAbout as talk } from './working.js';

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
          op1: '',
          op1type: 'nul',
          op2: '',
          op2type: 'pay',
          outputs: 1,
          duration: '600',
          units: 'ms',
          extend: false,
          bytopic: 'all',
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
