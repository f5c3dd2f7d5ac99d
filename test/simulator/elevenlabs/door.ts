// Owns who may connect to the simulated ElevenLabs: signed URLs, private agents, allowed origins.

import { randomBytes } from 'node:crypto';
import type { Answer } from '../service.js';
import type { ElevenLabsOptions, RecordedRequest } from '../simulator.js';
import { tickets } from '../tickets.js';

const SIGNED_URL = /^\/v1\/convai\/conversation\/get[-_]signed[-_]url$/;
export const CONVERSATION = '/v1/convai/conversation';

export interface Door {
  answer: (request: RecordedRequest) => Answer;
  /** Why a client may not even begin. */
  barred: (request: RecordedRequest) => string | undefined;
}

export function doorOf(agentId: string, apiKey: string, options: ElevenLabsOptions): Door {
  const signatures = tickets<string>(options.tickets ?? 'once');

  const signedUrl = (host: string): Answer => {
    const signature = randomBytes(24).toString('base64url');
    signatures.issue(signature, agentId);
    const query = `agent_id=${encodeURIComponent(agentId)}&conversation_signature=${signature}`;
    return { status: 200, body: { signed_url: `ws://${host}${CONVERSATION}?${query}` } };
  };

  return {
    answer: ({ method, url, headers }) => {
      if (method !== 'GET' || !SIGNED_URL.test(url.pathname)) return refusal(404, 'Not found');
      if (headers['xi-api-key'] === undefined) return refusal(401, 'The header xi-api-key is missing');
      if (headers['xi-api-key'] !== apiKey) return refusal(401, 'The API key is not valid');
      const asked = url.searchParams.get('agent_id');
      if (asked === null) return { status: 422, body: AGENT_ID_MISSING };
      return asked === agentId ? signedUrl(url.host) : refusal(404, 'The agent does not exist');
    },
    barred: ({ url, headers: { origin } }) => {
      if (options.origins && !(origin && options.origins.includes(origin)))
        return 'The origin is not allowed';
      const signature = url.searchParams.get('conversation_signature');
      if (signature !== null) {
        const redeemed = signatures.redeem(signature);
        return 'why' in redeemed ? `The signed URL is ${redeemed.why}` : undefined;
      }
      if (url.searchParams.get('agent_id') !== agentId) return 'The agent does not exist';
      return options.private ? 'The agent needs a signed URL' : undefined;
    },
  };
}

export function errorBody(status: number, message: string) {
  return { detail: { status: `http_${status}`, message } };
}

export function refusal(status: number, message: string): Answer {
  return { status, body: errorBody(status, message) };
}

/** The shape in which the service reports what is wrong with a query. */
const AGENT_ID_MISSING = { detail: [{ type: 'missing', loc: ['query', 'agent_id'], msg: 'Field required' }] };
