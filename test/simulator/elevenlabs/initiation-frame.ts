// Owns the shape of what a client may say about itself and the agent in its first message to ElevenLabs.
// Does not own whether an agent allows it: opening.ts asks that.

import type { JsonSchema } from '../../../nodes/lib/shared/parameters.js';
import { only, TEXT } from '../check.js';

const TEXTS: JsonSchema = { type: 'array', items: TEXT };
const ANYTHING: JsonSchema = { type: 'object' };

/** Where a conversation may come from. Source: ConversationInitiationSource of the service's own REST client. */
const SOURCES = (
  'unknown android_sdk node_js_sdk react_native_sdk react_sdk js_sdk python_sdk swift_sdk flutter_sdk widget ' +
  'sip_trunk twilio twilio_sms exotel genesys genesys_bot_connector avaya audiocodes whatsapp zendesk_integration ' +
  'slack_integration telegram_integration intercom_integration freshdesk_integration salesforce_integration ' +
  'template_preview subagent_tool'
).split(' ');

const BETWEEN_0_AND_1: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };

const AGENT = only({
  prompt: only({
    prompt: TEXT,
    llm: TEXT,
    tool_ids: TEXTS,
    native_mcp_server_ids: TEXTS,
    knowledge_base: { type: 'array', items: ANYTHING },
  }),
  first_message: TEXT,
  language: TEXT,
  max_conversation_duration_message: TEXT,
  native_mcp_server_ids: TEXTS,
});

const VOICE = only({
  voice_id: TEXT,
  stability: BETWEEN_0_AND_1,
  speed: { type: 'number', minimum: 0.7, maximum: 5 },
  similarity_boost: BETWEEN_0_AND_1,
});

/** A value of a dynamic variable: no objects, however deep. */
const PLAIN: JsonSchema = {
  $id: 'dynamic-variable',
  type: ['string', 'number', 'boolean', 'null', 'array'],
  items: { $ref: '#' },
};

export const INITIATION: Record<string, JsonSchema> = {
  conversation_config_override: only({
    agent: AGENT,
    tts: VOICE,
    asr: only({ keywords: TEXTS }),
    turn: only({ soft_timeout_config: only({ message: TEXT }) }),
    conversation: only({ text_only: { type: 'boolean' }, client_events: { ...TEXTS, minItems: 1 } }),
  }),
  custom_llm_extra_body: ANYTHING,
  // The prefix is kept for the service's own variables.
  dynamic_variables: {
    type: 'object',
    propertyNames: { pattern: '^(?!system__)' },
    additionalProperties: PLAIN,
  },
  user_id: TEXT,
  branch_id: TEXT,
  environment: TEXT,
  starting_workflow_node_id: TEXT,
  source_info: only({ source: { enum: SOURCES }, version: { type: 'string', maxLength: 50 } }),
  tool_mock_config: only({
    mocking_strategy: { enum: ['none', 'all', 'selected'] },
    mocked_tool_names: TEXTS,
    fallback_strategy: { enum: ['raise_error', 'call_real_tool'] },
  }),
};
