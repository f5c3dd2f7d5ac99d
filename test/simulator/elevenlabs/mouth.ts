// Owns how the acts of the simulated agent look as ElevenLabs messages, and in which order they come.

import { randomUUID } from 'node:crypto';
import type { Line } from '../line.js';
import type { Mouth } from '../mouth.js';
import { spoken } from '../tone.js';
import * as frames from './server-frames.js';

export interface Voice {
  /** Numbers of events, counted over the whole conversation. */
  nextEvent: () => number;
  textOnly: () => boolean;
}

export function mouthFor(line: Line, patienceSeconds: number, voice: Voice): Mouth {
  const { nextEvent } = voice;
  return {
    sampleRate: frames.SAMPLE_RATE,
    patienceMs: patienceSeconds * 1000,
    call: (call) =>
      line.send(frames.toolRequest(call, nextEvent(), patienceSeconds), frames.toolCall(call, nextEvent())),
    say: (text) => {
      const event = nextEvent();
      const before = voice.textOnly()
        ? frames.textParts(text, event)
        : [frames.audio(spoken(text, frames.SAMPLE_RATE), event)];
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
