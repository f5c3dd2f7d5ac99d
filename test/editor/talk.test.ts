// The talk page in the form of a session: where it will be, who shares a session, what its path may be.

import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import { deployed, editorWith, hasSecret } from './stage.js';

/** Types something and says whether the field is marked. */
async function markedAfter(field: Locator, text: string): Promise<boolean> {
  await field.fill(text);
  await field.blur();
  return (await field.getAttribute('class'))?.includes('input-error') ?? false;
}

function flowWithAgent(): FlowBuilder {
  const flow = newFlow();
  flow.config('agent-config', 'agent', { name: '', provider: 'practice' });
  return flow;
}

describe('The talk page in the form of a session', function () {
  this.timeout(20_000);

  it('is kept with its path, its visitors and its PIN, and says where it will be', async () => {
    const flow = flowWithAgent();
    flow.node('agent-session', 'session', { agent: 'agent', start: 'message', name: 'kitchen' });
    const editor = await editorWith(flow);
    const form = await editor.open('session');
    assert.equal(await form.field('talkPath').isVisible(), false);
    await form.field('talk').check();
    assert.equal(await form.field('talkPath').getAttribute('placeholder'), 'kitchen');
    const link = editor.page.locator('#agent-session-talk-link');
    assert.match(await link.innerText(), /^http:\/\/127\.0\.0\.1:\d+\/talk\/kitchen$/);
    await form.field('talkPath').fill('cook');
    assert.match(String(await link.getAttribute('href')), /\/talk\/cook$/);
    await form.field('talkSession').selectOption({ label: 'each has a session of their own' });
    await form.field('talkPin').fill('2468');
    await form.done();
    await editor.deploy();
    const [session] = await deployed('agent-session');
    const { talk, talkPath, talkSession } = session ?? {};
    assert.deepEqual({ talk, talkPath, talkSession }, { talk: true, talkPath: 'cook', talkSession: 'each' });
    assert.equal(await hasSecret('agent-session', 'session', 'talkPin'), true);
  });

  it('marks a path that is none, or that another session has', async () => {
    const flow = flowWithAgent();
    const session = { agent: 'agent', start: 'message', talk: true };
    flow.node('agent-session', 'hall', { ...session, name: 'Hall', talkPath: '' });
    flow.node('agent-session', 'cellar', { ...session, name: 'Cellar', talkPath: '' });
    const editor = await editorWith(flow);
    const form = await editor.open('cellar');
    const path = form.field('talkPath');
    assert.equal(await markedAfter(path, 'a b'), true);
    assert.equal(await markedAfter(path, 'wine-cellar'), false);
    assert.equal(await markedAfter(path, '${CELLAR}'), false);
    assert.equal(await markedAfter(path, 'hall'), true);
    await form.done();
    assert.deepEqual(await editor.marks('cellar'), ['Another session serves its talk page at hall already.']);
  });
});
