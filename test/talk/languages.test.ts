// The talk page in every language that there is a catalog of, on a narrow phone: it is in that language from beginning to
// end, and nothing of it is cut off.

import { strict as assert } from 'node:assert';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';
import { misfits } from './fits.js';
import { deploy, visit, type TalkPage, type Visit } from './stage.js';
import { keysBelow, LANGUAGES, saidBy, wordingOf, type Wording } from './wording.js';

const HOUSE = 'Casa 7';
const HALL = { start: 'message', talk: true, talkPath: 'hall', name: HOUSE };
const PHONE = { width: 360, height: 740 };

/** What is the same in every language: names, and what people said. */
const NAMES = [HOUSE, 'set_light', 'kitchen', '12:30 ?', '12:30 !'];

/** Lets the test say what Node-RED would, and take the microphone away. */
const STAND_IN = `{
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      window.sockets.push(this);
    }
  };
  window.told = (message) =>
    sockets.at(-1).dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
}`;

/** A browser with speech of its own. */
const OWN_VOICE = `{
  window.webkitSpeechRecognition = window.SpeechRecognition = class extends EventTarget {
    start() { window.recognition = this; }
    stop() { this.dispatchEvent(new Event('end')); }
  };
}`;

const PHASES = ['idle', 'dialing', 'opening', 'ready', 'waiting', 'closing', 'failed'];

/** What `getUserMedia` may be refused with, all that the page tells apart. */
const FAULTS = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'TypeError'];

interface Visited extends TalkPage {
  readonly wording: Wording;
  /** Fails where something does not fit, or is not in the language of the page. */
  right: (when: string) => Promise<void>;
  told: (message: object) => Promise<void>;
}

async function visitIn(language: string, options: Visit = {}): Promise<Visited> {
  const wording = wordingOf(language);
  const visited = await visit('hall', { locale: language, viewport: PHONE, before: STAND_IN, ...options });
  const { page } = visited;
  assert.equal(await page.locator('html').getAttribute('lang'), language);
  return {
    ...visited,
    wording,
    async right(when) {
      assert.deepEqual(await misfits(page), [], `${when}: what does not fit`);
      assert.deepEqual(wording.foreign(await saidBy(page), NAMES), [], `${when}: what is not in ${language}`);
    },
    told: (message) => page.evaluate((one) => Reflect.get(window, 'told')(one), message),
  };
}

async function voice(more: Record<string, unknown> = {}): Promise<void> {
  const service = await startElevenLabs({ tools: [SET_LIGHT], private: true });
  atEnd(() => service.close());
  await deploy(wired({ ...agentAt(service, 'elevenlabs'), session: HALL, ...more }));
}

for (const language of LANGUAGES) {
  describe(`The talk page in ${language}, on a narrow phone`, function () {
    this.timeout(60_000);

    it('says everything of a conversation in that language, and nothing is cut off', async () => {
      await voice();
      const { page, button, right, told, wording } = await visitIn(language);
      await right('at first');
      for (const keepOpen of [false, true]) {
        await page.locator('#keep-open').setChecked(keepOpen);
        for (const phase of PHASES) {
          await told({ type: 'phase', phase, seconds: 12 });
          await right(phase);
        }
        await told({ type: 'phase', phase: 'idle' });
        await button.click();
        await page.locator('body[data-phase="ready"]').waitFor();
        if (!keepOpen) {
          await button.hover();
          await page.mouse.down();
        }
        await page.locator('#talk.listening').waitFor();
        await right('while the visitor is heard');
        await told({ type: 'unheard' });
        await right('while somebody else is heard');
        await told({ type: 'heard' });
        await page.mouse.up();
        await page.locator('#end').click();
        await page.locator('body[data-phase="idle"]').waitFor();
      }
      const said = { type: 'said', final: true };
      await told({ ...said, role: 'user', text: '12:30 ?', turn: '1' });
      await told({ ...said, role: 'agent', text: '12:30 !', turn: '1', interrupted: true });
      const details = ['kitchen', 1234.5, { name: 'set_light', on: true }, { name: 'set_light', on: false }];
      const call = { type: 'call', tool: 'set_light', details, seconds: 1234.5 };
      for (const state of ['running', 'done', 'failed', 'cancelled'])
        await told({ ...call, ref: state, state });
      await right('with all kinds of lines');
      const [exact, grouped] = [false, true].map((useGrouping) =>
        new Intl.NumberFormat(language, { useGrouping }).format(1234.5),
      );
      const on = wording.text('call.on', { name: 'set_light' });
      const off = wording.text('call.off', { name: 'set_light' });
      const what = wording.text('call.what', {
        tool: 'set_light',
        details: ['kitchen', exact, on, off].join(wording.text('call.between')),
      });
      const line = wording.text('call.done', { what, seconds: grouped ?? '' });
      assert.equal(await page.locator('#lines .done').textContent(), line);
    });

    it('says in that language what is wrong, whatever it is, and nothing is cut off', async () => {
      await voice({ key: 'wrong' });
      const { page, button, notice, right, told, wording } = await visitIn(language);
      await button.click();
      await page.locator('body[data-phase="failed"]').waitFor();
      await notice.waitFor();
      await right('with a key that is wrong');
      for (const fault of FAULTS) {
        await page.evaluate((name) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
        }, fault);
        await told({ type: 'phase', phase: 'idle' });
        await button.click();
        await right(`without a microphone: ${fault}`);
      }
      for (const key of [...keysBelow(wording, 'problem'), ...keysBelow(wording, 'state')]) {
        const values = { seconds: '12', length: '4,001', limit: '4,000' };
        await page.evaluate(
          ([place, text]) => {
            const element = document.getElementById(place);
            if (element) element.textContent = text;
          },
          [key.startsWith('state.') ? 'state' : 'notice', wording.text(key, values)] as const,
        );
        await right(key);
      }
    });

    for (const [why, status, answer] of [
      ['with a PIN', 403, { refused: 'pin', digits: true }],
      ['after wrong PINs', 429, { refused: 'tries', digits: true, seconds: 60 }],
      ['after many wrong PINs', 429, { refused: 'tries', digits: true, seconds: 3600 }],
      ['when it is full', 503, { refused: 'full' }],
      ['behind a strange proxy', 403, { refused: 'origin' }],
      ['when a login is over', 401, {}],
      ['when Node-RED is away', 500, {}],
    ] as const) {
      it(`says in that language what to do ${why}`, async () => {
        await deploy(wired({ session: HALL }));
        const reply = JSON.stringify(JSON.stringify(answer));
        const refusing = `window.fetch = async () => new Response(${reply}, { status: ${status} });`;
        const { page, right } = await visitIn(language, { before: refusing, connected: false });
        await page.locator('body:not([data-line="connecting"])').waitFor();
        await right(why);
      });
    }

    it('says in that language which one an agent of texts understands', async () => {
      await deploy(wired({ session: HALL }));
      const { page, button, right, told, wording } = await visitIn(language, {
        before: `${STAND_IN}${OWN_VOICE}`,
      });
      await right('at first');
      const english = new Intl.DisplayNames(language, { type: 'language' }).of('en') ?? '';
      const isForeign = !language.startsWith('en');
      const placeholder = isForeign
        ? wording.text('action.writeIn', { language: english })
        : wording.text('action.write');
      assert.equal(await page.locator('#text').getAttribute('placeholder'), placeholder);
      await button.click();
      await page.locator('#talk.listening').waitFor();
      await right('while the browser listens');
      assert.equal(await page.evaluate('recognition.lang'), 'en-US');
      await page.evaluate('recognition.stop()');
      await told({ type: 'said', role: 'agent', text: '12:30 !', final: true });
      assert.equal(await page.locator('#lines .agent [lang]').getAttribute('lang'), 'en-US');
      await page.evaluate(() =>
        Reflect.get(window, 'recognition').dispatchEvent(
          Object.assign(new Event('error'), { error: 'network' }),
        ),
      );
      await right('when nothing was understood');
    });
  });
}

describe('The language of the talk page', function () {
  this.timeout(30_000);

  it('is English for a browser whose language nobody has written a catalog for', async () => {
    await deploy(wired({ session: HALL }));
    const { page } = await visit('hall', { locale: 'tlh' });
    assert.equal(await page.locator('html').getAttribute('lang'), 'en-US');
  });
});
