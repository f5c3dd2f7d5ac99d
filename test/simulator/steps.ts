// Owns which step of a script fits a moment, and how often each was taken. Does not carry steps out.

import type { Step } from './script.js';

export interface Moment {
  on: Step['on'];
  /** What `match` looks at. */
  text?: string;
  /** Milliseconds of audio since the last step that asked for audio; absent at a pause in the speech. */
  audioMs?: number;
}

export interface Steps {
  /** The first step that fits, counted as taken. */
  take: (moment: Moment) => Step | undefined;
}

/** One for all conversations of a service: `times` counts over reconnects. */
export function steps(all: readonly Step[]): Steps {
  const taken = new Map<Step, number>();
  return {
    take: (moment) => {
      const step = all.find(
        (each) => (taken.get(each) ?? 0) < (each.times ?? Infinity) && fits(each, moment),
      );
      if (step) taken.set(step, (taken.get(step) ?? 0) + 1);
      return step;
    },
  };
}

function fits(step: Step, moment: Moment): boolean {
  if (step.on !== moment.on) return false;
  if (step.match !== undefined && !(moment.text ?? '').toLowerCase().includes(step.match.toLowerCase()))
    return false;
  const wanted = step.after_ms_of_audio;
  if (wanted === undefined) return moment.audioMs === undefined;
  return moment.audioMs !== undefined && moment.audioMs >= wanted;
}
