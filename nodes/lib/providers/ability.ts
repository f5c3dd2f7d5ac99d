// Owns telling, from capabilities alone, that a provider cannot carry out a command. Every provider, one table.

import { AgentError, type ErrorCode } from '../errors.js';
import type { Capabilities, Command, Provider } from './provider.js';

const NEEDS: Partial<Record<Command['type'], { flag: keyof Capabilities; code: ErrorCode }>> = {
  'user.text': { flag: 'textIn', code: 'capability.text' },
  context: { flag: 'contextIn', code: 'capability.context' },
  audio: { flag: 'audioIn', code: 'capability.audio' },
  activity: { flag: 'activityIn', code: 'capability.activity' },
};

/** `undefined` when the provider can. */
export function incapable({ id, capabilities }: Provider, command: Command['type']): AgentError | undefined {
  const need = NEEDS[command];
  return need && !capabilities[need.flag] ? new AgentError(need.code, { provider: id }) : undefined;
}
