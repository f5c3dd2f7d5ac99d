// Owns which output of a session node an event leaves by, and how it reads there. Does not open or close anything.

import type { Node } from 'node-red';
import type { AgentError } from '../errors.js';
import type { Session, SessionEvent } from '../session/session.js';
import { joined } from '../shared/sentences.js';
import type { CallEvent } from '../tools/caller.js';
import type { SessionName } from '../tools/ledger.js';
import type { Words } from '../words.js';
import type { AudioOutput } from './audio-output.js';
import { conversationMessage, eventMessage } from './message.js';
import { isWired } from './wires.js';
import { causeOf, spoken } from './words.js';

/** Sends an event; `payload` is asked only where somebody listens. */
type Tell = (topic: string, payload: () => unknown) => void;

const EVENTS = 2;

export interface Manner {
  /** What is said leaves while it still grows, and not only once it is whole. */
  interim: boolean;
  /** How many conversations of the node are going on. */
  open: () => number;
  sound: AudioOutput;
}

/** What a session node does with everything that happens in one of its sessions. */
export function outputsOf(
  node: Node,
  words: Words,
  manner: Manner,
): (session: Session, event: SessionEvent) => void {
  return (session, happened) => {
    if (manner.interim || !isGrowing(happened)) sendEvent(node, session, happened, words, manner);
  };
}

function isGrowing(happened: SessionEvent): boolean {
  return happened.type === 'provider' && happened.event.type === 'transcript' && !happened.event.final;
}

/** Says that something went wrong: at the events output, and to Catch. */
export function tellFault(
  node: Node,
  error: AgentError,
  session: SessionName,
  words: Words,
  details: object = {},
): void {
  const message = { code: error.code, message: causeOf(error, words), ...details };
  if (isWired(node, EVENTS)) node.send([null, null, eventMessage('error', message, session)]);
  node.error(spoken(error, words), eventMessage('error', message, session));
}

function sendEvent(
  node: Node,
  session: Session,
  happened: SessionEvent,
  words: Words,
  { open, sound }: Manner,
): void {
  const listened = isWired(node, EVENTS);
  const event: Tell = (topic, payload) => {
    if (listened) node.send([null, null, eventMessage(topic, payload(), session.name)]);
  };
  const fault = (error: AgentError, details?: object) => tellFault(node, error, session.name, words, details);
  switch (happened.type) {
    case 'phase': {
      const { phase, error, tries } = happened.state;
      if (phase !== 'waiting' || !error) return;
      const inSeconds = Math.round((happened.retryInMs ?? 0) / 100) / 10;
      const message = causeOf(error, words);
      event('session.reconnecting', () => ({ try: tries, inSeconds, code: error.code, message }));
      node.warn(joined(message, words('status.retry', { seconds: Math.ceil(inSeconds) })));
      return;
    }
    case 'open':
      return event('session.open', () => ({ id: happened.id, key: session.key, open: open() }));
    case 'closed': {
      const { reason, error, willRetry } = happened;
      sound.end(session);
      const why = error ? { code: error.code, message: causeOf(error, words) } : {};
      return event('session.closed', () => ({
        reason: error ? 'error' : reason,
        ...why,
        willRetry,
        key: session.key,
        open: open(),
      }));
    }
    case 'sound-dropped':
      return event('sound.dropped', () => ({ milliseconds: happened.milliseconds }));
    case 'error':
      return fault(happened.error);
    case 'call':
      return sendCallEvent(happened.event, fault, event);
    case 'provider':
      return sendProviderEvent(node, happened.event, session, event, sound);
  }
}

function sendCallEvent(
  call: CallEvent,
  fault: (error: AgentError, details: object) => void,
  tell: Tell,
): void {
  // Of a call that is let in, its own message tells.
  if (call.type === 'accepted') return;
  if (call.type === 'fault') fault(call.error, callDetails(call));
  else if (call.type === 'acknowledged')
    tell('tool.acknowledged', () => ({ ...callDetails(call), text: call.text }));
  else tell('tool.settled', () => ({ ...callDetails(call), ...endingDetails(call) }));
}

function sendProviderEvent(
  node: Node,
  event: Extract<SessionEvent, { type: 'provider' }>['event'],
  session: Session,
  tell: Tell,
  sound: AudioOutput,
): void {
  switch (event.type) {
    case 'transcript':
      return node.send([conversationMessage(event, session.name), null, null]);
    case 'audio':
      return sound.hear(session, event);
    case 'interruption':
      sound.interrupt(session);
      return tell('interruption', () => (event.turn === undefined ? {} : { turn: event.turn }));
    case 'tool.cancel':
      return tell('tool.cancel', () => ({ ids: event.ids, reason: event.reason }));
    case 'ended':
      return tell('agent.ended', () => ({ reason: event.reason }));
    case 'notice':
      return tell(`notice.${event.name}`, () => event.details);
    case 'raw':
      return tell('raw', () => ({ name: event.name, frame: event.frame }));
  }
}

function callDetails({ call }: CallEvent) {
  return { ref: call.ref, id: call.id, name: call.name };
}

function endingDetails(event: Extract<CallEvent, { type: 'settled' }>) {
  const { call, ending, answer } = event;
  const milliseconds = (call.endedAt ?? call.receivedAt) - call.receivedAt;
  const said = answer ? { outcome: answer.outcome, text: answer.text } : {};
  return { ending, ...said, ...(answer?.code ? { code: answer.code } : {}), milliseconds };
}
