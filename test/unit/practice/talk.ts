// Owns a conversation with the practice agent, both ends of the line in one place, for tests.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { practice } from '../../../nodes/lib/providers/practice/index.js';
import type { Command, Opening, ProviderEvent, ToolCall } from '../../../nodes/lib/providers/provider.js';
import { HOME } from './home.js';

export const OPENING: Opening = { textOnly: true, variables: {} };

export interface Talk {
  /** What the codec makes of the agent's answers to a command. */
  tell: (command: Command) => ProviderEvent[];
  /** What the agent answers to a raw frame. */
  hear: (frame: string) => ProviderEvent[];
  /** What came of a user's sentence. */
  ask: (text: string) => ProviderEvent[];
  readonly greeting: readonly ProviderEvent[];
}

export function talk(opening: Opening = OPENING, tools = HOME): Talk {
  const dialed = practice.dial({ agentId: '', apiKey: '', baseUrl: '', origin: '' }, opening);
  assert(!(dialed instanceof AgentError) && dialed.kind === 'local');
  const peer = dialed.peer();
  const codec = practice.codec(opening);
  const hear = (frame: string) => peer.hear(frame).flatMap((heard) => codec.decode(heard));
  const tell = (command: Command) => {
    const frames = codec.encode(command);
    assert(!(frames instanceof AgentError));
    return frames.flatMap((frame) => hear(String(frame)));
  };
  const greeting = codec.greet().flatMap((frame) => hear(String(frame)));
  tell({ type: 'tools', tools });
  return { tell, hear, ask: (text) => tell({ type: 'user.text', text }), greeting };
}

export function callsIn(events: readonly ProviderEvent[]): ToolCall[] {
  return events.filter((event) => event.type === 'tool.call');
}

/** All that the agent says, one text a transcript. */
export function saidIn(events: readonly ProviderEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'transcript' && event.role === 'agent' ? [event.text] : [],
  );
}

export function errorsIn(events: readonly ProviderEvent[]): AgentError[] {
  return events.flatMap((event) => (event.type === 'error' ? [event.error] : []));
}

/** Answers calls in the order given, lets the agent go on, and gives what it says then. */
export function answer(
  conversation: Talk,
  calls: readonly ToolCall[],
  ...texts: (string | Error)[]
): string[] {
  calls.forEach(({ id, name }, at) => {
    const given = texts[at] ?? '';
    const isError = given instanceof Error;
    const text = isError ? given.message : given;
    const events = conversation.tell({
      type: 'tool.result',
      id,
      name,
      text,
      outcome: isError ? 'error' : 'success',
    });
    assert.deepEqual(events, []);
  });
  return saidIn(conversation.tell({ type: 'continue', batch: calls[0]?.batch }));
}
