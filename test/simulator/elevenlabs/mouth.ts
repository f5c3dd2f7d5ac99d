// Owns how the acts of the simulated agent look as ElevenLabs messages, and in which order they come.

import { randomUUID } from 'node:crypto';
import { fromMulaw, toMulaw } from '../../../nodes/lib/sound/mulaw.js';
import type { Line } from '../line.js';
import type { Mouth } from '../mouth.js';
import { spoken } from '../tone.js';
import * as frames from './server-frames.js';

/** How sound stands on the line: its rate, and its bytes from and to 16-bit PCM. */
export interface WireSound {
  readonly sampleRate: number;
  readonly written: (pcm: Buffer) => Buffer;
  readonly read: (bytes: Buffer) => Buffer;
}

export function wireSound(name: string): WireSound {
  const sampleRate = Number(name.split('_')[1]);
  return name.startsWith('ulaw')
    ? { sampleRate, written: toMulaw, read: fromMulaw }
    : { sampleRate, written: (pcm) => pcm, read: (bytes) => bytes };
}

export interface Voice {
  readonly sound: WireSound;
  /** Numbers of events, counted over the whole conversation. */
  nextEvent: () => number;
  textOnly: () => boolean;
}

export function mouthFor(line: Line, patienceSeconds: number, voice: Voice): Mouth {
  const { nextEvent, sound } = voice;
  return {
    sampleRate: sound.sampleRate,
    patienceMs: patienceSeconds * 1000,
    call: (call) =>
      line.send(frames.toolRequest(call, nextEvent(), patienceSeconds), frames.toolCall(call, nextEvent())),
    say: (text) => {
      const event = nextEvent();
      const before = voice.textOnly()
        ? frames.textParts(text, event)
        : [frames.audio(sound.written(spoken(text, sound.sampleRate)), event)];
      line.send(...before, frames.agentResponse(text, event));
    },
    // There are no messages for these two.
    speechStarted: () => {},
    speechStopped: () => {},
    transcript: (text) => line.send(frames.userTranscript(text, nextEvent())),
    gaveUp: (id, tool) =>
      line.send(
        frames.toolResponse({ tool, id, type: 'client', isError: true, isCalled: true }, nextEvent()),
      ),
    hangUp: () => {
      const ending = {
        tool: 'end_call',
        id: randomUUID(),
        type: 'system',
        isError: false,
        isCalled: true,
      } as const;
      line.together(() => {
        line.send(frames.toolResponse(ending, nextEvent()));
        line.close(1000, 'Call ended by the agent');
      });
    },
  };
}
