// Owns a conversation by sound under test, with each service and in each of its formats. Holds no test.

import { strict as assert } from 'node:assert';
import { fromMulaw, toMulaw } from '../../nodes/lib/sound/mulaw.js';
import { isObject, type JsonObject } from '../../nodes/lib/shared/json.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Conversation, Simulator, SimulatorOptions } from '../simulator/simulator.js';
import { startVatel } from '../simulator/vatel.js';
import helper from 'node-red-node-test-helper';
import { node, run } from '../support/helper.js';
import { inbox, type Inbox } from '../support/messages.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired } from '../support/wired.js';

export interface Service {
  name: string;
  provider: string;
  sampleRate: number;
  /** How pure, in dB, a tone can be in what it takes. */
  purest: number;
  start: (options: SimulatorOptions) => Promise<Simulator>;
  /** The sound in a frame of the client, as 16-bit samples; nothing where it is another frame. */
  soundIn: (frame: JsonObject) => Buffer | undefined;
  /** What the agent says in a turn, a frame for each piece. */
  voice: (turn: number, pieces: Buffer[], final?: boolean) => JsonObject[];
  interruption: (turn: number) => JsonObject;
  turn: (turn: number) => string;
}

export interface Spoken extends Service {
  conversation: Conversation;
  said: Inbox;
  sound: Inbox;
  events: Inbox;
  caught: Inbox;
  /** So many milliseconds of sound from the beginning, once they are there. */
  heard: (milliseconds: number) => Promise<Buffer>;
  /** How many frames of sound came. */
  frames: () => number;
  /** Takes the flow away, for another one in the same test. */
  end: () => Promise<void>;
}

function elevenLabs(sound: 'pcm_16000' | 'ulaw_8000', purest: number): Service {
  const mulaw = sound === 'ulaw_8000';
  const turn = (number: number) => String(number * 10);
  return {
    name: `ElevenLabs at ${sound}`,
    provider: 'elevenlabs',
    sampleRate: mulaw ? 8_000 : 16_000,
    purest,
    start: (options) => startElevenLabs({ ...options, sound }),
    soundIn: (frame) => {
      const base64 = frame['user_audio_chunk'];
      if (typeof base64 !== 'string') return undefined;
      const bytes = Buffer.from(base64, 'base64');
      return mulaw ? fromMulaw(bytes) : bytes;
    },
    voice: (number, pieces, final = false) =>
      pieces.map((pcm) => {
        const base64 = (mulaw ? toMulaw(pcm) : pcm).toString('base64');
        const event = { audio_base_64: base64, event_id: Number(turn(number)), is_final: final };
        return { type: 'audio', audio_event: event };
      }),
    interruption: (number) => ({
      type: 'interruption',
      interruption_event: { event_id: Number(turn(number)) },
    }),
    turn,
  };
}

const VATEL: Service = {
  name: 'Vatel',
  provider: 'vatel',
  sampleRate: 24_000,
  purest: 60,
  start: startVatel,
  soundIn: (frame) => {
    const { data } = frame;
    const base64 = isObject(data) ? data['audio'] : undefined;
    return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined;
  },
  voice: (turn, pieces, final = false) =>
    pieces.map((pcm) => ({
      type: 'response_audio',
      data: { turn_id: `turn_${turn}`, audio: pcm.toString('base64'), is_final: final },
    })),
  interruption: () => ({ type: 'interruption' }),
  turn: (turn) => `turn_${turn}`,
};

export const SERVICES = [elevenLabs('pcm_16000', 60), VATEL, elevenLabs('ulaw_8000', 30)] as const;

/** A flow with a session, an `agent-send` called `send`, and the service at the other end. */
export async function spokenTo(
  service: Service,
  options: SimulatorOptions = {},
  session: Record<string, unknown> = {},
): Promise<Spoken> {
  const simulator = await service.start({ tools: [SET_LIGHT], ...options });
  atEnd(() => simulator.close());
  const flow = wired({ ...agentAt(simulator, service.provider), session });
  flow.node('agent-send', 'send', { agent: 'agent', action: 'audio' });
  await run(flow);
  const [said, sound, events, caught] = [
    inbox(node('said')),
    inbox(node('sound')),
    inbox(node('events')),
    inbox(node('caught')),
  ];
  const waiting = session['start'] === 'message';
  if (!waiting) await events.nextWithTopic('session.open');
  const later = simulator.conversation();
  const pieces = (conversation: Conversation) =>
    conversation.received.flatMap((frame) => service.soundIn(frame) ?? []);
  // A session that opens with a message has no conversation yet; only `heard` can wait for it.
  const conversation = waiting ? undefined : await later;
  return {
    ...service,
    get conversation() {
      assert.ok(conversation);
      return conversation;
    },
    said,
    sound,
    events,
    caught,
    frames: () => (conversation ? pieces(conversation).length : 0),
    heard: async (milliseconds) => {
      const bytes = Math.floor((service.sampleRate * milliseconds) / 1000) * 2;
      const talk = await later;
      let [all, frames] = [Buffer.alloc(0), 0];
      const isSound = (frame: JsonObject) => service.soundIn(frame) !== undefined;
      while (all.length < bytes) {
        const frame = await talk.frame(isSound, frames++);
        all = Buffer.concat([all, service.soundIn(frame) ?? all]);
      }
      return all.subarray(0, bytes);
    },
    end: () => Promise.resolve(helper.unload()).then(() => undefined),
  };
}
