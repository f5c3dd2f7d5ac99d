// Owns what a trial is made of, as plain data: what the form is made from, what is asked for, what came of it.

import type { Ending, Reason } from '../tools/ledger.js';
import type { JsonSchema } from './parameters.js';
import type { Place, ToldError } from './timeline.js';

/** A tool as it is deployed. */
export interface TrialForm {
  /** Empty where the node takes any tool that has no node of its own. */
  readonly tool: string;
  readonly description: string;
  readonly schema: JsonSchema;
  /** Paths of private arguments. */
  readonly private: readonly string[];
}

export interface TrialOrder {
  /** Only where the node takes any tool. */
  readonly tool?: string;
  /** JSON text of an object. */
  readonly arguments: string;
}

/** What an agent would have been sent. */
export interface TrialText {
  readonly text: string;
  /** Milliseconds from the call. */
  readonly ms: number;
}

export interface TrialView {
  readonly id: string;
  readonly done: boolean;
  /** Its flow has not been started: another call of the tool is at work. */
  readonly waits: boolean;
  readonly ms: number;
  readonly limitMs: number;
  /** Told while the flow went on. */
  readonly acknowledgement?: TrialText;
  /** `error`: with the provider's mark of an error. `failed`: the tool failed, however that is told. */
  readonly answer?: TrialText & { readonly error: boolean; readonly failed: boolean };
  /** Told after the acknowledgement. `waits`: with the next answer, where the provider cannot be told at once. */
  readonly later?: TrialText & { readonly failed: boolean; readonly waits: boolean };
  readonly ending?: Ending;
  readonly reason?: Reason;
  readonly way: readonly Place[];
  readonly errors: readonly ToldError[];
}

/** What every address of ours answers with. */
export type Reply<T> = { readonly value: T } | { readonly error: ToldError };
