// A tool that takes long: the agent is told that it is at work, and later what came of it, by each provider's own means.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, Simulator } from '../simulator/simulator.js';
import { startVatel } from '../simulator/vatel.js';
import { at } from '../support/at.js';
import { logged, node, run } from '../support/helper.js';
import { inbox, type Message } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

const AT_WORK = { acknowledgeAfter: '0.1', acknowledgement: 'The {{room}} light is on its way.' };
const KITCHEN = { room: 'kitchen', on: true };

/** The flow does nothing: the test replies when it wants. */
async function patient(
  start: () => Promise<Simulator>,
  provider: string,
  wishes: Wishes = {},
): Promise<Conversation> {
  const service = await start();
  atEnd(() => service.close());
  const tool = { ...AT_WORK, ...wishes.tool };
  const flow = wired({ ...agentAt(service, provider), code: 'return null;', ...wishes, tool });
  if (wishes.code !== undefined) flow.remove('catch');
  await run(flow);
  return service.conversation();
}

const elevenlabs = () => startElevenLabs({ tools: [SET_LIGHT] });
const vatel = () => startVatel({ tools: [SET_LIGHT] });

/** A call that the agent has been told about, with the message that its flow still holds. */
async function acknowledged(conversation: Conversation, text: string): Promise<Message> {
  const calls = inbox(node('calls'));
  const answer = await conversation.answer(conversation.call('set_light', KITCHEN));
  assert.equal(answer.text, text);
  return calls.next();
}

function reply(message: Message, payload: unknown): void {
  node('reply').receive({ ...message, payload });
}

describe('A tool that takes long, with ElevenLabs,', () => {
  it('is acknowledged in a sentence with what was asked for, and its result follows as context', async () => {
    const conversation = await patient(elevenlabs, 'elevenlabs');
    const message = await acknowledged(conversation, 'The kitchen light is on its way.');
    reply(message, 'It is on.');
    const { text } = await conversation.frame('contextual_update');
    assert.equal(text, 'The tool "set_light", which was still at work, has finished: It is on.');
    assert.equal(conversation.results.length, 1);
    assert.deepEqual(conversation.violations, []);
  });

  it('has the agent speak about the result where that is asked for', async () => {
    const conversation = await patient(elevenlabs, 'elevenlabs', { tool: { acknowledgeSpeak: true } });
    reply(await acknowledged(conversation, 'The kitchen light is on its way.'), 'It is on.');
    assert.equal((await conversation.frame('user_message'))['text'], 'Tell me what came of "set_light".');
    const kinds = conversation.received.map((frame) => frame['type']);
    assert(kinds.indexOf('contextual_update') < kinds.indexOf('user_message'));
  });

  it('is not acknowledged when its flow answers before', async () => {
    const code = 'msg.payload = "quick"; return msg;';
    const conversation = await patient(elevenlabs, 'elevenlabs', { code });
    const answer = await conversation.answer(conversation.call('set_light', KITCHEN));
    assert.equal(answer.text, 'quick');
  });

  it('has its failure told later as well', async () => {
    const code = 'setTimeout(() => node.error("lamp is broken", msg), 300); return null;';
    const conversation = await patient(elevenlabs, 'elevenlabs', { code });
    await acknowledged(conversation, 'The kitchen light is on its way.');
    const { text } = await conversation.frame('contextual_update');
    assert.match(String(text), /lamp is broken/);
  });

  it('is told to have given no answer when its own longer time is over', async () => {
    const conversation = await patient(elevenlabs, 'elevenlabs', { tool: { timeout: '0.4' } });
    await acknowledged(conversation, 'The kitchen light is on its way.');
    const { text } = await conversation.frame('contextual_update');
    assert.match(String(text), /has not answered in time \(0\.4 s\)/);
  });

  it('takes its sentence from JSONata over the call, too', async () => {
    const tool = { acknowledgement: '"Wait for the " & payload.room', acknowledgementType: 'jsonata' };
    const conversation = await patient(elevenlabs, 'elevenlabs', { tool });
    await acknowledged(conversation, 'Wait for the kitchen');
  });

  it('says something of its own where the sentence cannot be worked out, and tells why', async () => {
    const tool = { acknowledgement: '$broken(', acknowledgementType: 'jsonata' };
    const conversation = await patient(elevenlabs, 'elevenlabs', { tool });
    const caught = inbox(node('caught'));
    await acknowledged(conversation, 'The tool "set_light" is still at work. Its result follows.');
    assert.equal(codeOf(await caught.next()), 'config.value');
  });

  it('shows on the events output when it was acknowledged and what came of it', async () => {
    const conversation = await patient(elevenlabs, 'elevenlabs');
    const events = inbox(node('events'));
    const message = await acknowledged(conversation, 'The kitchen light is on its way.');
    const told = await events.nextWithTopic('tool.acknowledged');
    assert.equal(at(told, 'payload.text'), 'The kitchen light is on its way.');
    reply(message, 'It is on.');
    const settled = await events.nextWithTopic('tool.settled');
    assert.deepEqual(
      [at(settled, 'payload.text'), at(settled, 'payload.ref')],
      ['It is on.', at(told, 'payload.ref')],
    );
  });
});

describe('A tool that takes long, with the practice agent,', () => {
  it('is acknowledged, and the agent says its result as soon as it is there', async () => {
    await run(wired({ code: 'return null;', tool: AT_WORK }));
    const [said, calls] = [inbox(node('said')), inbox(node('calls'))];
    await said.nextWithTopic('agent');
    node('session').receive({ payload: 'turn on the kitchen light' });
    const message = await calls.next();
    assert.match(String((await said.nextWithTopic('agent')).payload), /The kitchen light is on its way/);
    reply(message, 'It is on.');
    assert.match(String((await said.nextWithTopic('agent')).payload), /has finished: It is on\./);
  });
});

describe('A tool that takes long, with Vatel,', () => {
  it('has its result told with the next answer of a tool', async () => {
    const conversation = await patient(vatel, 'vatel');
    reply(await acknowledged(conversation, 'The kitchen light is on its way.'), 'It is on.');
    const calls = inbox(node('calls'));
    const answer = conversation.answer(conversation.call('set_light', { room: 'bedroom', on: false }));
    reply(await calls.next(), 'The bedroom is dark.');
    assert.equal(
      (await answer).text,
      'The bedroom is dark.\n\nThe tool "set_light", which was still at work, has finished: It is on.',
    );
  });

  it('can be asked about with pending_results where that is switched on', async () => {
    const service = await vatel();
    atEnd(() => service.close());
    const { agent, key } = agentAt(service, 'vatel');
    const wishes = { agent: { ...agent, pendingResults: true }, ...(key === undefined ? {} : { key }) };
    await run(wired({ ...wishes, code: 'return null;', tool: AT_WORK }));
    const conversation = await service.conversation();
    const ask = () => conversation.answer(conversation.call('pending_results', {}));
    assert.equal((await ask()).text, 'No tool has finished since.');
    reply(await acknowledged(conversation, 'The kitchen light is on its way.'), 'It is on.');
    assert.match((await ask()).text, /^These tools have finished since:\n\n.*It is on\.$/);
    assert.equal((await ask()).text, 'No tool has finished since.');
  });

  it('has no tool pending_results where that is not switched on', async () => {
    const conversation = await patient(vatel, 'vatel');
    const { text } = await conversation.answer(conversation.call('pending_results', {}));
    assert.match(text, /There is no tool/);
  });

  it('says so when the session ends before its result could be told', async () => {
    const conversation = await patient(vatel, 'vatel');
    const caught = inbox(node('caught'));
    reply(await acknowledged(conversation, 'The kitchen light is on its way.'), 'It is on.');
    conversation.close(1000);
    assert.equal(codeOf(await caught.next()), 'reply.untold');
  });
});

describe('A time limit that the provider does not have', () => {
  it('is told when the flow starts', async () => {
    const service = await elevenlabs();
    atEnd(() => service.close());
    await run(wired({ ...agentAt(service, 'elevenlabs'), tool: { timeout: '200' } }));
    assert.match(String(logged('tool')[0]?.msg), /may take 200 s, but its provider waits 120 s at most/);
  });
});

describe('What the provider would not take of a tool', () => {
  it('is told when the flow starts, and the tool works all the same', async () => {
    const service = await elevenlabs();
    atEnd(() => service.close());
    const room = { name: 'room', type: 'string', description: '', required: true, enum: [] };
    const on = { ...room, name: 'on', type: 'boolean', description: 'On or off' };
    await run(wired({ ...agentAt(service, 'elevenlabs'), tool: { parameters: [room, on] } }));
    const [warning, ...others] = logged('tool').map(({ msg }) => String(msg));
    assert.match(
      warning ?? '',
      /does not take "set_light" as it is: parameters have no description \(room\)\. Open the tool/,
    );
    assert.deepEqual(others, []);
    const conversation = await service.conversation();
    const { text } = await conversation.answer(conversation.call('set_light', { room: 'attic', on: true }));
    assert.equal(text, 'The attic light is on.');
  });
});
