// Owns what ElevenLabs asks of a client tool: what its service refuses, and the names that it uses itself.
// Source: its OpenAPI and the types of @elevenlabs/elevenlabs-js.

import type { ToolRules } from '../../shared/tool-rules.js';

export const toolRules: ToolRules = {
  ownTools: [
    'end_call',
    'language_detection',
    'play_keypad_touch_tone',
    'skip_turn',
    'transfer_to_agent',
    'transfer_to_number',
    'voicemail_detection',
  ],
  // Its browser client hands it to a tool among the parameters.
  ownParameters: ['tool_call_id'],
  described: true,
  textChoices: true,
};
