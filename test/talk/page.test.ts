// The talk page as a visitor has it: typing, pressing, and everything that can be missing or go away.

import { strict as assert } from 'node:assert';
import { FAR_HOST } from '../editor/browser.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Simulator } from '../simulator/simulator.js';
import { startVatel } from '../simulator/vatel.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';
import { browserThat, deploy, nodeRed, visit } from './stage.js';

const HALL = { start: 'message', talk: true, talkPath: 'hall', name: 'Smart home' };

/** A conversation by voice is only a press away. */
async function voice(session: Record<string, unknown> = {}): Promise<Simulator> {
  const service = await startElevenLabs({ tools: [SET_LIGHT], heard: ['Turn on the kitchen light.'] });
  atEnd(() => service.close());
  await deploy(wired({ ...agentAt(service, 'elevenlabs'), session: { ...HALL, ...session } }));
  return service;
}

describe('The talk page', function () {
  this.timeout(60_000);

  it('shows what is typed, the call in between and the answer', async () => {
    await deploy(wired({ session: HALL }));
    const page = await visit('hall');
    assert.equal(await page.page.locator('h1').innerText(), 'Smart home');
    await page.type('Turn on the kitchen light');
    await page.line(/^Agent:\s*The kitchen light is on\.$/);
    const lines = await page.lines();
    assert.deepEqual(
      lines.filter((line) => /light/.test(line)).map((line) => line.replace(/[\d.]+ s$/, '0 s')),
      [
        'You: Turn on the kitchen light',
        'set_light (kitchen, on: yes): done, 0 s',
        'Agent: The kitchen light is on.',
      ],
    );
    await page.type('Turn off the bedroom light');
    await page.line(/^set_light \(bedroom, on: no\): done/);
  });

  it('says when a call has failed, and goes on', async () => {
    const flow = wired({ session: HALL, code: 'throw new Error("no bulb");' });
    flow.remove('catch');
    await deploy(flow);
    const page = await visit('hall');
    await page.type('Turn on the kitchen light');
    await page.line(/^set_light \(kitchen, on: yes\): failed/);
    await page.type('call set_light {"room":"attic","on":true}');
    await page.line(/^set_light: failed/);
  });

  it('has no text field where the agent takes no text, and no microphone where it takes no sound', async () => {
    const service = await startVatel();
    atEnd(() => service.close());
    await deploy(wired({ ...agentAt(service, 'vatel'), session: HALL }));
    const spoken = await visit('hall');
    assert.equal(await spoken.page.locator('#type').isVisible(), false);
    assert.equal(await spoken.page.locator('#keep-open').isVisible(), true);
    await deploy(wired({ session: HALL }));
    const typed = await visit('hall');
    assert.equal(await typed.page.locator('#type').isVisible(), true);
    assert.equal(await typed.page.locator('#keep-open').isVisible(), false);
  });

  it('can be used by keyboard alone', async () => {
    const service = await voice();
    const { page, says, button } = await visit('hall');
    await button.focus();
    await page.keyboard.press('Space');
    await says('Hold to talk');
    await page.keyboard.down('Enter');
    await says('Listening; release to finish');
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    const conversation = await service.conversation();
    await conversation.frame((frame) => 'user_audio_chunk' in frame, 20);
    await page.keyboard.up('Enter');
    await says('Hold to talk');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await says('Listening; press to pause');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await says('Press to start');
    await conversation.ended;
  });

  it('has a name for everything that can be pressed or read', async () => {
    await voice();
    const { page, button, says } = await visit('hall');
    await button.click();
    await says('Hold to talk');
    const tree = await page.locator('body').ariaSnapshot();
    assert.match(tree, /- heading "Smart home" \[level=1\]/);
    assert.match(tree, /- status: In conversation/);
    assert.match(tree, /- log "What was said"/);
    assert.match(tree, /- button "Hold to talk"/);
    assert.match(tree, /- checkbox "Open microphone"/);
    assert.match(tree, /- button "End the conversation"/);
    assert.match(tree, /- textbox "Your message"/);
    assert.doesNotMatch(tree, /- (button|checkbox|textbox)( \[|:|$)/m);
  });

  it('keeps the microphone open where that is chosen, and remembers it', async () => {
    const service = await voice();
    const { page, button, says } = await visit('hall');
    await page.locator('#keep-open').check();
    await button.click();
    await says('Listening; press to pause');
    await (await service.conversation()).frame((frame) => 'user_audio_chunk' in frame, 20);
    await button.click();
    await says('Press to talk');
    await page.reload();
    // The conversation goes on; the microphone waits for a press.
    await says('Press to talk');
    assert.equal(await page.locator('#keep-open').isChecked(), true);
  });

  it('says what to do when the microphone is refused, missing, or disappears', async () => {
    const service = await voice();
    const refused = await visit('hall', { in: await browserThat('a refusing visitor') });
    await refused.button.click();
    await refused.notice.getByText('The microphone is not allowed.').waitFor();
    const missing = await visit('hall', { in: await browserThat('no microphone') });
    await missing.button.click();
    await missing.notice.getByText('No microphone was found.').waitFor();
    assert.equal(service.conversations.length, 0, 'no conversation was begun in vain');
    const gone = await visit('hall', { before: KEEP_STREAM });
    await gone.button.click();
    await gone.says('Hold to talk');
    await gone.button.hover();
    await gone.page.mouse.down();
    await gone.says('Listening; release to finish');
    await gone.page.evaluate(() => {
      const stream: MediaStream = Reflect.get(window, 'microphone');
      stream.getTracks().forEach((track) => track.dispatchEvent(new Event('ended')));
    });
    await gone.notice.getByText('The microphone has disappeared.').waitFor();
    await gone.says('Hold to talk');
    await gone.page.mouse.up();
    await gone.page.mouse.down();
    await gone.says('Listening; release to finish');
    assert.equal(await gone.notice.isVisible(), false);
  });

  it('says why nobody hears it when it is not on https, and still takes text', async () => {
    await voice();
    const at = nodeRed().url.replace('127.0.0.1', FAR_HOST);
    const page = await visit('hall', { at });
    await page.notice.getByText('The browser lets a page hear and speak only over https.').waitFor();
    await page.type('Turn on the kitchen light');
    await page.line(/The kitchen light is on\./);
  });

  it('asks for the PIN, and comes back with it after a deploy', async () => {
    const flow = wired({ session: HALL });
    const nodes = flow.nodes.map((node) => (node.type === 'helper' ? { ...node, type: 'debug' } : node));
    const lock = () => nodeRed().deploy(nodes, 'full', { session: { talkPin: '2468' } });
    await lock();
    atEnd(() => nodeRed().deploy(nodes, 'full', { session: { talkPin: '' } }));
    const { page, notice, line, type } = await visit('hall', {
      connected: false,
      expected: /403|503|WebSocket/,
    });
    await notice.getByText('This page asks for a PIN.').waitFor();
    await page.keyboard.type('1111');
    await page.keyboard.press('Enter');
    await notice.getByText('This PIN is not right.').waitFor();
    await page.keyboard.type('2468');
    await page.keyboard.press('Enter');
    await page.locator('body[data-line="up"]').waitFor();
    await lock();
    await page.locator('body[data-line="offline"]').waitFor();
    await page.locator('body[data-line="up"]').waitFor();
    await type('Turn on the kitchen light');
    await line(/The kitchen light is on\./);
  });

  it('connects again by itself when Node-RED was away, and keeps what was said', async () => {
    await deploy(wired({ session: { ...HALL, talkSession: 'each' } }));
    const page = await visit('hall', { expected: /404|WebSocket/ });
    await page.type('Turn on the kitchen light');
    await page.line(/The kitchen light is on\./);
    await deploy(wired({ session: { ...HALL, talk: false } }));
    await page.page.locator('body[data-line="offline"]').waitFor();
    await page.page.getByText('No connection to Node-RED. Trying again by itself.').waitFor();
    await deploy(wired({ session: { ...HALL, talkSession: 'each' } }));
    await page.page.locator('body[data-line="up"]').waitFor();
    await page.line(/The kitchen light is on\./);
    await page.type('Turn on the bedroom light');
    await page.line(/The bedroom light is on\./);
  });

  it('in two tabs is two visitors; each has a conversation, or both have the same', async () => {
    await deploy(wired({ session: { ...HALL, talkSession: 'each' } }));
    const expected = /404|WebSocket/;
    const [one, other] = [await visit('hall', { expected }), await visit('hall', { expected })];
    await one.type('Turn on the kitchen light');
    await one.line(/The kitchen light is on\./);
    await other.type('Turn on the bedroom light');
    await other.line(/The bedroom light is on\./);
    assert.doesNotMatch((await other.lines()).join('\n'), /kitchen/);
    await deploy(wired({ session: { ...HALL, talkPath: 'both' } }));
    const [first, second] = [await visit('both'), await visit('both')];
    await first.type('Turn on the kitchen light');
    await second.line(/^You:\s*Turn on the kitchen light$/);
    await second.line(/The kitchen light is on\./);
  });

  it('offers the speech of the browser itself to an agent without sound', async () => {
    await deploy(wired({ session: HALL }));
    const { page, button, says, line } = await visit('hall', { before: OWN_VOICE });
    await page.locator('#aloud').check();
    await page.locator('#text').fill('And what I was just typing');
    await button.click();
    await says('I am listening');
    await page.evaluate(() => Reflect.get(window, 'understand')('Turn on the kitchen light'));
    await line(/^You:\s*Turn on the kitchen light$/);
    await line(/The kitchen light is on\./);
    await says('Press and speak');
    assert.equal(await page.locator('#text').inputValue(), 'And what I was just typing');
    const aloud = await page.evaluate<string[]>('spoken');
    assert.ok(aloud.includes('The kitchen light is on.'));
  });

  it('says why the agent cannot be reached', async () => {
    const service = await startElevenLabs({ private: true });
    atEnd(() => service.close());
    await deploy(wired({ ...agentAt(service, 'elevenlabs'), key: 'wrong', session: HALL }));
    const page = await visit('hall');
    await page.button.click();
    await page.notice.getByText('The agent cannot be reached as it is set up').waitFor();
    await page.says('Press to start');
  });

  for (const [width, height] of [
    [360, 640],
    [800, 1280],
    [1280, 800],
  ] as const) {
    it(`fits a screen of ${width} by ${height}, with nothing cut off and nothing too small for a finger`, async () => {
      await voice();
      const { page, button, says, type, line } = await visit('hall', { viewport: { width, height } });
      await button.click();
      await says('Hold to talk');
      for (const text of ['Turn on the kitchen light', 'What a very long sentence this is. '.repeat(20)])
        await type(text);
      await line(/The kitchen light is on\./);
      const cut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(cut <= 0, `${cut} pixels are cut off`);
      for (const id of ['talk', 'end', 'text', 'keep-open-choice', 'log']) {
        const box = await page.locator(`#${id}`).boundingBox();
        assert.ok(box, id);
        assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0, `${id} stands out`);
        assert.ok(box.y + box.height <= height, `${id} is below the edge`);
        assert.ok(box.height >= 44, `${id} is ${box.height} high`);
      }
    });
  }
});

/** Keeps the stream of the microphone, so that the test can take it away. */
const KEEP_STREAM = `{
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wishes) => (window.microphone = await ask(wishes));
}`;

/** Stands in for what a browser asks its maker for. */
const OWN_VOICE = `{
  window.spoken = [];
  speechSynthesis.speak = (sentence) => spoken.push(sentence.text);
  window.webkitSpeechRecognition = window.SpeechRecognition = class extends EventTarget {
    start() {
      window.understand = (transcript) => {
        this.dispatchEvent(Object.assign(new Event('result'), { results: [[{ transcript }]] }));
        this.dispatchEvent(new Event('end'));
      };
    }
    stop() {}
  };
}`;
