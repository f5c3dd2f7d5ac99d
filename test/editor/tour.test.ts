// The guided tour of the practice flow, from an empty editor and from one with flows of its own, to its end and not.

import { strict as assert } from 'node:assert';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import type { Editor } from './editor.js';
import { guide, startGuide, STEPS } from './guide.js';
import { liveFlow, timeline } from './live.js';
import { deployed, editorWith } from './stage.js';

const TAB = 'Lights by voice command';

function ownFlow(): FlowBuilder {
  const flow = newFlow('Mine');
  flow.node('comment', 'note', { name: 'mine', info: 'keep' });
  return flow;
}

/** What a user would miss: nodes and tabs by their names. */
function labels(editor: Editor): Promise<string[]> {
  return editor.ask(`RED.nodes.createCompleteNodeSet().map((node) => node.label || node.name || node.type)`);
}

function said(editor: Editor, text: string | RegExp): Promise<void> {
  return editor.page.locator('.red-ui-notification', { hasText: text }).first().waitFor();
}

describe('The tour', function () {
  this.timeout(60_000);

  it('leads by the keyboard alone from an editor without agents to a real call, and can be undone', async () => {
    const editor = await editorWith(ownFlow());
    const tour = await startGuide(editor.page);
    for (const [index, title] of STEPS.entries()) {
      const words = await tour.step(title);
      assert.ok(words.includes(`${index + 1}/${STEPS.length}`), words);
      if (title === 'An agent uses a flow') assert.match(words, new RegExp(`tab of its own: ${TAB}`));
      if (title === 'A sentence for the agent') assert.match(words, /"Turn on the kitchen light"/);
      if (title === 'The call') {
        const call = editor.page.locator('[data-entry]', { hasText: 'set_light' }).last();
        assert.match(await call.innerText(), /room = kitchen, on = true[\s\S]*The kitchen light is on/);
      }
      if (title === 'What the agent would get')
        assert.match(await editor.page.locator('.agent-try-result').innerText(), /The kitchen light is o/);
      if (title === 'From practice to a real agent')
        assert.equal(await editor.page.locator('#node-config-input-provider').inputValue(), 'practice');
      await tour.next();
    }
    await tour.over();
    assert.equal((await deployed('agent-session')).length, 1);
    await editor.page.evaluate(`RED.actions.invoke('core:undo')`);
    assert.deepEqual((await labels(editor)).toSorted(), ['Mine', 'mine']);
    assert.equal(await editor.ask(`RED.nodes.node('note').info`), 'keep');
  });

  it('goes on by itself where the user deploys and presses with the mouse', async () => {
    const editor = await editorWith(ownFlow());
    const tour = await startGuide(editor.page);
    for (const title of STEPS.slice(0, 3)) {
      await tour.step(title);
      await tour.next();
    }
    await tour.step('Deploy');
    const focus = editor.page.locator('.red-ui-tourGuide-shade-focus');
    await focus.hover();
    await editor.page.locator('.red-ui-tourGuide-shade').waitFor({ state: 'hidden' });
    await editor.page.locator('#red-ui-header-button-deploy').click();
    await tour.step('Say it');
    const calls = editor.page.locator('[data-entry]', { hasText: 'answered in' });
    const before = await calls.count();
    await focus.hover();
    await editor.page.locator('.red-ui-tourGuide-shade').waitFor({ state: 'hidden' });
    const [inject = ''] = await editor.ask<string[]>(
      `RED.nodes.filterNodes({ type: 'inject' }).map(({ id }) => id)`,
    );
    await editor.page.locator(`[id="${inject}"] .red-ui-flow-node-button-button`).click();
    await tour.step('The call');
    assert.equal(await calls.count(), before + 1, 'it was called once, by the user');
    await editor.page.keyboard.press('Escape');
    await tour.over();
  });

  it('goes through the flow that is there, changes nothing, and deploys nothing again', async () => {
    const editor = await editorWith(liveFlow());
    const before = await labels(editor);
    const tour = await startGuide(editor.page);
    assert.match(await tour.step('An agent uses a flow'), /on the tab House/);
    for (const title of STEPS.filter((name) => name !== 'Deploy')) {
      const words = await tour.step(title);
      assert.ok(words.includes(`/${STEPS.length - 1}`), words);
      await tour.next();
    }
    await tour.over();
    assert.deepEqual(await labels(editor), before);
    assert.equal(await editor.ask('RED.nodes.dirty()'), false);
  });

  it('ends with Escape anywhere, and leaves the keyboard on the canvas', async () => {
    const editor = await editorWith(liveFlow());
    const titles = STEPS.filter((name) => name !== 'Deploy');
    // At its beginning, on the canvas, in a form, on the page for trials, and in the form of the agent.
    for (const last of [0, 3, 5, 7, 8]) {
      const tour = await startGuide(editor.page);
      for (const title of titles.slice(0, last)) {
        await tour.step(title);
        await tour.next();
      }
      await tour.step(titles[last] ?? '');
      await editor.page.keyboard.press('Escape');
      await tour.over();
      await editor.page.waitForFunction(`$('#red-ui-workspace-chart').is(':focus')`);
    }
    assert.equal(await editor.ask('RED.nodes.dirty()'), false);
  });

  it('says what is missing where a node was deleted meanwhile', async () => {
    const editor = await editorWith(liveFlow());
    const tour = await startGuide(editor.page);
    await tour.step('An agent uses a flow');
    await tour.next();
    await tour.step('The conversation');
    await editor.page.evaluate(`RED.nodes.remove('say-0'); RED.view.redraw(true)`);
    await tour.next();
    await said(editor, 'this is not there any more: A sentence for the agent');
    await tour.over();
    const again = await startGuide(editor.page);
    await again.step('An agent uses a flow');
    await editor.page.keyboard.press('Escape');
    await again.over();
  });

  it('shows names from the flow as the text that they are', async () => {
    const flow = liveFlow();
    flow.change('say-0', { payload: '<img src=x onerror="window.harmed = true">' });
    flow.change('House', { label: '<b>House</b>' });
    const editor = await editorWith(flow);
    const tour = await startGuide(editor.page);
    assert.match(await tour.step('An agent uses a flow'), /on the tab <b>House<\/b>/);
    await tour.next();
    await tour.step('The conversation');
    await tour.next();
    assert.match(await tour.step('A sentence for the agent'), /"<img src=x/);
    assert.equal(await editor.ask('window.harmed'), undefined);
    await editor.page.keyboard.press('Escape');
    await tour.over();
  });

  it('waits for an open form, in which nothing gets lost', async () => {
    const editor = await editorWith(liveFlow());
    const form = await editor.open('session');
    await form.field('name').fill('kitchen');
    await editor.page.locator('#agent-session-tour button').click();
    await said(editor, 'The tour begins when you close this form.');
    await form.done();
    const tour = guide(editor.page);
    await tour.step('An agent uses a flow');
    assert.equal(await editor.ask(`RED.nodes.node('session').name`), 'kitchen');
    await editor.page.keyboard.press('Escape');
    await tour.over();
  });

  it('is offered by an empty tab "Agents", and by the forms of a session and of a practice agent', async () => {
    const editor = await editorWith(liveFlow());
    const tab = await timeline(editor.page);
    await tab.getByRole('button', { name: 'See it work in two minutes' }).click();
    const tour = guide(editor.page);
    await tour.step('An agent uses a flow');
    await editor.page.locator('.red-ui-tourGuide-popover .red-ui-button-small').click();
    await tour.over();
    const form = await editor.open('home');
    const offer = editor.page.locator('#agent-config-tour button');
    assert.ok(await offer.isVisible());
    await form.field('provider').selectOption('elevenlabs');
    assert.ok(!(await offer.isVisible()));
    await form.cancel();
  });

  it('has room in a narrow window', async () => {
    const editor = await editorWith(ownFlow());
    for (const width of [380, 640]) {
      await editor.page.setViewportSize({ width, height: 700 });
      const tour = await startGuide(editor.page);
      // At the second time the flow is there.
      for (const title of STEPS.filter((name) => name !== 'Deploy' || width === 380)) {
        await tour.step(title);
        const place = await tour.words.boundingBox();
        assert.ok(
          place && place.x >= 0 && place.x + place.width <= width,
          `${title} at ${width}: ${JSON.stringify(place)}`,
        );
        assert.ok(place.y >= 0 && place.y + place.height <= 700, `${title} at ${width}`);
        await tour.next();
      }
      await tour.over();
    }
  });

  it('tells a screen reader what it says and what its buttons are', async () => {
    const editor = await editorWith(liveFlow());
    const tour = await startGuide(editor.page);
    await tour.step('An agent uses a flow');
    await editor.page.getByRole('dialog', { name: /An agent uses a flow/ }).waitFor();
    await editor.page.getByRole('button', { name: 'End the tour' }).click();
    await tour.over();
  });
});
