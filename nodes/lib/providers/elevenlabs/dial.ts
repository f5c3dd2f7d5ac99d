// Owns the way to an ElevenLabs conversation: the plain address of a public agent, or a signed one that is asked for.
// Does not send anything. A signed address is good for one conversation, so each connection asks anew.

import { AgentError } from '../../errors.js';
import { origins } from '../base-url.js';
import { readFrame } from '../frame.js';
import type { Address, Dial, HttpAnswer, SocketAddress, Target } from '../provider.js';
import { turnedAway } from './faults.js';

export const ORIGIN = 'https://api.elevenlabs.io';

const CONVERSATION = '/v1/convai/conversation';
export const HEADER_VALUE = /^[\x21-\x7e]*$/;

/**
 * Without a key the address of a public agent; with one the question for a signed address. Errors:
 * `config.agent-id-missing`, `config.base-url`, `config.key-shape` and `config.origin` for what no header can carry; from
 * the answer `dial.*` and `provider.quota`.
 */
export function dial(target: Target): Dial {
  const agentId = target.agentId.trim();
  const apiKey = target.apiKey.trim();
  const origin = target.origin.trim();
  if (!agentId) return new AgentError('config.agent-id-missing');
  if (!HEADER_VALUE.test(apiKey)) return new AgentError('config.key-shape');
  if (!HEADER_VALUE.test(origin)) return new AgentError('config.origin');
  const base = origins(target.baseUrl, ORIGIN);
  if (base instanceof AgentError) return base;
  const query = new URLSearchParams({ agent_id: agentId }).toString();
  // Only agents with an allowlist look at it, but those turn away whoever does not send one.
  const headers: SocketAddress['headers'] = origin ? { Origin: origin } : {};
  if (!apiKey) return { kind: 'socket', url: `${base.socket}${CONVERSATION}?${query}`, headers };
  return {
    kind: 'question',
    request: {
      method: 'GET',
      url: `${base.http}${CONVERSATION}/get-signed-url?${query}`,
      headers: { 'xi-api-key': apiKey },
    },
    read: (answer) => readAnswer(answer, headers, apiKey),
  };
}

function readAnswer(
  answer: HttpAnswer,
  headers: SocketAddress['headers'],
  apiKey: string,
): Address | AgentError {
  const { status, body } = answer;
  // A service may quote the key that it refuses.
  if (status < 200 || status > 299) return turnedAway({ status, body: body.replaceAll(apiKey, '***') });
  const url = signedUrl(body);
  // Without the body: whatever it is, it was meant to hold a secret.
  return url ? { kind: 'socket', url, headers } : new AgentError('dial.answer', { status, detail: '' });
}

/** As it came: the name of its signature has changed before, so nothing here knows its parts. */
function signedUrl(body: string): string | undefined {
  const read = readFrame(body);
  const url = read instanceof AgentError ? undefined : read.object['signed_url'];
  return typeof url === 'string' && /^wss?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}
