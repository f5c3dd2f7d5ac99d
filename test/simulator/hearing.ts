// Owns what the simulated agent makes of audio: it notices speech, and takes what was said from the script or from the
// list of sentences it was given. Recognises no words.

import type { World } from './agent.js';
import { ear } from './ear.js';
import type { Mouth } from './mouth.js';
import type { Step } from './script.js';

/** Somebody who simply stops sending audio has finished too, after this long. */
const QUIET_MS = 800;

export interface Hearing {
  hear: (pcm: Buffer) => void;
  end: () => void;
}

export interface Reactions {
  follow: (step: Step) => void;
  respond: (sentence: string) => void;
}

export function hearing(mouth: Mouth, world: World, react: Reactions): Hearing {
  const listener = ear(mouth.sampleRate);
  const sentences = [...world.heard];
  let bytes = 0;
  let stopWaiting: (() => void) | undefined;

  const understood = () => {
    mouth.speechStopped();
    const step = world.steps.take({ on: 'audio' });
    if (step) return react.follow(step);
    const sentence = sentences.length > 1 ? sentences.shift() : sentences[0];
    if (sentence === undefined) return mouth.say('I heard you speak, but nobody told me what you said.');
    mouth.transcript(sentence);
    react.respond(sentence);
  };

  const act = (heard: readonly ('started' | 'finished')[]) => {
    for (const what of heard) {
      if (what === 'started') mouth.speechStarted();
      else understood();
    }
  };

  return {
    hear: (pcm) => {
      bytes += pcm.length;
      const step = world.steps.take({ on: 'audio', audioMs: (bytes * 500) / mouth.sampleRate });
      if (step) {
        bytes = 0;
        react.follow(step);
      }
      act(listener.hear(pcm));
      stopWaiting?.();
      if (listener.speaking) stopWaiting = world.clock.after(QUIET_MS, () => act(listener.flush()));
    },
    end: () => stopWaiting?.(),
  };
}
