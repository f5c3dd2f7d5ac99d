// Owns the REST side of the simulated Vatel: who gets a session token, and what one is good for.

import { randomBytes } from 'node:crypto';
import { isObject, type JsonObject } from '../../../nodes/lib/shared/json.js';
import type { Answer } from '../service.js';
import type { RecordedRequest, VatelOptions } from '../simulator.js';
import { tickets, type Tickets } from '../tickets.js';
import { flawInTokenRequest } from './client-frames.js';

/** What the token lets its holder do. */
export interface Grant {
  firstMessage: string;
}

export interface SessionTokens {
  answer: (request: RecordedRequest) => Answer;
  redeem: Tickets<Grant>['redeem'];
}

export function sessionTokens(agentId: string, apiKey: string, options: VatelOptions): SessionTokens {
  const issued = tickets<Grant>(options.tickets ?? 'once');

  const grant = (body: JsonObject): Answer => {
    if (body['agent_id'] === options.foreignAgentId)
      return refusal(403, 'The agent belongs to another organization');
    if (body['agent_id'] !== agentId) return refusal(404, 'Agent not found');
    if (body['transport'] === 'webrtc') return refusal(503, 'WebRTC is not configured');
    const firstMessage = body['first_message'] ?? options.firstMessage;
    const token = jwt({ agent_id: agentId, scopes: body['chat'] === true ? ['voice', 'chat'] : ['voice'] });
    issued.issue(token, { firstMessage: typeof firstMessage === 'string' ? firstMessage : '' });
    return { status: 200, body: { token } };
  };

  return {
    redeem: issued.redeem,
    answer: ({ method, url, headers, body }) => {
      if (method !== 'POST' || url.pathname !== '/v1/session-token') return refusal(404, 'Not found');
      if (headers.authorization !== `Bearer ${apiKey}`) return refusal(401, 'Unauthorized');
      const parsed = parse(body);
      if (!parsed) return refusal(400, 'The body is not a JSON object');
      const asked = options.lenient ? lenient(parsed) : parsed;
      const flaw = flawInTokenRequest(asked);
      return flaw ? refusal(400, flaw.why) : grant(asked);
    },
  };
}

export function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}

const KNOWN = ['agent_id', 'version_id', 'chat_id', 'transport', 'first_message', 'prompt', 'chat'];

function lenient(body: JsonObject): JsonObject {
  return Object.fromEntries(
    KNOWN.map((key) => [key, body[key]] as const).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  );
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Looks like a token and is signed by nobody. */
function jwt(claims: JsonObject): string {
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)));
  return [...parts, randomBytes(24)].map((part) => part.toString('base64url')).join('.');
}
