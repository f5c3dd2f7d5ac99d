// Owns one connection's translation, and what it has to remember: that the session began, that it ended, who was silenced.
// Does not know what a message means (decode) or how a command is written (encode).

import { AgentError } from '../../errors.js';
import { readFrame } from '../frame.js';
import { httpDetail, statusError } from '../http-answer.js';
import type { Codec, ProviderEvent } from '../provider.js';
import { meaning } from './decode.js';
import { encode } from './encode.js';
import { silenced } from './silenced.js';

export function codec(): Codec {
  let started = false;
  let ended = false;
  const audible = silenced();

  function decode(text: string): ProviderEvent[] {
    const read = readFrame(text);
    if (read instanceof AgentError) return [{ type: 'error', error: read, final: false }];
    let event = audible(meaning(read.object));
    if (!event) return [];
    if (event.type === 'ready' && started)
      event = { type: 'raw', name: 'session_started', frame: read.object };
    if (event.type === 'ready') started = true;
    if (event.type === 'ended') ended = true;
    if (!read.flaw) return [event];
    // No tool runs on arguments of which a part was taken away.
    if (event.type === 'tool.call') event = { ...event, arguments: read.flaw };
    return [{ type: 'error', error: read.flaw, final: false }, event];
  }

  return {
    // Everything about the opening went into the request for the token.
    greet: () => [],
    decode,
    encode,
    closed: (code, reason) => (ended ? undefined : closing(code, reason)),
    refused: (answer) => statusError(answer.status, httpDetail(answer.body)),
  };
}

/** Vatel documents no close codes: these are the ones of RFC 6455, and 4xxx as services use them to turn one away. */
function closing(closeCode: number, reason: string): AgentError | undefined {
  if (closeCode === 1000) return undefined;
  const details = { closeCode, reason };
  // 1009 is about what we sent: it was too much.
  if (closeCode === 1008 || closeCode === 1009 || (closeCode >= 4000 && closeCode <= 4999)) {
    return new AgentError('provider.rejected', details);
  }
  return new AgentError(closeCode === 1011 ? 'provider.failed' : 'line.lost', details);
}
