// Owns the view of an open line that a test gets: what the line and the agent can do, on one object.

import type { Agent } from './agent.js';
import type { Ledger } from './ledger.js';
import type { Line, Manners } from './line.js';
import type { Mouth } from './mouth.js';
import type { Conversation, ToolAnswer } from './simulator.js';

/** What a service brings to a line. */
export interface Talk extends Manners {
  readonly agent: Agent;
  readonly mouth: Mouth;
  readonly calls: Ledger;
  readonly results: readonly ToolAnswer[];
}

export function conversationOf(line: Line, talk: Talk): Conversation {
  return {
    id: line.id,
    url: line.request.url,
    headers: line.request.headers,
    protocol: line.protocol,
    get open() {
      return line.open;
    },
    received: line.received,
    sent: line.sent,
    results: talk.results,
    violations: line.violations,
    ended: line.ended,
    send: line.send,
    sendText: line.sendText,
    call: talk.agent.call,
    answer: async (callId) => {
      const settled = await talk.calls.settled(callId);
      if (settled.kind === 'answered') return settled.answer;
      const why = line.violations.length > 0 ? ` The client was cut off: ${line.violations.join('; ')}.` : '';
      throw new Error(`The call ${callId} got no answer: ${settled.kind}.${why}`);
    },
    say: talk.mouth.say,
    frame: line.frame,
    hangUp: talk.mouth.hangUp,
    close: (code = 1000, reason = '') => line.close(code, reason),
    drop: line.drop,
    fallSilent: line.fallSilent,
  };
}
