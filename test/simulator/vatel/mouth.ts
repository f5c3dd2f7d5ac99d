// Owns how the acts of the simulated agent look as Vatel messages, and in which order they come.

import type { ToolDeclaration } from '../../../nodes/lib/providers/provider.js';
import type { Line } from '../line.js';
import type { Mouth } from '../mouth.js';
import type { SignalShape, VatelOptions } from '../simulator.js';
import { spoken } from '../tone.js';
import * as frames from './server-frames.js';

export function mouthFor(line: Line, options: VatelOptions, tools: readonly ToolDeclaration[]): Mouth {
  const shape = shapes(options.signals);
  let lastTurn = 0;
  let turn = 'turn_0';
  const nextTurn = () => (turn = `turn_${++lastTurn}`);
  return {
    sampleRate: frames.SAMPLE_RATE,
    // How long the service waits is not published: for as long as it takes.
    patienceMs: undefined,
    gaveUp: () => {},
    call: (call) => {
      const tool = tools.find(({ name }) => name === call.tool);
      line.send(frames.toolCall(call, tool, options.casing));
    },
    say: (text) => {
      const id = nextTurn();
      const pcm = spoken(text, frames.SAMPLE_RATE);
      const middle = Math.ceil(pcm.length / 4) * 2;
      line.send(
        frames.responseText(id, text.slice(0, Math.ceil(text.length / 2)), false),
        frames.responseAudio(id, pcm.subarray(0, middle), false),
        frames.responseText(id, text, true),
        frames.responseAudio(id, pcm.subarray(middle), true),
      );
    },
    speechStarted: () => line.send(frames.speechStarted()),
    speechStopped: () => line.send(frames.signal('speech_stopped', shape())),
    transcript: (text) => {
      nextTurn();
      const start = text.slice(0, Math.ceil(text.length / 2));
      line.send(frames.transcript(turn, start, false), frames.transcript(turn, text, true));
    },
    hangUp: () =>
      line.together(() => {
        line.send(frames.signal('session_ended', shape()));
        line.close(1000);
      }),
  };
}

/** The shape asked for, or each in turn. */
function shapes(fixed: SignalShape | undefined): () => SignalShape {
  const all = ['absent', 'null', 'object'] as const;
  let next = 0;
  return () => fixed ?? all[next++ % all.length] ?? 'object';
}
