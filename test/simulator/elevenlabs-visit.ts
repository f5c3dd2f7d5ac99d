// Owns the way of a bare client into a simulated ElevenLabs conversation, as far as a test wants to go.

import { atEnd } from '../support/teardown.js';
import { connect, type BareClient } from './bare-client.js';
import { startElevenLabs } from './elevenlabs.js';
import type { Conversation, ElevenLabsOptions, Simulator } from './simulator.js';

export const INIT = { type: 'conversation_initiation_client_data' };
export const INVALID = { code: 1008, reason: 'Invalid message received' };

/** The address of a service's agent, for a socket. */
export function addressOf({ origin, agentId }: Simulator): string {
  return `${origin.replace('http', 'ws')}/v1/convai/conversation?agent_id=${agentId}`;
}

/** A service that ends with the test. */
export async function started(options: ElevenLabsOptions = {}): Promise<{ service: Simulator; url: string }> {
  const service = await startElevenLabs(options);
  atEnd(() => service.close());
  return { service, url: addressOf(service) };
}

/** A client that is connected and has said nothing yet. */
export async function opened(
  options: ElevenLabsOptions = {},
): Promise<{ service: Simulator; client: BareClient }> {
  const { service, url } = await started(options);
  return { service, client: await connect(url) };
}

export interface Visit {
  service: Simulator;
  client: BareClient;
  conversation: Conversation;
}

/** A client in a conversation that has begun. */
export async function introduced(options: ElevenLabsOptions = {}): Promise<Visit> {
  const { service, client } = await opened(options);
  client.send(INIT);
  return { service, client, conversation: await service.conversation() };
}
