// Owns the first frame of a conversation: what it is to be like. Does not check whether the agent allows it.

import type { Opening } from '../provider.js';
import type { AgentOverride, ConfigOverride, ConversationInitiation } from './wire.js';

/** Holds only what is set: an override that the agent does not allow ends the call, even an empty one. */
export function initiation(opening: Opening): ConversationInitiation {
  const message: ConversationInitiation = { type: 'conversation_initiation_client_data' };
  const override = overrides(opening);
  if (hasAny(override)) message.conversation_config_override = override;
  if (hasAny(opening.variables)) message.dynamic_variables = opening.variables;
  if (opening.userId) message.user_id = opening.userId;
  return message;
}

function overrides(opening: Opening): ConfigOverride {
  const agent: AgentOverride = {};
  if (opening.prompt) agent.prompt = { prompt: opening.prompt };
  if (opening.firstMessage) agent.first_message = opening.firstMessage;
  if (opening.language) agent.language = opening.language;
  const override: ConfigOverride = {};
  if (hasAny(agent)) override.agent = agent;
  if (opening.voice) override.tts = { voice_id: opening.voice };
  if (opening.textOnly) override.conversation = { text_only: true };
  return override;
}

function hasAny(object: object): boolean {
  return Object.keys(object).length > 0;
}
