// Owns which messages and which token request a client may send to Vatel, and what is wrong with one.
// Shapes: the service's "Vatel AI REST API" 0.2.3.

import type { JsonObject } from '../../../nodes/lib/shared/json.js';
import { BASE64, checkFor, only, TEXT, type Check, type Flaw } from '../check.js';

const UUID_PATTERN = '^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$';
const UUID = { type: 'string', pattern: UUID_PATTERN };

export function isUuid(text: string): boolean {
  return new RegExp(UUID_PATTERN).test(text);
}

const CHECKS: ReadonlyMap<string, Check> = new Map([
  message('input_audio', { audio: BASE64 }),
  message('tool_call_output', { toolCallId: TEXT, output: TEXT }),
]);

/** The type of a message; the empty text where it has none that could be read. */
export function kindOf(frame: JsonObject): string {
  return typeof frame['type'] === 'string' ? frame['type'] : '';
}

/** What is wrong with the shape of a message. */
export function flawIn(frame: JsonObject): Flaw | undefined {
  const kind = kindOf(frame);
  const check = CHECKS.get(kind);
  if (check) return check(frame);
  return { path: '/type', why: kind ? `there is no message of type ${kind}` : 'the message has no type' };
}

/** What is wrong with the body of a request for a token. */
export const flawInTokenRequest = checkFor(
  only(
    {
      agent_id: UUID,
      version_id: UUID,
      chat_id: UUID,
      transport: { enum: ['websocket', 'webrtc'] },
      first_message: TEXT,
      prompt: TEXT,
      chat: { type: 'boolean' },
    },
    ['agent_id'],
  ),
);

/** Every property of `data` has to be there, and no other. */
function message(type: string, data: Record<string, JsonObject>): [string, Check] {
  return [
    type,
    checkFor(only({ type: { const: type }, data: only(data, Object.keys(data)) }, ['type', 'data'])),
  ];
}
