// Owns the shape of every message that leaves our nodes. Plain data only: it survives JSON, MQTT, HTTP and files.

import type { AudioFormat, ProviderEvent, Transcript } from '../providers/provider.js';
import type { RecordedTurn } from '../sound/recorder.js';
import { USER_PROPERTY } from '../tools/correlate.js';
import type { OpenCall, SessionName } from '../tools/ledger.js';

export type CallMessage = {
  _msgid: string;
  topic: string;
  payload: Record<string, unknown>;
  toolCall: {
    ref: string;
    id: string;
    name: string;
    arguments: unknown;
    expectsResponse: boolean;
    receivedAt: number;
    deadline: number;
    trial?: true;
  };
  session: SessionName;
  correlationData?: string;
  responseTopic?: string;
  userProperties?: Record<string, string>;
};

/** With an `answerTopic`, also what the core `mqtt out` node sends as properties of an MQTT v5 request. */
export function callMessage(
  call: OpenCall,
  payload: Record<string, unknown>,
  session: SessionName,
  answerTopic?: string,
): CallMessage {
  const { ref, id, name, raw, expectsResponse, receivedAt, deadline } = call;
  const trial = call.trial ? { trial: call.trial } : {};
  return {
    _msgid: ref,
    topic: name,
    payload,
    toolCall: { ref, id, name, arguments: raw, expectsResponse, receivedAt, deadline, ...trial },
    session,
    ...(answerTopic === undefined ? {} : requestProperties(ref, answerTopic)),
  };
}

/** Correlation data as text and not as a Buffer: `mqtt out` makes bytes of it, and it survives JSON before that. */
function requestProperties(ref: string, responseTopic: string) {
  return { correlationData: ref, responseTopic, userProperties: { [USER_PROPERTY]: ref } };
}

export function conversationMessage(said: Transcript, session: SessionName) {
  const { role, text, final, turn, corrected, interrupted } = said;
  const transcript = {
    final,
    ...(turn === undefined ? {} : { turn }),
    ...(corrected ? { corrected } : {}),
    ...(interrupted ? { interrupted } : {}),
  };
  return { topic: role, payload: text, transcript, session };
}

export function audioMessage(
  sound: Extract<ProviderEvent, { type: 'audio' }>,
  format: AudioFormat | undefined,
  session: SessionName,
) {
  const audio = {
    ...(format
      ? { encoding: format.encoding, sampleRate: format.sampleRate, channels: format.channels }
      : {}),
    ...(sound.turn === undefined ? {} : { turn: sound.turn }),
    final: sound.final,
  };
  return { topic: 'audio', payload: sound.data, audio, session };
}

/** A whole turn as a file. */
export function turnMessage(recorded: RecordedTurn, session: SessionName) {
  const { wav, sampleRate, milliseconds, turn, interrupted, final } = recorded;
  const audio = {
    encoding: 'wav',
    sampleRate,
    channels: 1,
    milliseconds,
    ...(turn === undefined ? {} : { turn }),
    ...(interrupted ? { interrupted } : {}),
    final,
  };
  return { topic: 'audio', payload: wav, audio, session };
}

/** Tells a player to fall silent. */
export function resetMessage(session: SessionName) {
  return { topic: 'audio', reset: true, session };
}

export function eventMessage(topic: string, payload: unknown, session: SessionName) {
  return { topic, payload, session };
}
