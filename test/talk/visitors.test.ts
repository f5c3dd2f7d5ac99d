// Many visitors of one talk page at once: each in a conversation of its own, or all in one.

import { strict as assert } from 'node:assert';
import { startVatel } from '../simulator/vatel.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, ON, ROOM, wired } from '../support/wired.js';
import { enter, type Guest } from './guest.js';
import { deploy, nodeRed } from './stage.js';

const VISITORS = 20;
const FRAME = 960;

/** Sound that is one visitor's alone: all samples the same, and loud. */
function mark(index: number): Buffer {
  const pcm = Buffer.alloc(FRAME);
  for (let at = 0; at < FRAME; at += 2) pcm.writeInt16LE(1000 + index, at);
  return pcm;
}

function marksIn(pcm: Buffer): Set<number> {
  const samples = Array.from({ length: pcm.length / 2 }, (_, index) => pcm.readInt16LE(index * 2));
  return new Set(samples.map((sample) => sample - 1000));
}

const isReady = ({ type, phase }: Record<string, unknown>) => type === 'phase' && phase === 'ready';

describe('Visitors of a talk page', function () {
  this.timeout(60_000);

  it('twenty at once, each in a session of its own, hear and say nothing that is not theirs', async () => {
    // An agent that says nothing by itself, however late the sound of the others comes.
    const service = await startVatel({ script: [{ on: 'audio' }] });
    atEnd(() => service.close());
    const session = { start: 'message', talk: true, talkPath: 'many', talkSession: 'each' };
    await deploy(wired({ ...agentAt(service, 'vatel'), session }));
    const guests = await Promise.all(Array.from({ length: VISITORS }, () => enter(nodeRed().url, 'many')));
    await Promise.all(
      guests.map(async (guest, index) => {
        guest.send({ type: 'start' });
        await guest.message(isReady);
        for (let times = 0; times < 25; times += 1) guest.socket.send(mark(index));
      }),
    );
    await service.conversation(VISITORS - 1);
    const whose = await Promise.all(
      service.conversations.map(async (conversation) => {
        await conversation.frame('input_audio', 24);
        const sound = conversation.received.map((frame) => Reflect.get(Object(frame['data']), 'audio'));
        const heard = marksIn(Buffer.concat(sound.map((audio) => Buffer.from(String(audio), 'base64'))));
        assert.equal(heard.size, 1, 'one voice in one conversation');
        const [index = -1] = heard;
        for (let times = 0; times < 25; times += 1) {
          const audio = mark(index).toString('base64');
          conversation.send({ type: 'response_audio', data: { turn_id: 't', audio, is_final: false } });
        }
        return index;
      }),
    );
    assert.equal(new Set(whose).size, VISITORS);
    await Promise.all(
      guests.map(async (guest, index) =>
        assert.deepEqual([...marksIn(await guest.sound(25 * FRAME))], [index]),
      ),
    );
  });

  it('of a shared session all see and hear the same, and one is heard at a time', async () => {
    const service = await startVatel();
    atEnd(() => service.close());
    const session = { talk: true, talkPath: 'one', talkSession: 'shared', name: 'Hall' };
    await deploy(wired({ ...agentAt(service, 'vatel'), session }));
    const conversation = await service.conversation();
    const [first, second] = await Promise.all([enter(nodeRed().url, 'one'), enter(nodeRed().url, 'one')]);
    await Promise.all([first.message(isReady), second.message(isReady)]);
    first.socket.send(mark(1));
    await conversation.frame('input_audio');
    second.socket.send(mark(2));
    await second.message(({ type }) => type === 'unheard');
    assert.equal(conversation.received.length, 1);
    conversation.say('Good morning');
    for (const guest of [first, second]) {
      await guest.message(
        ({ type, text, final }) => type === 'said' && text === 'Good morning' && final === true,
      );
      await guest.sound(FRAME);
    }
    // The first goes: the floor is free.
    await first.leave();
    const speaking = setInterval(() => second.socket.send(mark(2)), 40);
    atEnd(() => clearInterval(speaking));
    await second.message(({ type }) => type === 'heard');
    clearInterval(speaking);
    const late = await enter(nodeRed().url, 'one');
    const welcome = await late.message(({ type }) => type === 'welcome');
    assert.match(JSON.stringify(welcome['past']), /Good morning/);
  });

  it('come back to their conversation after a broken line and after a deploy', async () => {
    const flow = wired({ session: { start: 'message', talk: true, talkPath: 'back', talkSession: 'each' } });
    await deploy(flow);
    const guest = await enter(nodeRed().url, 'back');
    guest.send({ type: 'text', text: 'Turn on the kitchen light' });
    await guest.message(({ text }) => text === 'The kitchen light is on.');
    const visit = visitOf(guest);
    guest.socket.terminate();
    const again = await enter(nodeRed().url, 'back', { visit });
    const welcome = await again.message(({ type }) => type === 'welcome');
    assert.match(JSON.stringify(welcome['past']), /The kitchen light is on/);
    await again.message(isReady);
    await deploy(flow);
    assert.equal(await again.closed, 1012);
    const after = await enter(nodeRed().url, 'back', { visit });
    await after.message(isReady);
    assert.equal(visitOf(after), visit);
    const kept = await after.message(({ type }) => type === 'welcome');
    assert.match(JSON.stringify(kept['past']), /The kitchen light is on/);
  });

  it('do not get to see the value of a private parameter', async () => {
    const tool = { parameters: [{ ...ROOM, private: true }, ON] };
    await deploy(wired({ session: { start: 'message', talk: true, talkPath: 'private' }, tool }));
    const guest = await enter(nodeRed().url, 'private');
    guest.send({ type: 'text', text: 'Turn on the kitchen light' });
    const line = await guest.message(({ type }) => type === 'call');
    assert.deepEqual(line['details'], ['•••', { name: 'on', on: true }]);
  });

  it('who leave in the middle of a call leave the others alone', async () => {
    const code = `setTimeout(() => node.send({ ...msg, payload: 'At last.' }), 300); return null;`;
    await deploy(
      wired({ session: { start: 'message', talk: true, talkPath: 'slow', talkSession: 'each' }, code }),
    );
    const [going, staying] = await Promise.all([enter(nodeRed().url, 'slow'), enter(nodeRed().url, 'slow')]);
    for (const guest of [going, staying]) guest.send({ type: 'text', text: 'Turn on the kitchen light' });
    await going.message(({ type, state }) => type === 'call' && state === 'running');
    going.socket.terminate();
    await staying.message(({ type, state }) => type === 'call' && state === 'done');
    await staying.message(({ text }) => text === 'At last.');
  });

  it('are told of at the third output of the node, by the key that their session has', async () => {
    const flow = wired({ session: { start: 'message', talk: true, talkPath: 'told', talkSession: 'each' } });
    flow.node('function', 'log', {
      func: 'node.warn([msg.topic, msg.session.key, JSON.stringify(msg.payload)].join(" "));',
    });
    flow.wire(['session', 2], 'log');
    await deploy(flow);
    const from = nodeRed().lines.length;
    const guest = await enter(nodeRed().url, 'told');
    const [key = ''] = visitOf(guest).split('.');
    await nodeRed().line(new RegExp(`visitor.came ${key} {"visitor":"${key}","visitors":1}`), 5000, from);
    guest.send({ type: 'start' });
    await nodeRed().line(new RegExp(`session.open ${key} `), 5000, from);
  });

  it('who cannot begin are told so, and the node says why, once and not for each of them', async () => {
    const variables = [{ name: 'guest', value: 'guest.name', valueType: 'msg' }];
    const flow = wired({
      session: { start: 'message', talk: true, talkPath: 'vain', talkSession: 'each', variables },
    });
    flow.remove('catch');
    flow.node('function', 'log', {
      func: 'if (msg.topic === "error") node.warn([msg.session.key, JSON.stringify(msg.payload)].join(" "));',
    });
    flow.wire(['session', 2], 'log');
    await deploy(flow);
    const from = nodeRed().lines.length;
    const guests = await Promise.all([enter(nodeRed().url, 'vain'), enter(nodeRed().url, 'vain')]);
    for (const guest of guests) {
      guest.send({ type: 'start' });
      const { text } = await guest.message(({ type }) => type === 'problem');
      assert.equal(text, 'The agent cannot be reached as it is set up. Ask whoever looks after it.');
    }
    const why = /The variable "guest" .*msg\.guest\.name/;
    await nodeRed().line(why, 5000, from);
    const told = await nodeRed().line(/talk-[0-9a-f]+ {"code":"message.variable"/, 5000, from);
    assert.match(told, /"visitor":"talk-[0-9a-f]{16}"/);
    const errors = nodeRed()
      .lines.slice(from)
      .filter((line) => /\[error\]/.test(line));
    assert.equal(errors.length, 1);
  });

  it('with a token that is not ours are strangers', async () => {
    await deploy(
      wired({ session: { start: 'message', talk: true, talkPath: 'token', talkSession: 'each' } }),
    );
    const guest = await enter(nodeRed().url, 'token');
    const [key] = visitOf(guest).split('.');
    for (const visit of [`${key}.`, `${key}.${'A'.repeat(43)}`, 'main', { key }, `${key}`]) {
      const stranger = await enter(nodeRed().url, 'token', { visit });
      assert.notEqual(visitOf(stranger).split('.')[0], key);
    }
    assert.equal(guest.socket.readyState, guest.socket.OPEN);
  });
});

function visitOf({ messages }: Guest): string {
  return String(messages.find(({ type }) => type === 'welcome')?.['visit']);
}
