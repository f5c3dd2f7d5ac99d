// What happens between the palette and the first deploy.

import { strict as assert } from 'node:assert';
import { newFlow } from '../support/flow.js';
import { NODE_TYPES } from '../support/project.js';
import { deployed, editorWith } from './stage.js';

const ON_CANVAS = NODE_TYPES.slice(1);

describe('A node that is dragged in', function () {
  this.timeout(20_000);

  it('works at once: without an agent it brings a practice agent, and all nodes share it', async () => {
    const editor = await editorWith(newFlow());
    const ids: string[] = [];
    for (const [index, type] of ON_CANVAS.entries())
      ids.push(await editor.drag(type, 200, 100 + 100 * index));
    const [session, tool, reply, send] = ids;
    assert.ok(session && tool && reply && send);
    for (const id of [session, reply, send]) assert.deepEqual(await editor.marks(id), []);
    assert.deepEqual(await editor.marks(tool), [
      'The tool needs a name.',
      'The output is wired to nothing: no call can be answered.',
    ]);

    const form = await editor.open(tool);
    await form.field('tool').fill('set_light');
    await editor.page.locator('#agent-tool-add-reply').click();
    await form.done();
    assert.deepEqual(await editor.marks(tool), []);
    await editor.deploy();

    const [agent, ...others] = await deployed('agent-config');
    assert.deepEqual(others, []);
    assert.equal(agent?.['provider'], 'practice');
    const users = [
      ...(await deployed('agent-session')),
      ...(await deployed('agent-tool')),
      ...(await deployed('agent-send')),
    ];
    assert.deepEqual(
      users.map((node) => node['agent']),
      [agent?.['id'], agent?.['id'], agent?.['id']],
    );
  });

  it('is stored with the defaults that the forms promise', async () => {
    const flow = newFlow();
    const agent = flow.config('agent-config', 'agent', { name: 'Home', provider: 'practice' });
    const editor = await editorWith(flow);
    for (const [index, type] of ON_CANVAS.entries()) await editor.drag(type, 200, 100 + 100 * index);
    const stored = await editor.ask<Record<string, unknown>[]>(
      `RED.nodes.createCompleteNodeSet().filter(({ type }) => type.startsWith('agent-') && type !== 'agent-config')
        .map(({ id, z, x, y, wires, ...rest }) => rest)`,
    );
    assert.deepEqual(stored, [
      {
        type: 'agent-session',
        name: '',
        agent,
        start: 'deploy',
        textOnly: false,
        firstMessage: '',
        firstMessageType: 'str',
        prompt: '',
        promptType: 'str',
        language: '',
        languageType: 'str',
        voice: '',
        voiceType: 'str',
        userId: '',
        userIdType: 'str',
        audioOut: 'chunks',
        variables: [],
        interim: false,
        maxSessions: '',
        idleMinutes: '',
        talk: false,
        talkPath: '',
        talkSession: 'shared',
      },
      {
        type: 'agent-tool',
        name: '',
        agent,
        tool: '',
        description: '',
        parameters: [],
        schema: '',
        moreSchema: {},
        noReply: false,
        timeout: '',
        mqtt: false,
        mqttResponseTopic: '',
        cancelled: false,
        interruptible: false,
        everyAgent: false,
        others: false,
        errorsAs: '',
        errorSentence: '',
        order: 'parallel',
        acknowledgeAfter: '',
        acknowledgement: '',
        acknowledgementType: 'str',
        acknowledgeSpeak: false,
        outputs: 1,
      },
      { type: 'agent-reply', name: '', value: 'payload', valueType: 'msg', outcome: 'auto' },
      { type: 'agent-send', name: '', agent, action: 'user_message', value: 'payload', valueType: 'msg' },
    ]);
  });

  it('asks which agent is meant where there are two', async () => {
    const flow = newFlow();
    flow.config('agent-config', 'one', { name: 'One', provider: 'practice' });
    flow.config('agent-config', 'two', { name: 'Two', provider: 'practice' });
    const editor = await editorWith(flow);
    const id = await editor.drag('agent-session', 200, 100);
    assert.deepEqual(await editor.marks(id), ['Choose an agent.']);
  });

  it('is taken back with its agent by undo', async () => {
    const editor = await editorWith(newFlow());
    await editor.drag('agent-session', 200, 100);
    await editor.page.evaluate('RED.history.pop()');
    await editor.page.evaluate('RED.history.pop()');
    assert.deepEqual(await editor.ask(`RED.nodes.createCompleteNodeSet().map(({ type }) => type)`), ['tab']);
    assert.equal(await editor.ask('RED.nodes.dirty()'), false);
  });
});
