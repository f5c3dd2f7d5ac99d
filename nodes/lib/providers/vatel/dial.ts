// Owns the way to a Vatel session: one request for a token, which then stands in the address of the socket.
// Does not send anything. A token is good for one connection, so each connection asks anew.

import { AgentError } from '../../errors.js';
import { origins } from '../base-url.js';
import { isObject } from '../frame.js';
import { httpDetail, statusError } from '../http-answer.js';
import type { Address, Dial, HttpAnswer, Opening, Target } from '../provider.js';
import type { SessionTokenRequest } from './wire.js';

export const ORIGIN = 'https://api.vatel.ai';

/**
 * The question for a session token. Errors: `config.agent-id-missing`, `config.key-missing`, `config.base-url`,
 * `config.key-shape` for a key that no header can carry; from the answer `dial.*`.
 */
export function dial(target: Target, opening: Opening): Dial {
  const agentId = target.agentId.trim();
  const apiKey = target.apiKey.trim();
  if (!agentId) return new AgentError('config.agent-id-missing');
  if (!apiKey) return new AgentError('config.key-missing');
  // A key copied from a masked display holds dots or an ellipsis that no request could be made with.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) return new AgentError('config.key-shape');
  const base = origins(target.baseUrl, ORIGIN);
  if (base instanceof AgentError) return base;
  const root = { http: withoutVersion(base.http), socket: withoutVersion(base.socket) };
  return {
    kind: 'question',
    request: {
      method: 'POST',
      url: `${root.http}/v1/session-token`,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(tokenRequest(agentId, opening)),
    },
    read: (answer) => readAnswer(answer, root.socket, target.origin.trim(), apiKey),
  };
}

/** The documented base ends in `/v1`; pasted like that it means the same. */
function withoutVersion(origin: string): string {
  return origin.replace(/\/v1$/, '');
}

function tokenRequest(agentId: string, opening: Opening): SessionTokenRequest {
  const variables = Object.entries(opening.variables).map(([key, value]) => ({ key, value: String(value) }));
  return {
    agent_id: agentId,
    ...(opening.firstMessage === undefined ? {} : { first_message: opening.firstMessage }),
    ...(opening.prompt === undefined ? {} : { prompt: opening.prompt }),
    ...(variables.length === 0 ? {} : { variables }),
  };
}

function readAnswer(
  answer: HttpAnswer,
  socket: string,
  origin: string,
  apiKey: string,
): Address | AgentError {
  if (answer.status < 200 || answer.status > 299) {
    // A service may quote the key that it refuses.
    return statusError(answer.status, httpDetail(answer.body.replaceAll(apiKey, '***')));
  }
  const token = tokenIn(answer.body);
  // Without the body: whatever it is, it was meant to hold a secret.
  if (!token) return statusError(answer.status, '');
  return {
    kind: 'socket',
    url: `${socket}/v1/connection?token=${encodeURIComponent(token)}`,
    headers: origin ? { Origin: origin } : {},
  };
}

function tokenIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) && typeof value['token'] === 'string' ? value['token'].trim() : undefined;
  } catch {
    return undefined;
  }
}
