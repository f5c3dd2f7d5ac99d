// Owns a made-up provider whose frames are the events and commands themselves, written as JSON. Holds no test.

import { AgentError, ERROR_CODES, type ErrorCode } from '../../../nodes/lib/errors.js';
import type {
  Capabilities,
  Codec,
  Dial,
  Opening,
  Peer,
  Provider,
  ProviderEvent,
} from '../../../nodes/lib/providers/provider.js';

/** An event as it stands in a frame: an error by its code alone. */
export type Said =
  Exclude<ProviderEvent, { type: 'error' }> | { type: 'error'; code: ErrorCode; final: boolean };

export const READY: Said = { type: 'ready', conversationId: 'conversation' };
export const TEXT_ONLY: Opening = { textOnly: true, variables: {} };

const CAPABILITIES: Capabilities = {
  account: { key: 'none', agentId: false },
  origin: '',
  textIn: true,
  echoesText: true,
  contextIn: true,
  activityIn: true,
  audioIn: true,
  audioFrame: { ms: 20 },
  textOnly: true,
  opening: { variables: true, firstMessage: true, prompt: true, language: true, voice: true, userId: true },
  errorFlag: true,
  errorsHidden: false,
  laterResults: true,
  toolRules: { ownTools: [], ownParameters: [], described: false, textChoices: false },
  toolSource: 'provider',
  continuation: 'auto',
  toolTimeout: undefined,
  keepAlive: undefined,
};

/** A provider that is reached by `dial`. It greets with its opening. */
export function echo(dial: (opening: Opening) => Dial, capabilities: Partial<Capabilities> = {}): Provider {
  return {
    id: 'echo',
    capabilities: { ...CAPABILITIES, ...capabilities },
    dial: (_target, opening) => dial(opening),
    codec,
  };
}

/** What the other end heard, one entry a frame. */
export interface Heard {
  type: string;
  [key: string]: unknown;
}

export interface Partner {
  provider: Provider;
  heard: Heard[];
  types: () => string[];
}

/**
 * The same provider without a network. It greets back with `ready`, and says every text again; `answer` comes first.
 */
export function partner({
  ready = [READY],
  answer = () => undefined,
  capabilities = {},
}: {
  ready?: Said[];
  answer?: (frame: Heard) => Said[] | undefined;
  capabilities?: Partial<Capabilities>;
} = {}): Partner {
  const heard: Heard[] = [];
  const hear = (frame: Heard): Said[] => {
    heard.push(frame);
    if (frame.type === 'greeting') return answer(frame) ?? ready;
    return answer(frame) ?? (frame.type === 'user.text' ? [notice(String(frame['text']))] : []);
  };
  const peer: Peer = {
    hear: (frame) => {
      const said = hear(JSON.parse(frame));
      return said.length === 0 ? [] : [JSON.stringify(said)];
    },
  };
  return {
    provider: echo(() => ({ kind: 'local', peer: () => peer }), capabilities),
    heard,
    types: () => heard.map(({ type }) => type),
  };
}

export function notice(name: string): Said {
  return { type: 'notice', name, details: {} };
}

/** A call of a tool, as the provider makes it. */
export function call(id: string, name: string, more: { batch?: string } = {}): Said {
  return {
    type: 'tool.call',
    id,
    name,
    raw: {},
    arguments: {},
    expectsResponse: true,
    speculative: false,
    ...more,
  };
}

function codec(opening: Opening): Codec {
  return {
    greet: () => [JSON.stringify({ type: 'greeting', ...opening })],
    decode,
    encode: (command) => [JSON.stringify(command)],
    closed: (code, reason) => {
      if (code === 1000) return undefined;
      return new AgentError(isCode(reason) ? reason : 'line.lost');
    },
    refused: ({ status, body }) => new AgentError('dial.refused', { status, detail: body }),
  };
}

function decode(frame: string): ProviderEvent[] {
  const said: Said[] = JSON.parse(frame);
  return said.map((event) =>
    event.type === 'error' ? { type: 'error', error: new AgentError(event.code), final: event.final } : event,
  );
}

function isCode(text: string): text is ErrorCode {
  return ERROR_CODES.some((code) => code === text);
}
