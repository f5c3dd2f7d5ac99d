// Owns telling, from capabilities alone, what a provider cannot or does not do about a command. One table for all.

import { AgentError, type ErrorCode } from '../errors.js';
import type { Capabilities, Command, Provider, Transcript } from './provider.js';

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

/** What the user wrote, as a transcript, where the provider does not send it back: both sides of a conversation are told. */
export function unechoed({ capabilities }: Provider, command: Command): Transcript | undefined {
  if (command.type !== 'user.text' || capabilities.echoesText) return undefined;
  return { type: 'transcript', role: 'user', text: command.text, final: true };
}
