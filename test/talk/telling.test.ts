// The talk page on small screens and in bad moments: what it says stays in sight and stays true.

import { strict as assert } from 'node:assert';
import { FAR_HOST } from '../editor/browser.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Simulator } from '../simulator/simulator.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';
import { deploy, nodeRed, visit, type TalkPage } from './stage.js';

const HALL = { start: 'message', talk: true, talkPath: 'hall', name: 'Smart home' };

async function voice(session: Record<string, unknown> = {}): Promise<Simulator> {
  const service = await startElevenLabs({ tools: [SET_LIGHT] });
  atEnd(() => service.close());
  await deploy(wired({ ...agentAt(service, 'elevenlabs'), session: { ...HALL, ...session } }));
  return service;
}

/** Where a browser gives no microphone: not on https. */
function far(): string {
  return nodeRed().url.replace('127.0.0.1', FAR_HOST);
}

/** How many pixels of the last line are below the edge of the log. */
function pixelsBelow({ page }: TalkPage): Promise<number> {
  return page.evaluate(() => {
    const log = document.getElementById('log')?.getBoundingClientRect();
    const last = document.querySelector('#lines li:last-child')?.getBoundingClientRect();
    return Math.round((last?.bottom ?? Infinity) - (log?.bottom ?? 0));
  });
}

describe('The talk page keeps visitors informed:', function () {
  this.timeout(60_000);

  for (const [width, height] of [
    [360, 640],
    [360, 330],
    [640, 360],
    [844, 390],
    [1280, 800],
  ] as const) {
    it(`with a notice on a screen of ${width} by ${height}, the text field and the last line stay in sight`, async () => {
      await voice();
      const visited = await visit('hall', { at: far(), viewport: { width, height: 700 } });
      const { page, type, line, notice } = visited;
      for (const room of ['kitchen', 'bedroom']) await type(`Turn on the ${room} light`);
      await line(/The bedroom light is on\./);
      await page.setViewportSize({ width, height });
      await page.waitForFunction(() => {
        const log = document.getElementById('log');
        return log && log.scrollHeight - log.clientHeight - log.scrollTop < 2;
      });
      assert.ok((await pixelsBelow(visited)) <= 0, 'the last line is in sight');
      assert.ok(await notice.isVisible());
      for (const id of ['talk', 'end', 'text', 'keep-open-choice', 'notice', 'log']) {
        const box = await page.locator(`#${id}`).boundingBox();
        assert.ok(box, id);
        assert.ok(box.x >= 0 && box.x + box.width <= width, `${id} stands out`);
        assert.ok(box.y >= 0 && box.y + box.height <= height, `${id} is cut off`);
        assert.ok(box.height >= (id === 'notice' ? 1 : 44), `${id} is ${box.height} high`);
      }
    });
  }

  it('a visitor who has scrolled up stays there when the screen becomes lower', async () => {
    await deploy(wired({ session: HALL }));
    const { page, type, line } = await visit('hall', { viewport: { width: 360, height: 640 } });
    await type('A sentence of many lines. '.repeat(60));
    await type('Turn on the kitchen light');
    await line(/The kitchen light is on\./);
    await page.locator('#log').hover();
    await page.mouse.wheel(0, -5000);
    await page.waitForFunction(() => document.getElementById('log')?.scrollTop === 0);
    await page.setViewportSize({ width: 360, height: 400 });
    await page.waitForFunction(() => innerHeight === 400);
    assert.equal(await page.locator('#log').evaluate((log) => log.scrollTop), 0);
  });

  it('why there is no microphone stays on the page when a conversation is up', async () => {
    await voice();
    const { notice, type, line, page } = await visit('hall', { at: far() });
    await type('Turn on the kitchen light');
    await line(/The kitchen light is on\./);
    await page.getByText('In conversation').waitFor();
    assert.match(await notice.innerText(), /only over https/);
  });

  it('why nothing can be spoken to an agent of texts alone when the page is not on https', async () => {
    await deploy(wired({ session: HALL }));
    const { notice, button } = await visit('hall', { at: far() });
    await notice.getByText('The browser lets you speak to a page only over https.').waitFor();
    assert.equal(await button.isVisible(), false);
  });

  it('what was typed while there is no line to the agent waits in sight, and is told to be unsent at the end', async () => {
    const service = await voice();
    await service.close();
    const { page, type, line } = await visit('hall');
    await type('Turn on the kitchen light');
    await page.locator('#lines .growing', { hasText: 'Turn on the kitchen light (waiting)' }).waitFor();
    await page.getByText('There is no line to the agent just now.').waitFor();
    await page.locator('#end').click();
    await line(/Turn on the kitchen light \(not sent\)$/);
    await line(/^The conversation has ended\.$/);
  });

  it('what was typed stands there once when it has been heard', async () => {
    await deploy(wired({ session: HALL }));
    const { type, line, page } = await visit('hall');
    await type('Turn on the kitchen light');
    await line(/The kitchen light is on\./);
    assert.equal(await page.locator('#lines .user').count(), 1);
  });

  it('a message that is too long is kept and not cut', async () => {
    await deploy(wired({ session: HALL }));
    const { notice, type, page } = await visit('hall');
    await type('x'.repeat(4001));
    await notice.getByText('This message is too long: 4,001 characters, and 4,000 at most').waitFor();
    assert.equal((await page.locator('#text').inputValue()).length, 4001);
    assert.equal(await page.locator('#lines li', { hasText: 'xxxx' }).count(), 0);
  });

  it('that somebody else is speaking is told only for as long as it is so', async () => {
    await voice();
    const [one, other] = [await visit('hall'), await visit('hall')];
    for (const { button, says, page } of [one, other]) {
      if (await page.getByText('Ready when you are').isVisible()) await button.click();
      await says('Hold to talk');
    }
    // Who has not been asked for the microphone yet gives it with this press.
    for (const { button, says, page } of [one, other]) {
      await button.hover();
      await page.mouse.down();
      await says('Listening; release to finish');
    }
    await other.notice.getByText('Somebody else is speaking.').waitFor();
    await one.page.mouse.up();
    await other.notice.waitFor({ state: 'hidden' });
    await other.says('Listening; release to finish');
    await other.page.mouse.up();
  });

  for (const [code, why] of [
    [1008, /sent too much at once/],
    [4001, /goes on in another window/],
  ] as const) {
    it(`why Node-RED has shut the line for good (${code}), and nothing is tried again`, async () => {
      await deploy(wired({ session: HALL }));
      const { page, notice } = await visit('hall', { before: KEEP_SOCKETS });
      await page.evaluate((shut) => {
        Reflect.get(window, 'sockets')
          .at(-1)
          .dispatchEvent(new CloseEvent('close', { code: shut }));
      }, code);
      await notice.getByText(why).waitFor();
      assert.match(await notice.innerText(), /Reload/);
      assert.equal(await page.locator('body').getAttribute('data-line'), 'offline');
      // The page tries again at once when it comes back into sight, where it tries at all.
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      assert.equal(await page.evaluate(() => Reflect.get(window, 'sockets').length), 1);
    });
  }

  it('who holds the button while the line breaks is heard when the line is back', async () => {
    const service = await voice();
    const { page, button, says } = await visit('hall', { before: KEEP_SOCKETS });
    await button.click();
    await says('Hold to talk');
    await button.hover();
    await page.mouse.down();
    await says('Listening; release to finish');
    const conversation = await service.conversation();
    const broken = page.locator('body[data-line="offline"]').waitFor();
    await page.evaluate(() => Reflect.get(window, 'sockets').at(-1).close());
    await broken;
    await says('Listening; release to finish');
    await conversation.frame((frame) => 'user_audio_chunk' in frame, 3);
    await page.mouse.up();
    await says('Hold to talk');
  });
});

/** Keeps the sockets of the page, so that the test can break the line. */
const KEEP_SOCKETS = `{
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      window.sockets.push(this);
    }
  };
}`;
