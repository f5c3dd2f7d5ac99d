// Sessions with Vatel: sound in and out, calls, refusals in words. Against the simulated service.

import { strict as assert } from 'node:assert';
import type { Simulator, VatelOptions } from '../simulator/simulator.js';
import { startVatel } from '../simulator/vatel.js';
import { at } from '../support/at.js';
import { node, run } from '../support/helper.js';
import { inbox, type Inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, codeOf, SET_LIGHT, wired, type Wishes } from '../support/wired.js';

interface Opened {
  service: Simulator;
  events: Inbox;
  caught: Inbox;
}

async function vatel(options: VatelOptions, wishes: Wishes = {}): Promise<Opened> {
  const service = await startVatel({ tools: [SET_LIGHT], ...options });
  atEnd(() => service.close());
  await run(wired({ ...agentAt(service, 'vatel'), ...wishes }));
  return { service, events: inbox(node('events')), caught: inbox(node('caught')) };
}

describe('A session with Vatel', () => {
  it('asks for a token with only what is set, and answers calls', async () => {
    const { service, events } = await vatel({});
    await events.nextWithTopic('session.open');
    assert.deepEqual(JSON.parse(service.requests[0]?.body ?? ''), { agent_id: service.agentId });
    const conversation = await service.conversation();
    const id = conversation.call('set_light', { room: 'kitchen', on: true });
    assert.equal((await conversation.answer(id)).text, 'The kitchen light is on.');
  });

  it('hears of a failure as a text that a model understands', async () => {
    const { service, events } = await vatel(
      {},
      { code: 'msg.statusCode = 500; msg.payload = "boiler off"; return msg;' },
    );
    await events.nextWithTopic('session.open');
    const conversation = await service.conversation();
    const id = conversation.call('set_light', { room: 'kitchen', on: true });
    const answer: unknown = JSON.parse((await conversation.answer(id)).text);
    assert.deepEqual(answer, {
      status: 'error',
      message: 'The request failed (500). boiler off',
      retryable: false,
    });
  });

  it('takes sound and gives sound, and refuses text with a clear error', async () => {
    const { service, events, caught } = await vatel({});
    await events.nextWithTopic('session.open');
    const sound = inbox(node('sound'));
    const conversation = await service.conversation();
    node('session').receive({ payload: Buffer.alloc(960) });
    assert.ok(await conversation.frame('input_audio'));
    const audio = Buffer.from([1, 0, 2, 0]).toString('base64');
    conversation.send({ type: 'response_audio', data: { turn_id: 't1', audio } });
    const heard = await sound.next();
    assert.deepEqual(heard.payload, Buffer.from([1, 0, 2, 0]));
    assert.deepEqual(heard['audio'], {
      encoding: 'pcm_s16le',
      sampleRate: 24000,
      channels: 1,
      turn: 't1',
      final: true,
    });
    conversation.send({ type: 'interruption' });
    assert.equal((await sound.next())['reset'], true);
    node('session').receive({ payload: 'hello' });
    assert.equal(codeOf(await caught.next()), 'capability.text');
  });

  const STATUSES: [number, string, boolean][] = [
    [400, 'dial.refused', false],
    [401, 'dial.unauthorized', false],
    [403, 'dial.forbidden', false],
    [404, 'dial.agent-unknown', false],
    [500, 'dial.server', true],
    [503, 'dial.server', true],
  ];
  for (const door of ['request', 'upgrade'] as const) {
    for (const [status, code, again] of STATUSES) {
      it(`says ${code} when the ${door} is answered with ${status}${again ? ', and tries again' : ''}`, async () => {
        const { events } = await vatel({ script: [{ fault: 'http', status, at: door }] });
        const topic = again ? 'session.reconnecting' : 'error';
        assert.equal(at(await events.nextWithTopic(topic), 'payload.code'), code);
      });
    }
  }

  it('cannot begin with a language, and says so', async () => {
    const { caught } = await vatel({}, { session: { language: 'de' } });
    assert.equal(codeOf(await caught.next()), 'capability.setting');
  });
});
