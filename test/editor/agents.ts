// Owns a flow with one agent of each kind that the forms make a difference for. Holds no test.

import { newFlow, type FlowBuilder } from '../support/flow.js';

/** Ids: `home` (Practice), `both` (ElevenLabs), `voice` (Vatel). */
export function agentsOfEachKind(): FlowBuilder {
  const flow = newFlow();
  flow.config('agent-config', 'home', { name: 'Practice', provider: 'practice' });
  flow.config('agent-config', 'both', { name: 'Both', provider: 'elevenlabs', agentId: '1' });
  flow.config(
    'agent-config',
    'voice',
    { name: 'Voice', provider: 'vatel', agentId: '1' },
    { apiKey: 'a-key' },
  );
  return flow;
}
