// Owns what the simulated agent needs from a service's wire in order to talk: the seam between what it does and how
// that looks as frames. Owns no behaviour.

import type { JsonObject } from '../../nodes/lib/shared/json.js';

export interface Mouth {
  /** Samples per second of the audio that the user sends. */
  readonly sampleRate: number;
  /** How long the agent waits for a result; `undefined` for as long as it takes. */
  readonly patienceMs: number | undefined;
  call: (call: AgentCall) => void;
  say: (text: string) => void;
  speechStarted: () => void;
  speechStopped: () => void;
  transcript: (text: string) => void;
  /** The agent has given up waiting for a result. */
  gaveUp: (id: string, tool: string) => void;
  /** The agent ends the conversation. */
  hangUp: () => void;
}

export interface AgentCall {
  id: string;
  tool: string;
  values: JsonObject;
  expectsResponse: boolean | null;
}
