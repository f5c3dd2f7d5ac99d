// Owns what a talk page and Node-RED say to each other over their socket, and how the address of a page is made.
// The page, the form and the runtime ask the same file. Sound goes beside it, as binary frames of 16-bit PCM.

/** What the page offers. */
export interface TalkAbilities {
  /** The agent takes text. */
  readonly text: boolean;
  /** The agent hears and speaks. */
  readonly audio: boolean;
  /** A visitor may end the conversation. */
  readonly end: boolean;
  /** The one language that the agent understands and speaks, such as `en-US`; missing where that is not known. */
  readonly language?: string;
}

/** A conversation as its visitors see it; the phases of the session, and `idle` where there is none. */
export type TalkPhase = 'idle' | 'dialing' | 'opening' | 'ready' | 'waiting' | 'closing' | 'failed';

export interface Said {
  readonly type: 'said';
  readonly role: 'user' | 'agent';
  readonly text: string;
  readonly final: boolean;
  readonly turn?: string;
  readonly interrupted?: true;
}

/** One argument of a call, as far as it is shown: a text, a number, or the name of a switch and how it stands. */
export type Detail = string | number | { readonly name: string; readonly on: boolean };

export interface CallLine {
  readonly type: 'call';
  readonly ref: string;
  readonly tool: string;
  readonly details: readonly Detail[];
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** How long it took, once it is over. */
  readonly seconds?: number;
}

/** Two lines about the same: a call, or one side of a turn. What has no turn grows until it is final. */
export function isSameLine(one: Said | CallLine, other: Said | CallLine): boolean {
  if (one.type === 'call' || other.type === 'call')
    return one.type === 'call' && other.type === 'call' && one.ref === other.ref;
  return one.role === other.role && one.turn === other.turn && (one.turn !== undefined || !one.final);
}

export type ToPage =
  /** First of all. `visit` brings a visitor back to the same conversation; `past` is what was said in it so far. */
  | { type: 'welcome'; visit: string; can: TalkAbilities; past: readonly (Said | CallLine)[] }
  | { type: 'phase'; phase: TalkPhase; seconds?: number; problem?: string }
  /** Samples a second that the page is to send and will get. Missing where there is no sound. */
  | { type: 'format'; input?: number; output?: number }
  | Said
  | CallLine
  /** The speaker falls silent at once. */
  | { type: 'silence' }
  /** Somebody else is speaking in the shared conversation: this visitor is not heard. */
  | { type: 'unheard' }
  /** It is heard again. */
  | { type: 'heard' }
  | { type: 'problem'; text: string }
  /** Nothing; shows that the line is alive. */
  | { type: 'beat' };

export type FromPage =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'text'; text: string }
  /** Samples a second that the page really sends: not every browser can bring a microphone to the rate asked for. */
  | { type: 'rate'; rate: number };

/** Why a page is not let in. */
export type TalkRefusal = 'pin' | 'tries' | 'full' | 'origin';

/** Codes with which Node-RED closes the socket of a page. */
export const CLOSED = { restart: 1012, flood: 1008, elsewhere: 4001, slow: 4002 } as const;

/** Milliseconds between two signs of life. */
export const BEAT_MS = 20_000;

/** Everything of ours stands below this, and below `httpNodeRoot`. */
export const TALK_ROOT = 'talk';

const PATH = /^[a-zA-Z0-9_-]{1,64}$/;

export function isTalkPath(path: string): boolean {
  return PATH.test(path);
}

/** The path of a page that was given none, from the name of its node; empty where nothing of the name can stand there. */
export function talkPathOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
}
