// Owns results that come after their call was answered already with "I am on it": how the agent is told of them, at once
// where its provider can be told, and with the next answer where it cannot.

import { AgentError } from '../errors.js';
import type { ToolResult } from '../providers/provider.js';
import { MAX_LATER_RESULTS, MAX_RESULT_BYTES } from '../shared/limits.js';
import type { Words } from '../words.js';
import type { CallingAgent } from './caller.js';
import type { Answer, OpenCall } from './ledger.js';

export class Later {
  /** What agents have not been told yet, oldest first. */
  readonly #untold = new Map<CallingAgent, { call: OpenCall; text: string }[]>();

  constructor(private readonly words: Words) {}

  /** False when it cannot be told any more. `speak`: the agent is asked to say it to the user. */
  tell(caller: CallingAgent, call: OpenCall, answer: Answer, speak: boolean): boolean {
    const { id, name } = call;
    const text = this.words('said.later.result', { tool: name, text: answer.text });
    if (caller.can.laterResults) {
      const prompt = speak ? { prompt: this.words('said.later.prompt', { tool: name }) } : {};
      return caller.send({ type: 'tool.later', id, name, outcome: answer.outcome, text, ...prompt });
    }
    const untold = this.#untold.get(caller) ?? [];
    this.#untold.set(caller, [...untold, { call, text }]);
    if (untold.length >= MAX_LATER_RESULTS) this.#drop(caller, 1);
    return true;
  }

  has(caller: CallingAgent): boolean {
    return this.#untold.has(caller);
  }

  /**
   * Adds to an answer what the agent has not been told yet, and sends both; what would make it longer than any answer may
   * be waits for the next one. `undefined` when the line is gone.
   */
  sendWith(caller: CallingAgent, result: ToolResult): ToolResult | undefined {
    const untold = this.#untold.get(caller) ?? [];
    const texts = [result.text];
    let room = MAX_RESULT_BYTES - Buffer.byteLength(result.text);
    for (const { text } of untold) {
      room -= Buffer.byteLength(text);
      // The first goes out in any case: there may never be more room.
      if (room < 0 && texts.length > 1) break;
      texts.push(text);
    }
    const whole = { ...result, text: texts.join('\n\n') };
    if (!caller.send(whole)) return undefined;
    untold.splice(0, texts.length - 1);
    if (untold.length === 0) this.#untold.delete(caller);
    return whole;
  }

  /** The connection is gone: what was not told will not be. */
  lose(caller: CallingAgent): void {
    this.#drop(caller, Infinity);
  }

  /** Takes out the oldest, and says so. */
  #drop(caller: CallingAgent, count: number): void {
    const untold = this.#untold.get(caller) ?? [];
    const dropped = untold.splice(0, count);
    if (untold.length === 0) this.#untold.delete(caller);
    for (const { call } of dropped)
      caller.told({ type: 'fault', call, error: new AgentError('reply.untold', { tool: call.name }) });
  }
}
