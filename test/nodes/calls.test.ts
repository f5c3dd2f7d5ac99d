// Tool calls through wired flows: what leaves the tool node, what the agent gets back. Against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import { run, node } from '../support/helper.js';
import { isObject } from '../../nodes/lib/shared/json.js';
import { at } from '../support/at.js';
import { inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired, type Wishes } from '../support/wired.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation } from '../simulator/simulator.js';

/** A running flow and the conversation that it opened. */
async function talk(wishes: Wishes = {}): Promise<Conversation> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  await run(wired({ ...agentAt(service, 'elevenlabs'), ...wishes }));
  await inbox(node('events')).nextWithTopic('session.open');
  return service.conversation();
}

describe('A tool call', () => {
  it('leaves the tool as a message of plain data, and the reply is what the agent gets', async () => {
    const conversation = await talk();
    const calls = inbox(node('calls'));
    const id = conversation.call('set_light', { room: 'kitchen', on: true });
    const answer = await conversation.answer(id);
    assert.equal(answer.text, 'The kitchen light is on.');
    assert.equal(answer.isError, false);
    const message = await calls.next();
    assert.equal(message.topic, 'set_light');
    assert.deepEqual(message.payload, { room: 'kitchen', on: true });
    assert.deepEqual(JSON.parse(JSON.stringify(message)), { ...message });
    const carried = message['toolCall'];
    assert.ok(isObject(carried));
    const { ref, receivedAt, deadline, ...toolCall } = carried;
    assert.deepEqual(toolCall, {
      id,
      name: 'set_light',
      arguments: { room: 'kitchen', on: true },
      expectsResponse: true,
    });
    assert.match(String(ref), /^[0-9a-f-]{36}$/);
    assert.equal(Number(deadline) - Number(receivedAt), 15_000);
    assert.deepEqual(message['session'], {
      id: conversation.id,
      key: 'main',
      agent: 'Home',
      provider: 'elevenlabs',
    });
  });

  it('brings its arguments to the types of the form: text to number, "on" to true', async () => {
    const conversation = await talk({
      code: 'msg.payload = typeof msg.payload.on + msg.payload.room; return msg;',
    });
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: 'on' }));
    assert.equal(answer.text, 'booleankitchen');
  });

  it('with arguments that do not fit never reaches the flow, and the agent is told what to mend', async () => {
    const conversation = await talk();
    const calls = inbox(node('calls'));
    const answer = await conversation.answer(conversation.call('set_light', { room: 'cellar' }));
    assert.equal(answer.isError, false);
    assert.match(answer.text, /"on" is missing\..*"room" must be one of: kitchen, bedroom\./);
    assert.equal(calls.all.length, 0);
  });

  it('to a tool that is not wired is answered at once with the tools that are', async () => {
    const conversation = await talk();
    const caught = inbox(node('caught'));
    const answer = await conversation.answer(conversation.call('open_gate', {}));
    assert.equal(answer.isError, false);
    assert.match(answer.text, /no tool "open_gate".*set_light/);
    const message = await caught.next();
    assert.equal(codeOf(message), 'tool.unknown');
  });

  it('that nothing answers in time is answered in words, and a reply after that is refused', async () => {
    const held =
      'context.set("held", msg); setTimeout(() => node.send(context.get("held")), 400); return null;';
    const conversation = await talk({ tool: { timeout: '0.2' }, code: held });
    const caught = inbox(node('caught'));
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    assert.equal(answer.isError, false);
    assert.match(answer.text, /has not answered in time \(0\.2 s\)/);
    assert.equal(codeOf(await caught.next()), 'tool.timeout');
    assert.equal(codeOf(await caught.next()), 'reply.late');
    assert.equal(conversation.results.length, 1);
  });

  it('is answered once even if two replies come', async () => {
    const conversation = await talk({ code: 'node.send(msg); return { ...msg, payload: "again" };' });
    const caught = inbox(node('caught'));
    await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    assert.equal(codeOf(await caught.next()), 'reply.duplicate');
    assert.equal(conversation.results.length, 1);
  });

  it('is found by its message id when a Function returns a new object', async () => {
    const conversation = await talk({ code: 'return { payload: "made anew", _msgid: msg._msgid };' });
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    assert.equal(answer.text, 'made anew');
  });

  it('that wants no answer runs the flow and sends nothing back', async () => {
    const conversation = await talk();
    const settled = inbox(node('events'));
    conversation.call('set_light', { room: 'kitchen', on: true }, { expectsResponse: false });
    const event = await settled.nextWithTopic('tool.settled');
    assert.equal(at(event, 'payload.ending'), 'answered');
    assert.equal(conversation.results.length, 0);
  });

  for (const expects of [null, undefined]) {
    it(`expects an answer when the agent leaves open whether it does (${String(expects)})`, async () => {
      const conversation = await talk();
      const frame = {
        tool_name: 'set_light',
        tool_call_id: 'c1',
        parameters: { room: 'bedroom', on: false },
      };
      const expecting = expects === undefined ? {} : { expects_response: expects };
      conversation.send({ type: 'client_tool_call', client_tool_call: { ...frame, ...expecting } });
      assert.equal((await conversation.answer('c1')).text, 'The bedroom light is off.');
    });
  }

  it('that the agent announces and then makes runs once', async () => {
    const conversation = await talk();
    const calls = inbox(node('calls'));
    const id = conversation.call('set_light', { room: 'kitchen', on: true });
    await conversation.answer(id);
    assert.equal(calls.all.length, 1);
  });

  it('that is delivered twice runs the flow once', async () => {
    const conversation = await talk();
    const calls = inbox(node('calls'));
    const frame = {
      type: 'client_tool_call',
      client_tool_call: {
        tool_name: 'set_light',
        tool_call_id: 'c1',
        parameters: { room: 'kitchen', on: true },
      },
    };
    conversation.send(frame, frame);
    await conversation.answer('c1');
    assert.equal(calls.all.length, 1);
  });
});

describe('What a reply holds', () => {
  const VALUES: [string, string, string][] = [
    ['a text', '"hello"', 'hello'],
    ['an empty text', '""', ''],
    ['a number', '21.5', '21.5'],
    ['zero', '0', '0'],
    ['false', 'false', 'false'],
    ['an object', '({ temp: 21 })', '{"temp":21}'],
    ['a list', '[1, 2]', '[1,2]'],
    ['nothing', 'undefined', 'Done.'],
    ['null', 'null', 'Done.'],
    ['a Buffer of text', 'Buffer.from("21 °C")', '21 °C'],
  ];
  for (const [what, code, text] of VALUES) {
    it(`${what} reaches the agent as ${JSON.stringify(text)}`, async () => {
      const conversation = await talk({ code: `msg.payload = ${code}; return msg;` });
      const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
      assert.equal(answer.text, text);
      assert.equal(answer.isError, false);
    });
  }

  const UNSENDABLE: [string, string, string][] = [
    ['a circular object', 'const a = {}; a.a = a; msg.payload = a; return msg;', 'reply.unserialisable'],
    ['a BigInt', 'msg.payload = { n: 1n }; return msg;', 'reply.unserialisable'],
    ['binary data', 'msg.payload = Buffer.from([0, 1, 255]); return msg;', 'reply.binary'],
    ['two megabytes', 'msg.payload = "x".repeat(2e6); return msg;', 'reply.too-long'],
  ];
  for (const [what, code, error] of UNSENDABLE) {
    it(`${what} cannot be sent: the agent is told, and so is the user (${error})`, async () => {
      const conversation = await talk({ code });
      const caught = inbox(node('caught'));
      const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
      assert.equal(answer.isError, false);
      assert.match(answer.text, /set_light/);
      assert.equal(codeOf(await caught.next()), error);
      const next = conversation.call('set_light', { room: 'kitchen', on: true });
      assert.match((await conversation.answer(next)).text, /set_light/, 'the session goes on');
    });
  }

  it('a failed request is an error in words', async () => {
    const conversation = await talk({
      code: 'msg.statusCode = 404; msg.payload = "no such lamp"; return msg;',
    });
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    assert.equal(answer.text, 'The request failed (404). no such lamp');
  });

  it('what a Catch node passes on is an error with its own words', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    const flow = wired({ ...agentAt(service, 'elevenlabs'), code: 'throw new Error("the lamp is broken");' });
    flow.wire('catch', 'reply');
    await run(flow);
    const conversation = await service.conversation();
    const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    assert.equal(answer.isError, false);
    assert.match(answer.text, /the lamp is broken/);
  });

  it('a reply without a call is refused with a code', async () => {
    await talk();
    const caught = inbox(node('caught'));
    node('reply').receive({ payload: 'out of nowhere' });
    assert.equal(codeOf(await caught.next()), 'reply.no-call');
    node('reply').receive({ payload: 'forged', toolCall: { ref: 'guessed' } });
    assert.equal(codeOf(await caught.next()), 'reply.unknown');
  });

  it('a fault of ours that a Catch leads back to a reply is told once and not in circles', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    const flow = wired(agentAt(service, 'elevenlabs'));
    flow.wire('catch', 'reply');
    await run(flow);
    const caught = inbox(node('caught'));
    const conversation = await service.conversation();
    await conversation.answer(conversation.call('open_gate', {}));
    assert.equal(codeOf(await caught.next()), 'tool.unknown');
    const id = conversation.call('set_light', { room: 'kitchen', on: true });
    await conversation.answer(id);
    assert.equal(caught.all.length, 1);
  });

  const BROKEN: [string, Record<string, unknown>][] = [
    ['JSONata', { valueType: 'jsonata', value: '$broken(' }],
    ['JSON', { valueType: 'json', value: '{"a":' }],
  ];
  for (const [what, reply] of BROKEN) {
    it(`a reply node with broken ${what} answers with an error, and says so`, async () => {
      const conversation = await talk({ reply });
      const caught = inbox(node('caught'));
      const answer = await conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
      assert.equal(answer.text, 'The tool "set_light" failed without saying why.');
      assert.equal(codeOf(await caught.next()), 'config.value');
    });
  }
});
