// What a deploy does to open sessions and calls, row by row. In the real Node-RED, against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import { at } from '../support/at.js';
import type { FlowBuilder } from '../support/flow.js';
import { node, redeploy } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { within } from '../support/within.js';
import { codeOf } from '../support/wired.js';
import { assertTold, ELSEWHERE, open, openCall, soon, talk, TYPES } from './talk.js';

type Deploy = (typeof TYPES)[number];
type Change = (flow: FlowBuilder) => void;

const NOTHING: Change = () => undefined;
const change =
  (id: string, properties: Record<string, unknown>): Change =>
  (flow) =>
    flow.change(id, properties);
const remove =
  (id: string): Change =>
  (flow) =>
    flow.remove(id);

describe('An open session', () => {
  const GO_ON: [string, Change][] = [
    ['nothing changes', NOTHING],
    ['a tool changes', change('tool', { description: 'another' })],
    ['a tool is renamed', change('tool', { tool: 'other' })],
    ['a tool is disabled', change('tool', { d: true })],
    ['a reply changes', change('reply', { outcome: 'success' })],
    ['the session node moves, or opens by message from now on', change('session', { start: 'message' })],
    ['the agent gets another name', change('agent', { name: 'Villa' })],
  ];
  for (const [what, act] of GO_ON) {
    for (const type of TYPES) {
      it(`goes on when ${what} (${type})`, async () => {
        const { service, flow, conversation } = await talk();
        act(flow);
        await redeploy(flow, type);
        const said = inbox(node('said'));
        conversation.say('I am still here.');
        assert.equal((await said.next()).payload, 'I am still here.');
        node('session').receive({ payload: 'So am I.' });
        assert.equal((await conversation.frame('user_message'))['text'], 'So am I.');
        assert.deepEqual([service.upgrades.length, open(service)], [1, 1]);
      });
    }
  }

  it('has its tools again after a deploy', async () => {
    const { flow, conversation } = await talk();
    await redeploy(flow, 'full');
    const { answer } = await openCall(conversation);
    assert.equal((await soon(answer)).text, 'The kitchen light is on.');
  });

  it('is called by the new name of its agent', async () => {
    const { flow, conversation } = await talk();
    flow.change('agent', { name: 'Villa' });
    await redeploy(flow, 'nodes');
    assert.equal(at((await openCall(conversation)).message, 'session.agent'), 'Villa');
  });

  it('under a key of the user goes on as well', async () => {
    const { service, flow } = await talk();
    node('session').receive({ action: 'start', session: 'anna' });
    const anna = await service.conversation(1);
    await redeploy(flow, 'full');
    node('session').receive({ payload: 'hi', session: 'anna' });
    assert.equal((await anna.frame('user_message'))['text'], 'hi');
    assert.deepEqual([service.upgrades.length, open(service)], [2, 2]);
  });

  const BEGIN_ANEW: [string, Change][] = [
    ['it begins otherwise', change('session', { prompt: 'Be short.' })],
    ['its variables change', change('session', { variables: [{ name: 'a', value: 'b', valueType: 'str' }] })],
    ['the session has another name', change('session', { name: 'other' })],
    ['the agent wants another Origin', change('agent', { origin: 'https://example.com' })],
  ];
  for (const [what, act] of BEGIN_ANEW) {
    for (const type of TYPES) {
      it(`ends politely and begins anew when ${what} (${type})`, async () => {
        const { service, flow, conversation } = await talk({ code: ELSEWHERE });
        const { answer } = await openCall(conversation);
        act(flow);
        await redeploy(flow, type);
        const events = inbox(node('events'));
        await assertTold(answer);
        assert.equal(at(await events.nextWithTopic('tool.settled'), 'payload.code'), 'tool.restarted');
        assert.equal(at(await events.nextWithTopic('session.closed'), 'payload.reason'), 'deploy');
        assert.equal((await within(1000, 'The end', conversation.ended)).code, 1000);
        await within(1000, 'Another one', service.conversation(1));
        assert.equal(open(service), 1);
      });
    }
  }

  it('ends and begins anew when the key changes', async () => {
    const { service, flow, conversation } = await talk({ key: '' });
    const { nodes } = flow;
    await redeploy({ nodes, credentials: { agent: { apiKey: service.apiKey } } }, 'full');
    assert.equal((await within(1000, 'The end', conversation.ended)).code, 1000);
    await within(1000, 'Another one', service.conversation(1));
    assert.equal(service.requests.length, 1);
  });

  const END: [string, Change][] = [
    ['its node is disabled', change('session', { d: true })],
    ['its node is removed', remove('session')],
    ['the agent is disabled', change('agent', { d: true })],
    ['the agent is removed', remove('agent')],
    ['the tab is disabled', change('tab', { disabled: true })],
  ];
  for (const [what, act] of END) {
    for (const type of TYPES) {
      it(`ends politely when ${what}, and an agent that waits is told first (${type})`, async () => {
        const { service, flow, conversation } = await talk({ code: ELSEWHERE });
        const { answer } = await openCall(conversation);
        act(flow);
        await redeploy(flow, type);
        await assertTold(answer);
        assert.equal((await within(1000, 'The end', conversation.ended)).code, 1000);
        assert.equal(service.upgrades.length, 1);
      });
    }
  }
});

describe('An open call', () => {
  const TOLD: [string, Change, Deploy][] = [
    ['the node it lies at is restarted', change('work', { func: 'return msg;' }), 'nodes'],
    ['the node it lies at is restarted', change('work', { func: 'return msg;' }), 'flows'],
    ['the node it lies at is removed', remove('work'), 'nodes'],
    ['everything is restarted', NOTHING, 'full'],
    ['its tool is renamed', change('tool', { tool: 'other' }), 'nodes'],
    ['its tool is disabled', change('tool', { d: true }), 'nodes'],
    ['its tool is removed', remove('tool'), 'nodes'],
    ['its tool is removed', remove('tool'), 'flows'],
    ['its tool is removed', remove('tool'), 'full'],
  ];
  for (const [what, act, type] of TOLD) {
    it(`is answered in words at once when ${what} (${type})`, async () => {
      const { service, flow, conversation } = await talk({ code: ELSEWHERE });
      const { message, answer } = await openCall(conversation);
      act(flow);
      await redeploy(flow, type);
      const caught = inbox(node('caught'));
      await assertTold(answer);
      assert.equal(codeOf(await caught.nextWithTopic('error')), 'tool.restarted');
      // Whatever still comes is reported, and not sent.
      node('reply').receive({ ...message, payload: 'too late' });
      assert.equal(codeOf(await caught.next()), 'reply.duplicate');
      assert.equal(conversation.results.length, 1);
      assert.equal(open(service), 1);
    });
  }

  it('lives on at a node that is still busy with it', async () => {
    const { flow, conversation } = await talk({
      code: 'setTimeout(() => { node.send(msg); node.done(); }, 100);',
    });
    const { answer } = await openCall(conversation);
    flow.change('tool', { description: 'another' });
    await redeploy(flow, 'nodes');
    assert.equal((await soon(answer)).isError, false);
  });
});
