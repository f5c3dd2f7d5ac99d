// Owns what the book of calls lets others see and add: who hears of a call, who follows it through the flows. Knows no
// flow itself.

import type { ToolCall } from '../providers/provider.js';
import type { CallingAgent } from './caller.js';
import type { OpenCall } from './ledger.js';

/** Follows calls through the flows, for as long as they are open. */
export interface CallWatch {
  /**
   * A call is about to run or to be refused. `given` is what its flow gets, or what came where that does not fit: it is
   * the flow's, and nothing of it may be kept or changed.
   */
  called?(caller: CallingAgent, call: OpenCall, given: ToolCall['arguments']): void;
  opened(call: OpenCall): void;
  settled(call: OpenCall): void;
  /** Where the call was seen last, in words; empty where it was not seen. */
  place(call: OpenCall): string;
  /** The same where there is room for a name only. */
  placeInShort?(call: OpenCall): string;
  /** The flow was restarted where the call was: no answer comes from there. */
  uprooted(call: OpenCall): boolean;
}
