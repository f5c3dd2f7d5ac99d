// Owns how the base URL of an agent is read: one field gives the origin of the HTTP requests and of the socket.
// Does not own the paths behind it: each provider's dial adds its own.

import { AgentError } from '../errors.js';

/** Both without a slash at the end, such as `https://host:8443/prefix` and `wss://host:8443/prefix`. */
export interface Origins {
  http: string;
  socket: string;
}

const SECURE: Readonly<Record<string, boolean>> = {
  'http:': false,
  'ws:': false,
  'https:': true,
  'wss:': true,
};

/**
 * The origins of a service. `fallback` stands in for an empty field. A path in front of the service's own is kept.
 * Errors: `config.base-url` with `reason` "not-url", "scheme", "credentials" or "query". The text itself is not in the
 * error: a key may have been pasted into the wrong field.
 */
export function origins(baseUrl: string, fallback: string): Origins | AgentError {
  let url: URL;
  try {
    url = new URL(baseUrl.trim() || fallback);
  } catch {
    return bad('not-url');
  }
  const secure = SECURE[url.protocol];
  if (secure === undefined) return bad('scheme');
  if (url.username || url.password) return bad('credentials');
  if (url.search || url.hash) return bad('query');
  const rest = url.host + url.pathname.replace(/\/+$/, '');
  return { http: `${secure ? 'https' : 'http'}://${rest}`, socket: `${secure ? 'wss' : 'ws'}://${rest}` };
}

function bad(reason: 'not-url' | 'scheme' | 'credentials' | 'query'): AgentError {
  return new AgentError('config.base-url', { reason });
}
