// Owns what the book of calls lets others see and add: who follows a call through the flows. Knows no flow itself.

import type { OpenCall } from './ledger.js';

/** Follows calls through the flows, for as long as they are open. */
export interface CallWatch {
  opened(call: OpenCall): void;
  settled(call: OpenCall): void;
  /** Where the call was seen last, in words; empty where it was not seen. */
  place(call: OpenCall): string;
  /** The flow was restarted where the call was: no answer comes from there. */
  uprooted(call: OpenCall): boolean;
}
