// Owns how the simulated agent calls tools: ids, patience, several at once. Does not choose what to call.

import type { Clock } from '../../nodes/lib/clock.js';
import type { JsonObject } from '../../nodes/lib/shared/json.js';
import type { Ledger } from './ledger.js';
import type { Mouth } from './mouth.js';
import type { ScriptedCall } from './script.js';
import type { CallOptions } from './simulator.js';
import { sayResult } from './speech.js';

export interface Caller {
  /** The id of the call. */
  call: (tool: string, values?: JsonObject, options?: CallOptions) => string;
  /** Makes calls together, waits for those that will be answered. What is to be said of each; nothing when the line ended. */
  callAll: (wanted: readonly ScriptedCall[]) => Promise<string[] | undefined>;
}

export function caller(mouth: Mouth, calls: Ledger, clock: Clock): Caller {
  let last = 0;

  const call: Caller['call'] = (tool, values = {}, options = {}) => {
    const { id = `call_${++last}`, expectsResponse = true } = options;
    mouth.call({ id, tool, values, expectsResponse });
    if (mouth.patienceMs !== undefined && expectsResponse !== false) {
      const stop = clock.after(mouth.patienceMs, () => {
        if (calls.expire(id)) mouth.gaveUp(id, tool);
      });
      void calls.settled(id).then(stop);
    }
    return id;
  };

  const callOne = async (wanted: ScriptedCall): Promise<string | undefined> => {
    const { tool, arguments: values, expects_response: expectsResponse = true, id } = wanted;
    const made = call(tool, values, { expectsResponse, ...(id === undefined ? {} : { id }) });
    const settled = expectsResponse === false ? undefined : await calls.settled(made);
    return settled?.kind === 'gone' ? undefined : sayResult(tool, settled);
  };

  return {
    call,
    callAll: async (wanted) => {
      const said = await Promise.all(wanted.map(callOne));
      const heard = said.filter((text) => text !== undefined);
      return heard.length === said.length ? heard : undefined;
    },
  };
}
