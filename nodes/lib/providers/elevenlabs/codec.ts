// Owns one connection's translation, and what it has to remember of the connection itself: that it began, why it ends.
// Does not know what a message means (decode) or how a command is written (encode).

import { AgentError } from '../../errors.js';
import { readFrame, type JsonObject } from '../frame.js';
import type { Codec, Opening, ProviderEvent } from '../provider.js';
import { calls } from './calls.js';
import { decoder } from './decode.js';
import { encode, frame } from './encode.js';
import { closing, turnedAway } from './faults.js';
import { initiation } from './opening.js';
import { speech } from './speech.js';

type ErrorEvent = Extract<ProviderEvent, { type: 'error' }>;

export function codec(opening: Opening): Codec {
  const toolCalls = calls();
  const meaning = decoder(toolCalls, speech());
  let started = false;
  let ended = false;
  let failure: ErrorEvent | undefined;

  function decode(text: string): ProviderEvent[] {
    const read = readFrame(text);
    if (read instanceof AgentError) return [{ type: 'error', error: read, final: false }];
    const { object, flaw } = read;
    const events = meaning(object).flatMap((event) => remember(event, object));
    if (!flaw) return events;
    // No tool runs on arguments of which a part was taken away.
    const safe = events.map((event) => (event.type === 'tool.call' ? { ...event, arguments: flaw } : event));
    return [{ type: 'error', error: flaw, final: false }, ...safe];
  }

  function remember(event: ProviderEvent, message: JsonObject): ProviderEvent[] {
    if (event.type === 'ready') {
      if (started) return [{ type: 'raw', name: 'conversation_initiation_metadata', frame: message }];
      started = true;
    }
    if (event.type === 'ended') {
      // The end may be told twice, with and without the tool's full result.
      if (ended) return [];
      ended = true;
    }
    if (event.type === 'error' && (event.final || !failure?.final)) failure = event;
    return [event];
  }

  function closed(code: number, reason: string): AgentError | undefined {
    // What was said before explains more than the close does, if it was about this close.
    if (failure?.final || failure?.error.params['closeCode'] === code) return failure.error;
    return ended ? undefined : closing(code, reason);
  }

  return {
    greet: () => [frame(initiation(opening))],
    decode,
    encode: (command) => {
      if (command.type === 'tool.result') toolCalls.answered(command.id);
      return encode(command);
    },
    closed,
    refused: turnedAway,
  };
}
