// A deploy that takes its time, and many in a row. In the real Node-RED, against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Node, NodeDef, NodeInitializer } from 'node-red';
import { node, redeploy } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { installed } from '../support/project.js';
import { assertTold, ELSEWHERE, open, openCall, soon, talk, TYPES } from './talk.js';

describe('While a deploy goes on', () => {
  /** Holds the deploy up until the test lets it go. */
  function slowToClose() {
    let closing: ((go: () => void) => void) | undefined;
    const closes = new Promise<() => void>((resolve) => (closing = resolve));
    const type: NodeInitializer = (RED) => {
      RED.nodes.registerType('slow-to-close', function construct(this: Node, definition: NodeDef) {
        RED.nodes.createNode(this, definition);
        this.on('close', (done: () => void) => {
          if (closing) closing(done);
          else done();
          closing = undefined;
        });
      });
    };
    return { type, closes };
  }

  it('calls wait for their tools, and what is said is not lost; both come in order', async () => {
    const slow = slowToClose();
    const { flow, conversation } = await talk({}, [slow.type]);
    const deployed = redeploy(flow, 'full');
    const go = await slow.closes;
    for (const text of ['one', 'two', 'three']) conversation.say(text);
    const answer = conversation.answer(conversation.call('set_light', { room: 'kitchen', on: true }));
    // The answer to a ping: what was sent before it has arrived.
    conversation.send({ type: 'ping', ping_event: { event_id: 4711 } });
    await conversation.frame((frame) => frame['event_id'] === 4711);
    assert.equal(conversation.results.length, 0);
    go();
    await deployed;
    const said = inbox(node('said'));
    assert.equal((await soon(answer)).text, 'The kitchen light is on.');
    const heard = [await said.next(), await said.next(), await said.next()].map(({ payload }) => payload);
    assert.deepEqual(heard, ['one', 'two', 'three']);
  });
});

describe('Two hundred deploys in a row', () => {
  const util: { events: EventEmitter } = createRequire(__filename)(installed('@node-red/util'));

  function listeners(emitter: EventEmitter): number {
    return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
  }

  /** What a leak would add to. */
  function held() {
    const resources = process.getActiveResourcesInfo();
    const count = (kind: string) => resources.filter((resource) => resource === kind).length;
    return {
      'listeners of the runtime': listeners(util.events),
      'listeners of the process': listeners(process),
      sockets: count('TCPSocketWrap'),
      timers: count('Timeout'),
    };
  }

  it('leave no listener, socket or timer behind', async () => {
    const { service, flow } = await talk({ key: '', code: ELSEWHERE });
    await redeploy(flow, 'full');
    const before = held();
    for (let round = 1; round <= 200; round += 1) {
      const latest = service.conversations.at(-1);
      assert.ok(latest);
      const { answer } = await openCall(latest);
      if (round % 4 === 0) flow.change('session', { prompt: `Round ${round}` });
      else flow.change('tool', { description: `Round ${round}` });
      flow.change('work', { name: `Round ${round}` });
      await redeploy(flow, TYPES[round % 3] ?? 'full');
      await assertTold(answer);
      if (round % 4 !== 0) continue;
      await latest.ended;
      await service.conversation(round / 4);
    }
    assert.deepEqual([service.conversations.length, open(service)], [51, 1]);
    const { timers, ...exact } = held();
    const { timers: timersBefore, ...exactBefore } = before;
    assert.deepEqual(exact, exactBefore);
    // A handful is always in the air, for a badge or a ping; a leak would have added one with each deploy.
    assert.ok(timers - timersBefore < 10, `${timers} timers after, ${timersBefore} before`);
  }).timeout(60_000);
});
