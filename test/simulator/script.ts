// Owns the script: what the simulated agent does at which moment, and what goes wrong. The types are its documentation.
// Does not carry anything out.

import type { JsonObject } from '../../nodes/lib/shared/json.js';
import { checkFor, only, TEXT } from './check.js';

/** A list, so that a JSON file can hold it. The first step that fits a moment is taken. */
export type Script = readonly (Step | RequestFault)[];

/** Without a step that fits, the agent works out by itself what a sentence asks for. */
export interface Step {
  /**
   * open: the conversation has begun.  user_message: the user wrote something.
   * audio: the user spoke, or so much audio has come.  result: a tool was answered.
   */
  on: 'open' | 'user_message' | 'audio' | 'result';
  /** Only when the text, or for a result the tool's name, contains this. Upper and lower case are the same. */
  match?: string;
  /** Only for audio: do not wait for a pause, take this much. */
  after_ms_of_audio?: number;
  /** How often, in all conversations together; without it, every time. */
  times?: number;

  // What is done, in this order.
  /** What the agent understood of the audio. */
  transcript?: string;
  /** Frames sent as they are. */
  send?: JsonObject | JsonObject[];
  /** Tools called, all at once. */
  call?: ScriptedCall | ScriptedCall[];
  /** Said after that, in place of the results. */
  say?: string;
  fault?: LineFault;
  /** For the fault `close`. By default 1011. */
  code?: number;
  reason?: string;
}

export interface ScriptedCall {
  tool: string;
  arguments?: JsonObject;
  expects_response?: boolean | null;
  id?: string;
}

/** end: hang up politely.  silence: half-open, nothing is answered any more.  garbage: text that is no JSON. */
export type LineFault = 'end' | 'close' | 'drop' | 'silence' | 'garbage';

/** Spoils requests before there is a conversation: those for a URL or token, and those that open the socket. */
export type RequestFault = HttpFault | SlowHandshake;

export interface HttpFault {
  fault: 'http';
  status: number;
  /** By default once. */
  times?: number;
  /** By default whatever comes first. */
  at?: RequestKind;
  /** The body in place of the service's own. */
  body?: string;
}

export interface SlowHandshake {
  fault: 'slow-handshake';
  times?: number;
  /** By default the socket. */
  at?: RequestKind;
  /** Held back for so long; for ever without it. */
  ms?: number;
}

export type RequestKind = 'request' | 'upgrade';

export function isStep(entry: Step | RequestFault): entry is Step {
  return 'on' in entry;
}

/** A script from JSON text. Throws an Error that says in plain words what is wrong, and in which step. */
export function parseScript(text: string): Script {
  const entries = parseJson(text);
  if (!Array.isArray(entries)) throw new Error('The script is not a list of steps.');
  entries.forEach((entry: unknown, index) => {
    const flaw =
      typeof entry === 'object' && entry !== null && 'on' in entry ? checkStep(entry) : checkFault(entry);
    if (flaw) throw new Error(`Step ${index + 1} of the script: ${flaw.why}.`);
  });
  return entries as Script;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Error(`The script is not JSON: ${why}`, { cause: fault });
  }
}

const COUNT = { type: 'integer', minimum: 1 };
const AT = { enum: ['request', 'upgrade'] };
const FRAME = { type: 'object' };
const CALL = only(
  { tool: TEXT, arguments: FRAME, expects_response: { type: ['boolean', 'null'] }, id: TEXT },
  ['tool'],
);

const checkStep = checkFor(
  only(
    {
      on: { enum: ['open', 'user_message', 'audio', 'result'] },
      match: TEXT,
      after_ms_of_audio: COUNT,
      times: COUNT,
      transcript: TEXT,
      send: { anyOf: [FRAME, { type: 'array', items: FRAME }] },
      call: { anyOf: [CALL, { type: 'array', items: CALL }] },
      say: TEXT,
      fault: { enum: ['end', 'close', 'drop', 'silence', 'garbage'] },
      code: COUNT,
      reason: TEXT,
    },
    ['on'],
  ),
);

const checkFault = checkFor({
  type: 'object',
  required: ['fault'],
  discriminator: { propertyName: 'fault' },
  oneOf: [
    only(
      {
        fault: { const: 'http' },
        status: { type: 'integer', minimum: 100, maximum: 599 },
        times: COUNT,
        at: AT,
        body: TEXT,
      },
      ['fault', 'status'],
    ),
    only({ fault: { const: 'slow-handshake' }, times: COUNT, at: AT, ms: COUNT }, ['fault']),
  ],
});
