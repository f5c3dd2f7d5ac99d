// Makes the pictures of what stands in the editor: an example flow, forms, help, trials, the timeline, the comparison.
// Started by screenshots.mjs, which brings browser and Node-RED; `parts` are what the tests know.

import { join } from 'node:path';

const TYPES = ['agent-config', 'agent-session', 'agent-tool', 'agent-reply', 'agent-send'];

const TALL = { width: 1180, height: 1500 };

/** Around what is cut out for the README, in pixels. */
const EDGE = 12;

/** For the README, from the upper left of an element to the right edge of another one: no more than is needed. */
async function crop(page, locator, rightOf, height, path) {
  const [{ x, y }, right] = await Promise.all([locator.boundingBox(), rightOf.boundingBox()]);
  const left = Math.max(0, x - EDGE);
  const clip = { x: left, y: y - EDGE, width: right.x + right.width + EDGE - left, height };
  await page.screenshot({ path, clip });
}

/** What stands above and below a form, in pixels. */
const AROUND = 260;

function pathOf({ out, name }, what, width) {
  return join(out, `${name}${width ? '-narrow' : ''}-${what}.png`);
}

/** The open form gets `width`, which is narrower than Node-RED itself lets it be. */
async function narrow(page, width) {
  if (!width) return;
  await page.evaluate(`$('.red-ui-tray').last().css({ width: ${width} })`);
  await page.evaluate(`$('.red-ui-tray-body').last().css({ minWidth: 0 })`);
}

/** The example after a first sentence, with nothing in the picture but its nodes and ours in the palette. */
export async function pictureFlow({ page }, at) {
  await page.setViewportSize({ width: 1180, height: 720 });
  await page.evaluate(`RED.actions.invoke('core:toggle-sidebar')`);
  await page.locator('#red-ui-palette-search input').pressSequentially('agent');
  await page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor({ state: 'hidden' });
  await page.evaluate(`$('.red-ui-palette-category').not('#red-ui-palette-container-agent_tools').hide()`);
  await at.red.press('lights-say-on');
  await page.waitForFunction(`RED.nodes.node('lights-set-light').status?.fill === 'green'`);
  await page.screenshot({ path: pathOf(at, 'flow') });
}

/** The timeline while an agent is at work, and a tool that is tried out: one that answers and one that fails. */
export async function pictureLive({ page }, at, width) {
  const { timelineSight, trialSight } = at.parts;
  const act = async () => {
    for (const id of ['say-0', 'say-1', 'say-2']) await at.red.press(id);
  };
  const { root } = await timelineSight(page, act, 'Code ••• is right.');
  if (width) await root.evaluate((element, px) => Object.assign(element.style, { width: `${px}px` }), width);
  await (width ? root : page).screenshot({ path: pathOf(at, 'timeline', width) });
  for (const [id, said] of [
    ['set-light', 'The kitchen light is off.'],
    ['ring', 'Mend the node'],
  ]) {
    const trial = await trialSight(page, id, said);
    await narrow(page, width);
    await page.screenshot({ path: pathOf(at, `trial-${id}`, width) });
    const tray = page.locator('.red-ui-tray').last();
    if (!width)
      await crop(page, tray, page.locator('.agent-timeline'), 560, pathOf(at, `trial-${id}-readme`));
    await trial.leave();
  }
}

/** The comparison with an agent, each of its parts opened. */
export async function pictureCompare(editor, at, width) {
  const { page } = editor;
  await page.setViewportSize(TALL);
  const picture = (what) => page.screenshot({ path: pathOf(at, `compare-${what}`, width) });
  const comparison = await at.parts.compareSight(editor);
  await narrow(page, width);
  await picture('list');
  const tools = page.locator('#agent-config-row-tools');
  if (!width) await crop(page, tools, tools, 510, pathOf(at, 'compare-readme'));
  await comparison.ask();
  await picture('change');
  await comparison.prompt();
  await picture('prompt');
  await comparison.leave();
  if (!width) await picture('signs');
}

export async function pictureForms(editor, at, width) {
  const { page } = editor;
  for (const id of at.parts.FORMS) {
    const form = await at.parts.formSight(editor, id);
    await narrow(page, width);
    const height = await form.root.evaluate((element) => element.scrollHeight);
    await page.setViewportSize({ ...TALL, height: height + AROUND });
    await page
      .locator('.red-ui-tray')
      .last()
      .screenshot({ path: pathOf(at, `form-${id}`, width) });
    await form.leave();
  }
}

/** A copy that is as tall as the text, whatever the sidebar has room for. */
export async function pictureHelp({ page, help }, at) {
  for (const type of TYPES) {
    const text = await help(type);
    await text.evaluate((element) => {
      const copy = element.cloneNode(true);
      copy.id = 'whole-help';
      copy.style.cssText = 'position: absolute; top: 0; left: 0; width: 320px; padding: 10px; z-index: 999';
      copy.style.background = 'var(--red-ui-secondary-background)';
      document.querySelector('#red-ui-editor').append(copy);
    });
    const copy = page.locator('#whole-help');
    await copy.screenshot({ path: pathOf(at, `help-${type}`) });
    await copy.evaluate((element) => element.remove());
  }
}
