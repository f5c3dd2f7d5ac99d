// A whole conversation by voice through the talk page: the browser's microphone, Node-RED, a simulated service and back.

import { strict as assert } from 'node:assert';
import { fromMulaw, toMulaw } from '../../nodes/lib/sound/mulaw.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, Simulator } from '../simulator/simulator.js';
import { HERTZ, spoken, tone } from '../simulator/tone.js';
import { startVatel } from '../simulator/vatel.js';
import { at } from '../support/at.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';
import { likeness, secondsBetween, secondsOfSentence } from './sentence.js';
import { deploy, visit, type TalkPage } from './stage.js';
import { heardBy, tonesIn, untilASecondAfter, untilHeard, untilQuiet } from './tap.js';

interface Service {
  title: string;
  provider: string;
  sampleRate: number;
  start: () => Promise<Simulator>;
  /** A frame with the agent's sound. */
  audio: (pcm: Buffer) => Record<string, unknown>;
  interruption: Record<string, unknown>;
  /** The sound of a frame of the client, if it has some. */
  heard: (frame: Record<string, unknown>) => Buffer | undefined;
}

const HEARD = ['Turn on the kitchen light.'];
const base64 = (value: unknown) => (typeof value === 'string' ? Buffer.from(value, 'base64') : undefined);

function elevenLabs(sound: 'pcm_16000' | 'ulaw_8000'): Service {
  const isMulaw = sound === 'ulaw_8000';
  const encoded = (pcm: Buffer) => (isMulaw ? toMulaw(pcm) : pcm).toString('base64');
  return {
    title: `ElevenLabs with ${sound}`,
    provider: 'elevenlabs',
    sampleRate: isMulaw ? 8000 : 16_000,
    start: () => startElevenLabs({ tools: [SET_LIGHT], heard: HEARD, sound }),
    audio: (pcm) => ({ type: 'audio', audio_event: { audio_base_64: encoded(pcm), event_id: 900 } }),
    interruption: { type: 'interruption', interruption_event: { event_id: 900 } },
    heard: (frame) => {
      const bytes = base64(frame['user_audio_chunk']);
      return bytes && isMulaw ? fromMulaw(bytes) : bytes;
    },
  };
}

const VATEL: Service = {
  title: 'Vatel',
  provider: 'vatel',
  sampleRate: 24_000,
  start: () => startVatel({ tools: [SET_LIGHT], heard: HEARD }),
  audio: (pcm) => ({
    type: 'response_audio',
    data: { turn_id: 't900', audio: pcm.toString('base64'), is_final: true },
  }),
  interruption: { type: 'interruption' },
  heard: (frame) => base64(at(frame, 'data.audio')),
};

/** Opens the page, presses the button until a conversation is up. */
async function begin(
  service: Service,
  before?: string,
): Promise<{ page: TalkPage; conversation: Conversation }> {
  const simulator = await service.start();
  atEnd(() => simulator.close());
  await deploy(
    wired({
      ...agentAt(simulator, service.provider),
      session: { start: 'message', talk: true, talkPath: 'hall' },
    }),
  );
  const page = await visit('hall', before === undefined ? {} : { before });
  await page.button.click();
  await page.says('Hold to talk');
  return { page, conversation: await simulator.conversation() };
}

/** As browsers do that bring a microphone to no rate but their own. */
const OWN_RATE = `{
  const { createMediaStreamSource } = AudioContext.prototype;
  AudioContext.prototype.createMediaStreamSource = function (stream) {
    if (this.sampleRate !== 44100) throw new DOMException('different sample-rate', 'NotSupportedError');
    return createMediaStreamSource.call(this, stream);
  };
  window.AudioContext = class extends AudioContext {
    constructor(options = { sampleRate: 44100 }) {
      super(options);
    }
  };
}`;

/** Speaks the sentence twice over, by holding the button; answers what the service got of it. */
async function speak(page: TalkPage, conversation: Conversation, service: Service): Promise<Buffer> {
  await page.button.hover();
  await page.page.mouse.down();
  await page.says('Listening; release to finish');
  // The sentence comes around again and again: after two of them, one was heard whole.
  const enough = 2.2 * secondsOfSentence() * service.sampleRate * 2;
  let bytes = 0;
  await conversation.frame((frame) => (bytes += service.heard(frame)?.length ?? 0) > enough);
  await page.page.mouse.up();
  await page.says('Hold to talk');
  return Buffer.concat(conversation.received.flatMap((frame) => service.heard(frame) ?? []));
}

describe('On the talk page', function () {
  this.timeout(60_000);

  it('a browser that brings its microphone to no rate but its own is heard as well', async () => {
    const service = elevenLabs('pcm_16000');
    const { page, conversation } = await begin(service, OWN_RATE);
    const like = likeness(await speak(page, conversation, service), service.sampleRate);
    assert.ok(like > 0.9, `what was heard is like what was said by ${like.toFixed(3)}`);
  });

  for (const service of [elevenLabs('pcm_16000'), elevenLabs('ulaw_8000'), VATEL]) {
    it(`what is spoken reaches ${service.title}, calls a tool, and the answer is heard`, async () => {
      const { page, conversation } = await begin(service);
      const sound = await speak(page, conversation, service);
      const like = likeness(sound, service.sampleRate);
      assert.ok(like > 0.9, `what was heard is like what was said by ${like.toFixed(3)}`);
      const stretched = secondsBetween(sound, service.sampleRate) / secondsOfSentence();
      assert.ok(
        Math.abs(stretched - 1) < 0.02,
        `it was heard ${stretched.toFixed(3)} times as long as it is`,
      );

      await page.line(/^set_light \(kitchen, on: yes\): done, [\d.]+ s$/);
      await page.line(/Turn on the kitchen light\./);
      await page.line(/The kitchen light is on\./);
      assert.equal(conversation.results[0]?.text, 'The kitchen light is on.');
      const { length } = spoken('The kitchen light is on.', service.sampleRate);
      const answer = length / 2 / service.sampleRate;
      await untilHeard(page.page, answer * 0.9);
      await untilQuiet(page.page);
      const tones = tonesIn(await heardBy(page.page));
      const isWhole = tones.some(
        ({ seconds, hertz }) => Math.abs(seconds - answer) < 0.02 && Math.abs(hertz - HERTZ) < 10,
      );
      assert.ok(isWhole, `instead of ${answer} s of ${HERTZ} Hz: ${JSON.stringify(tones)}`);
    });

    it(`an interruption by ${service.title} silences the loudspeaker within a tenth of a second`, async () => {
      const { page, conversation } = await begin(service);
      conversation.send(service.audio(tone(20_000, service.sampleRate)));
      await untilHeard(page.page, 0.5);
      const sent = Date.now();
      conversation.send(service.interruption);
      await untilASecondAfter(page.page, 'silence');
      const { samples, sampleRate, start, messages } = await heardBy(page.page);
      const told = messages.find(({ type }) => type === 'silence');
      assert.ok(told);
      const last = samples.findLastIndex((sample) => Math.abs(sample) > 0.001);
      const onItsWay = (told.wall - sent) / 1000;
      const late = onItsWay + start + last / sampleRate - told.at;
      assert.ok(late < 0.1, `still heard ${late.toFixed(3)} s after it`);
      assert.equal(sampleRate, service.sampleRate);
    });
  }
});
