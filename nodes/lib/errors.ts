// Owns every error this package can raise: its stable code and whether trying again can heal it.
// Does not own the words: `errors.<code>.cause` and `errors.<code>.next` stand in the agent-config catalog.

import { isObject } from './shared/json.js';

/**
 * The codes. `again` marks those that a new connection may heal by itself; all others wait for a person.
 * A code is public: it reaches Catch nodes as `msg.error.code`. Never rename one.
 */
const CODES = {
  // What a person set up
  'config.agent-missing': {},
  'config.agent-id-missing': {},
  'config.key-missing': {},
  'config.env-missing': {},
  'config.key-shape': {},
  'config.origin': {},
  'config.base-url': {},
  'config.provider-unknown': {},
  'config.tls-missing': {},
  'config.value': {},

  // Asking a provider for an address
  'dial.refused': {},
  'dial.unauthorized': {},
  'dial.forbidden': {},
  'dial.agent-unknown': {},
  'dial.rate-limited': { again: true },
  'dial.server': { again: true },
  'dial.answer': {},
  'dial.unreachable': { again: true },
  'dial.timeout': { again: true },
  'dial.tls': {},
  'dial.proxy': { again: true },

  // The open line
  'line.handshake': { again: true },
  'line.timeout': { again: true },
  'line.lost': { again: true },
  'line.silent': { again: true },
  'line.frame-too-large': {},

  // A frame that cannot be read
  'frame.not-json': {},
  'frame.not-object': {},
  'frame.too-deep': {},
  'frame.forbidden-key': {},
  'frame.shape': {},

  // What a provider says
  'provider.rejected': {},
  'provider.override-refused': {},
  'provider.variable-missing': {},
  'provider.no-input': {},
  'provider.quota': {},
  'provider.max-duration': {},
  'provider.safety': {},
  'provider.busy': { again: true },
  'provider.failed': { again: true },

  // What a provider cannot do
  'capability.text': {},
  'capability.context': {},
  'capability.audio': {},
  'capability.activity': {},
  'capability.setting': {},

  // Sessions
  'session.none': {},
  'session.unknown': {},
  'session.several': {},
  'session.address': {},
  'session.key-taken': {},
  'session.too-many': {},
  'session.node-full': {},
  'session.limit-value': {},
  'session.idle-value': {},
  'session.not-open': {},
  'session.queue-full': {},
  'session.action-unknown': {},

  // Sound that is sent
  'sound.format': {},
  'sound.file': {},
  'sound.wav': {},
  'sound.cut': {},
  'sound.torn': {},
  'sound.too-much': {},
  'sound.dropped': {},
  'sound.session': {},

  // Tools
  'tool.name-missing': {},
  'tool.name': {},
  'tool.name-taken': {},
  'tool.name-taken-everywhere': {},
  'tool.parameters': {},
  'tool.schema': {},
  'tool.timeout-value': {},
  'tool.answer-topic': {},
  'tool.unknown': {},
  'tool.arguments': {},
  'tool.timeout': {},
  'tool.failed': {},
  'tool.unwired': {},
  'tool.restarted': {},
  'tool.interrupted': {},
  'tool.busy': {},
  'tool.acknowledge-value': {},
  'tool.timeout-beyond': {},
  'tool.provider-rule': {},

  // Trying a tool out
  'trial.not-running': {},
  'trial.not-active': {},
  'trial.arguments': {},
  'trial.too-large': {},
  'trial.too-many': {},
  'trial.over': {},

  // Tools at a provider
  'tools.not-deployed': {},
  'tools.no-directory': {},
  'tools.not-wired': {},
  'tools.redeployed': {},
  'tools.changed': {},
  'tools.gone': {},
  'tools.beyond': {},
  'tools.read-only': {},
  'tools.refused': {},
  'tools.not-kept': {},
  'tools.not-attached': {},
  'tools.request': {},

  // Replies
  'reply.no-call': {},
  'reply.unknown': {},
  'reply.ambiguous': {},
  'reply.late': {},
  'reply.duplicate': {},
  'reply.unserialisable': {},
  'reply.binary': {},
  'reply.too-long': {},
  'reply.not-sent': {},
  'reply.untold': {},

  // Talk pages
  'talk.path': {},
  'talk.path-taken': {},
  'talk.no-http': {},
  'talk.flood': {},
  'talk.full': {},
  'talk.origin': {},

  // Messages
  'message.empty': {},
  'message.not-text': {},
  'message.not-audio': {},
  'message.variable': {},
  'message.setting': {},

  'internal.fault': {},
} as const satisfies Record<string, { again?: true }>;

export type ErrorCode = keyof typeof CODES;

// They are the keys of CODES, which Object.keys does not say.
// oxlint-disable-next-line no-unsafe-type-assertion
export const ERROR_CODES = Object.keys(CODES) as readonly ErrorCode[];

/** Values that the words of an error may name. Never a secret. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An error with a stable code. Its `message` is the code until lib/nodered gives it words. */
export class AgentError extends Error {
  override readonly name = 'AgentError';

  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    options?: { cause?: unknown },
  ) {
    super(code, options);
  }

  /** True when a new connection may heal it without a person. */
  get again(): boolean {
    return 'again' in CODES[this.code];
  }
}

/** Whatever was thrown, as one of our errors; what is not ours is a fault of our own. */
export function asAgentError(thrown: unknown): AgentError {
  if (thrown instanceof AgentError) return thrown;
  return new AgentError('internal.fault', { message: messageOf(thrown) }, { cause: thrown });
}

/** What anything thrown says of itself; anything at all can be thrown. */
export function messageOf(thrown: unknown): string {
  try {
    // JSONata throws plain objects.
    const message = isObject(thrown) ? thrown['message'] : undefined;
    return typeof message === 'string' ? message : String(thrown);
  } catch {
    return typeof thrown;
  }
}
