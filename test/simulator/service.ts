// Owns what a provider's simulation has to bring so that serve.ts can put it on a port. Owns no behaviour.

import type { Clock } from '../../nodes/lib/clock.js';
import type { JsonObject } from '../../nodes/lib/shared/json.js';
import type { Talk } from './conversation.js';
import type { Gate } from './gate.js';
import type { Growing } from './growing.js';
import type { Line } from './line.js';
import type { Conversation, RecordedRequest, Seen } from './simulator.js';

export interface Service {
  readonly agentId: string;
  readonly apiKey: string;
  answer: (request: RecordedRequest) => Answer;
  /** An upgrade is refused with an HTTP answer, or a conversation begins. */
  admit: (request: RecordedRequest) => Answer | ((line: Line) => Talk);
  /** The service's own way to put an error into a body. */
  errorBody: (status: number, text: string) => JsonObject;
}

export interface Answer {
  status: number;
  body: JsonObject | string;
}

/** What the listening end keeps. */
export interface House {
  readonly service: Service;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly requests: Growing<RecordedRequest>;
  readonly upgrades: Growing<RecordedRequest>;
  /** All, in the order in which they were opened. */
  readonly conversations: Growing<Conversation>;
  /** Those that went beyond the opening. */
  readonly begun: Growing<Conversation>;
  watch: (event: Seen) => void;
}
