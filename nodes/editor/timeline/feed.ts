// Owns the line on which the timeline comes from Node-RED: it is asked for while it is looked at, and only then.

import { TIMELINE_TOPIC, type Batch, type ToldError } from '../../lib/shared/timeline.js';
import { ask } from '../parts/ask.js';

export interface Feed {
  /** Whether anybody looks. */
  watch(yes: boolean): void;
}

/** `refused` is told why it does not come. */
export function openFeed(heard: (batch: Batch) => void, refused: (error: ToldError) => void): Feed {
  let wanted = false;
  const begin = async () => {
    const reply = await ask<string>('GET', 'timeline');
    if ('error' in reply) {
      if (wanted) refused(reply.error);
    } else if (wanted) RED.comms.send(TIMELINE_TOPIC, { ticket: reply.value });
  };
  RED.comms.subscribe(TIMELINE_TOPIC, (_topic, data) => {
    if (wanted && isBatch(data)) heard(data);
  });
  RED.comms.on('connect', () => {
    if (wanted) void begin();
  });
  return {
    watch: (yes) => {
      if (yes === wanted) return;
      wanted = yes;
      if (yes) void begin();
      else RED.comms.send(TIMELINE_TOPIC, { stop: true });
    },
  };
}

/** Only our own runtime publishes there. */
function isBatch(data: unknown): data is Batch {
  return typeof data === 'object' && data !== null && 'entries' in data && 'sessions' in data;
}
