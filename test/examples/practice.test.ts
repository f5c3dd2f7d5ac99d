// The examples on the practice agent in the real Node-RED: deployed as they are, their buttons pressed, their words read.

import { strict as assert } from 'node:assert';
import { at } from '../support/at.js';
import { node, run } from '../support/helper.js';
import { inbox, type Inbox } from '../support/messages.js';
import { example, type Example } from './example.js';

interface Running {
  press(button: string): void;
  /** What the agent says next. */
  answer(milliseconds?: number): Promise<string>;
  at(id: string): Inbox;
}

/** Deploys a flow and hears the agent out; ids are those of the flow without their prefix. */
async function deploy(flow: Example): Promise<Running> {
  const prefix = flow.nodes[0]?.id.replace(/tab$/, '') ?? '';
  await run(flow);
  const said = inbox(node(`${prefix}said`));
  const answer = async (milliseconds?: number): Promise<string> =>
    String((await said.nextWithTopic('agent', milliseconds)).payload);
  assert.match(await answer(), /practice agent/);
  return {
    answer,
    press: (button) => node(prefix + button).receive(),
    at: (id) => inbox(node(prefix + id)),
  };
}

describe('Example 1, lights by voice command', () => {
  it('turns lights on, and remembers which are on', async () => {
    const home = await deploy(example(1));
    home.press('say-which');
    assert.equal(await home.answer(), 'No light is on.');
    home.press('say-on');
    assert.equal(await home.answer(), 'The kitchen light is on.');
    home.press('say-dim');
    assert.equal(await home.answer(), 'The living room light is on at 30 percent.');
    home.press('say-which');
    assert.equal(await home.answer(), 'The light is on here: kitchen, living room.');
  });

  it('hands the arguments of the call to the lamp', async () => {
    const home = await deploy(example(1));
    const lamp = home.at('lamp');
    home.press('say-dim');
    assert.deepEqual((await lamp.next()).payload, { room: 'living room', on: true, brightness: 30 });
  });

  it('says what it can do when it is asked for a coffee', async () => {
    const home = await deploy(example(1));
    home.press('say-coffee');
    assert.match(await home.answer(), /coffee.*set_light.*get_lights/s);
  });
});

describe('Example 2, a question to a sensor', () => {
  it('answers with the latest value', async () => {
    const flow = example(2);
    const home = await deploy(flow);
    await home.at('keep-all').next();
    home.press('say-garden');
    assert.match(await home.answer(), /garden.*4\.5/);
    home.press('colder');
    await home.at('news').next();
    home.press('say-garden');
    assert.match(await home.answer(), /garden.*-2/);
  });

  it('tells the agent about a new value by itself', async () => {
    const home = await deploy(example(2));
    const events = home.at('events');
    home.press('colder');
    const { payload } = await events.nextWithTopic('notice.context');
    assert.equal(at(payload, 'text'), 'It is now -2 degrees in the garden.');
  });

  it('asks back for a place that has no sensor', async () => {
    const home = await deploy(example(2));
    home.press('say-attic');
    assert.match(await home.answer(), /kitchen, cellar or garden/);
  });
});

describe('Example 4, two tools in one turn', () => {
  it('speaks once both are answered, and the fast tool does not wait for the slow one', async () => {
    const home = await deploy(example(4));
    const events = home.at('events');
    home.press('say-both');
    assert.equal(at(await events.nextWithTopic('tool.settled'), 'payload.name'), 'set_light');
    const spoken = home.answer(4000);
    assert.equal(at(await events.nextWithTopic('tool.settled', 4000), 'payload.name'), 'get_temperature');
    assert.equal(await spoken, 'The kitchen light is on. It is 4.5 degrees in the garden.');
  });

  it('calls one tool twice for two rooms', async () => {
    const home = await deploy(example(4));
    home.press('say-many');
    assert.equal(await home.answer(), 'The kitchen light is on. The bedroom light is on.');
  });
});

describe('Example 5, an error becomes an apology', () => {
  it('apologises when the motor fails', async () => {
    const home = await deploy(example(5));
    home.press('say-open');
    assert.equal(await home.answer(), 'I am sorry, the garage door did not move: something is in the way.');
  });

  it('says so when the motor works', async () => {
    const home = await deploy(example(5));
    home.press('say-close');
    assert.equal(await home.answer(), 'The garage is closed.');
  });
});
