// The talk page on all kinds of devices: what it asks of the screen and the keyboard, how well it can be read, and what it
// says where it cannot run at all.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';
import { deploy, nodeRed, visit } from './stage.js';
import { untilHeard } from './tap.js';

const HALL = { start: 'message', talk: true, talkPath: 'hall', name: 'Smart home' };

async function voice(): Promise<void> {
  const service = await startElevenLabs({ tools: [SET_LIGHT], heard: ['Turn on the kitchen light.'] });
  atEnd(() => service.close());
  await deploy(wired({ ...agentAt(service, 'elevenlabs'), session: HALL }));
}

describe('The talk page', function () {
  this.timeout(60_000);

  it('asks for a PIN with a field for digits only where the PIN has digits only', async () => {
    const nodes = wired({ session: HALL }).nodes.map((node) =>
      node.type === 'helper' ? { ...node, type: 'debug' } : node,
    );
    atEnd(() => nodeRed().deploy(nodes, 'full', { session: { talkPin: '' } }));
    for (const [talkPin, mode] of [
      ['2468', 'numeric'],
      ['open sesame', 'text'],
    ] as const) {
      await nodeRed().deploy(nodes, 'full', { session: { talkPin } });
      const { page } = await visit('hall', { connected: false, expected: /403/ });
      await page.locator('#pin').waitFor();
      assert.equal(await page.locator('#pin-field').getAttribute('inputmode'), mode);
    }
  });

  it('keeps the screen on during a conversation, and no longer', async () => {
    await voice();
    const { page, button, says } = await visit('hall', { before: WAKE_LOCKS });
    const held = (count: number) =>
      page.waitForFunction((wanted) => Reflect.get(window, 'held') === wanted, count);
    await held(0);
    await button.click();
    await says('Hold to talk');
    await held(1);
    // Out of sight, a page loses it.
    await page.evaluate('held = 0; document.dispatchEvent(new Event("visibilitychange"))');
    await held(1);
    await page.locator('#end').click();
    await says('Press to start');
    await held(0);
  });

  it('asks to be touched where the browser plays nothing before, and is heard then', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    await deploy(wired({ ...agentAt(service, 'elevenlabs'), session: { ...HALL, start: 'deploy' } }));
    const conversation = await service.conversation();
    const { page, notice, line } = await visit('hall', { before: UNTOUCHED });
    conversation.say('Nobody hears this.');
    await line(/Nobody hears this\./);
    await notice.getByText('Touch the page once to hear the agent.').waitFor();
    await page.locator('h1').click();
    await notice.waitFor({ state: 'hidden' });
    conversation.say('Good morning.');
    await untilHeard(page, 0.1);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`can be read by those who see little, ${colorScheme} as their device is`, async () => {
      await voice();
      const { page, button, says, type, line } = await visit('hall', {
        colorScheme,
        reducedMotion: 'reduce',
      });
      const faint = () => page.evaluate(faintTexts);
      assert.deepEqual(await faint(), []);
      await button.click();
      await says('Hold to talk');
      await type('Turn on the kitchen light');
      await line(/The kitchen light is on\./);
      await button.hover();
      await page.mouse.down();
      await says('Listening; release to finish');
      await page.evaluate(() => {
        const notice = document.getElementById('notice');
        if (notice) [notice.hidden, notice.textContent] = [false, 'Something is wrong.'];
      });
      assert.deepEqual(await faint(), []);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const brightness = (ground.match(/\d+/g) ?? []).reduce((sum, part) => sum + Number(part), 0) / 765;
      assert.ok(colorScheme === 'dark' ? brightness < 0.2 : brightness > 0.8, ground);
    });
  }

  it('says so where the browser is too old to run it', async () => {
    await deploy(wired({ session: HALL }));
    const { page } = await visit('hall', { connected: false, javaScriptEnabled: false });
    await page.getByText('This browser is too old for this page.').waitFor();
    assert.equal(await page.locator('#talk').isVisible(), false);
  });
});

/** As browsers do before the first touch; whoever drives one from outside has touched it already. */
const UNTOUCHED = `{
  let touched = false;
  addEventListener('pointerdown', () => (touched = true), { capture: true });
  window.AudioContext = class extends AudioContext {
    constructor(...how) {
      super(...how);
      this.suspend();
    }
    resume() {
      return touched ? super.resume() : new Promise(() => undefined);
    }
  };
}`;

/** Counts how often the screen is kept on. */
const WAKE_LOCKS = `{
  window.held = 0;
  const request = async () => {
    window.held += 1;
    return { release: async () => void (window.held -= 1) };
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
}`;

/** Texts whose colour is too near to that of their ground: the contrast has to be 4.5 and more. Runs in the page. */
function faintTexts(): string[] {
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element: Element | null): string => {
    if (!element) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return channels(backgroundColor)[3] === 0 ? groundOf(element.parentElement) : backgroundColor;
  };
  const texts = [...document.body.querySelectorAll('*')].filter(
    (element) =>
      element.checkVisibility() &&
      element.closest(':disabled, .unseen') === null &&
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
  );
  return texts.flatMap((element) => {
    const [one, other] = [light(getComputedStyle(element).color), light(groundOf(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return contrast < 4.5 ? [`${element.textContent?.trim()}: ${contrast.toFixed(2)}`] : [];
  });
}
