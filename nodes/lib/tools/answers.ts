// Owns what an agent hears of a call: the flow's own result, or that something failed, and how that is said to it.
// Sends nothing and ends nothing.

import { AgentError, type ErrorCode, type ErrorParams } from '../errors.js';
import { MAX_ERROR_TEXT } from '../shared/limits.js';
import { oneStop } from '../shared/sentences.js';
import { shortened } from '../shared/shortened.js';
import type { Words } from '../words.js';
import type { CallingAgent } from './caller.js';
import { encodeResult } from './encode.js';
import type { Answer, OpenCall } from './ledger.js';

/** A reply as a flow gives it. */
export interface Reply {
  value: unknown;
  outcome: 'success' | 'error';
  /** An error whose value is a sentence that can stand alone, and not just what went wrong. */
  complete?: true;
}

/**
 * What became of a reply. `not-owed`: the agent did not ask for an answer, so nothing was sent. `later`: it comes after
 * the call was acknowledged, and was told as news or waits for the next answer.
 */
export type Delivered = 'sent' | 'not-owed' | 'later';

/**
 * How an agent is told that a tool failed. `error`: with the provider's own mark of an error. `result`: as an ordinary
 * result that says so. `sentence`: as an ordinary result in these words, whatever went wrong.
 */
export type ErrorsAs = { kind: 'error' } | { kind: 'result' } | { kind: 'sentence'; sentence: string };

/** Errors of which it is known whether the tool may have worked: a call that only waited has not run. */
const WAITED: readonly ErrorCode[] = ['tool.timeout', 'tool.restarted', 'tool.interrupted'];

export class Answers {
  constructor(private readonly words: Words) {}

  /** What a flow's reply comes to; `fault` where its value cannot be sent, which the agent is then told. */
  ofReply(caller: CallingAgent, call: OpenCall, reply: Reply): { answer: Answer; fault?: AgentError } {
    const text = encodeResult(reply.value);
    if (text instanceof AgentError)
      return { answer: this.ofError(caller, call, text.code, 'flow'), fault: text };
    if (reply.outcome === 'success')
      return { answer: { text: text ?? this.words('said.done', { tool: call.name }), outcome: 'success' } };
    if (!text) {
      const silent = this.words('said.failed', { tool: call.name });
      return { answer: this.#failure(caller, call, silent, false, 'flow') };
    }
    return {
      answer: this.#failure(caller, call, shortened(text, MAX_ERROR_TEXT), !reply.complete, 'flow'),
    };
  }

  /** An error of ours, in words that the agent can act on. */
  ofError(
    caller: CallingAgent,
    call: OpenCall,
    code: ErrorCode,
    kind: Answer['errorKind'] & string,
    params: ErrorParams = {},
  ): Answer {
    const waited = !call.atWork && WAITED.includes(code);
    const more = waited ? '-waiting' : params['at'] ? '-at' : '';
    const text = oneStop(this.words(`said.${code}${more}`, { tool: call.name, ...params }));
    return { ...this.#failure(caller, call, text, false, kind), code, params };
  }

  /** What a call hears that waited for the answer of another one: the same, but its own time. */
  ofSame(caller: CallingAgent, call: OpenCall, answer: Answer, now: number): Answer {
    if (answer.code !== 'tool.timeout') return answer;
    const params = { ...answer.params, seconds: seconds(now - call.receivedAt) };
    return this.ofError(caller, call, answer.code, 'timeout', params);
  }

  /** `bare`: the text says what is wrong, but not that something is. */
  #failure(
    caller: CallingAgent,
    call: OpenCall,
    text: string,
    bare: boolean,
    errorKind: Answer['errorKind'] & string,
  ): Answer {
    const best = { kind: caller.can.errorsHidden ? 'result' : 'error' } as const;
    const how = caller.registry.find(call.name)?.errorsAs ?? best;
    const failure = { outcome: 'error', errorKind } as const;
    if (how.kind === 'error') return { ...failure, text };
    if (how.kind === 'sentence') return { ...failure, text: how.sentence, unmarked: true };
    const said = bare ? oneStop(this.words('said.failed-because', { tool: call.name, reason: text })) : text;
    return { ...failure, text: said, unmarked: true };
  }
}

/** Of milliseconds, as sentences tell them. */
export function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

/** What is told of a reply whose call has ended. */
export function tooLate(call: OpenCall, now: number): AgentError {
  const { name: tool, ending = '', endedAt = now, reason, answer } = call;
  // Where it was not a reply that came first, advice about replies would lead astray.
  const own = answer?.code?.startsWith('tool.') ? { which: reason ?? 'failed' } : {};
  if (ending === 'answered') return new AgentError('reply.duplicate', { tool, ...own });
  const which = reason === undefined || reason === 'deadline' ? {} : { which: reason };
  return new AgentError('reply.late', { tool, seconds: seconds(now - endedAt), ending, ...which });
}
