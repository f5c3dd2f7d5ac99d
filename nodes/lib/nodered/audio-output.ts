// Owns how an agent's sound leaves a session node: piece by piece as it comes, or each turn as one WAV file.
// Does not own the messages of anything else: outputs.ts does.

import type { Node, NodeMessage } from 'node-red';
import type { Clock } from '../clock.js';
import type { ProviderEvent } from '../providers/provider.js';
import type { Session } from '../session/session.js';
import type { AudioOut } from '../shared/settings.js';
import { Recorder, type RecordedTurn } from '../sound/recorder.js';
import { audioMessage, resetMessage, turnMessage } from './message.js';

export interface AudioOutput {
  hear: (session: Session, event: Extract<ProviderEvent, { type: 'audio' }>) => void;
  /** The user began to speak: a player has to fall silent. */
  interrupt: (session: Session) => void;
  /** The line is gone. */
  end: (session: Session) => void;
}

/** Turns that are being spoken: they go on through a deploy, as their sessions do. */
const recorders = new WeakMap<Session, Recorder>();

export function audioOutputOf(node: Node, clock: Clock, audioOut: AudioOut | undefined): AudioOutput {
  const send = (message: NodeMessage) => node.send([null, message, null]);
  const recorderOf = (session: Session): Recorder => {
    const recorded = (turn: RecordedTurn) => send(turnMessage(turn, session.name));
    const known = recorders.get(session) ?? new Recorder(clock, recorded);
    recorders.set(session, known);
    return Object.assign(known, { recorded });
  };
  return {
    hear: (session, event) => {
      const format = session.audioOut;
      if (audioOut === 'turn' && format) recorderOf(session).add(event, format);
      else send(audioMessage(event, format, session.name));
    },
    interrupt: (session) => {
      // What was cut off comes first, so that the player falls silent after all of it.
      if (audioOut === 'turn') recorderOf(session).end(true);
      send(resetMessage(session.name));
    },
    end: (session) => {
      if (audioOut === 'turn') recorderOf(session).end();
    },
  };
}
