// Owns which turns of the agent are no longer to be heard on one connection: an interruption does not name them.
// Does not read messages.

import type { ProviderEvent } from '../provider.js';

/** Turns that may still be on their way at an interruption. */
const MAX_TURNS = 8;

/** Leaves out the sound that was on its way when the user began to speak, and says at the interruption whose it was. */
export function silenced(): (event: ProviderEvent) => ProviderEvent | undefined {
  let spoken: string[] = [];
  let over: string[] = [];
  return (event) => {
    if (event.type === 'interruption') {
      const turn = spoken.at(-1);
      over = [...spoken, ...over].slice(0, MAX_TURNS);
      spoken = [];
      return turn === undefined ? event : { ...event, turn };
    }
    if (event.type !== 'audio' || event.turn === undefined) return event;
    if (over.includes(event.turn)) return undefined;
    if (!spoken.includes(event.turn)) spoken = [...spoken, event.turn].slice(-MAX_TURNS);
    return event;
  };
}
