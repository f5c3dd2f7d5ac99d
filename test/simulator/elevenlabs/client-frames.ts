// Owns which messages a client may send to ElevenLabs, and what is wrong with one. Shapes: the service's AsyncAPI 1.1.0
// and the later contract in @elevenlabs/types, put together. Strict: a key that neither knows is refused.
// Does not know what has happened before in the conversation.

import type { JsonObject } from '../../../nodes/lib/shared/json.js';
import type { JsonSchema } from '../../../nodes/lib/shared/parameters.js';
import { BASE64, checkFor, only, TEXT, type Check, type Flaw } from '../check.js';
import { INITIATION } from './initiation-frame.js';

export const INIT = 'conversation_initiation_client_data';
/** The one message without a type. */
export const AUDIO = 'user_audio_chunk';

const INTEGER: JsonSchema = { type: 'integer' };
const FLAG: JsonSchema = { type: 'boolean' };
const ERROR_TYPES = [
  'user_rejected',
  'external_server',
  'external_client',
  'customer_auth',
  'client_timeout',
  'unknown',
];

const USER_TEXT = { text: { type: ['string', 'null'] }, user_identifier: TEXT, rich_content_id: TEXT };
const FILE = only({ type: { const: 'file_input' }, file_id: TEXT }, ['type', 'file_id']);

const CHECKS: ReadonlyMap<string, Check> = new Map([
  [AUDIO, checkFor(only({ user_audio_chunk: BASE64 }, ['user_audio_chunk']))],
  typed(INIT, INITIATION),
  typed('user_message', USER_TEXT),
  typed('user_activity', {}),
  typed('contextual_update', { text: TEXT, context_id: TEXT }, ['text']),
  typed('pong', { event_id: INTEGER }, ['event_id']),
  typed('feedback', { event_id: INTEGER, score: { enum: ['like', 'dislike', null] } }, ['event_id', 'score']),
  typed('mcp_tool_approval_result', { tool_call_id: TEXT, is_approved: FLAG }, [
    'tool_call_id',
    'is_approved',
  ]),
  typed(
    'client_tool_result',
    { tool_call_id: TEXT, result: TEXT, is_error: FLAG, error_type: { enum: ERROR_TYPES } },
    ['tool_call_id', 'result', 'is_error'],
  ),
  typed('multimodal_message', {
    text: only({ type: { const: 'user_message' }, ...USER_TEXT }, ['type']),
    file: FILE,
    files: { type: 'array', items: FILE },
  }),
]);

/** The type of a message; the empty text where it has none that could be read. */
export function kindOf(frame: JsonObject): string {
  const type = frame['type'];
  if (type === undefined && AUDIO in frame) return AUDIO;
  return typeof type === 'string' ? type : '';
}

/** What is wrong with the shape of a message. */
export function flawIn(frame: JsonObject): Flaw | undefined {
  const kind = kindOf(frame);
  const check = CHECKS.get(kind);
  if (check) return check(frame);
  return { path: '/type', why: kind ? `there is no message of type ${kind}` : 'the message has no type' };
}

function typed(
  type: string,
  properties: Record<string, JsonSchema>,
  required: string[] = [],
): [string, Check] {
  return [type, checkFor(only({ type: { const: type }, ...properties }, ['type', ...required]))];
}
