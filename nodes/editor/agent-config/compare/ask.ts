// Owns asking the running Node-RED about an agent's tools. The key stays there; the editor's own login goes along.

import type {
  Change,
  Changed,
  Comparison,
  KnownTool,
  Plan,
  Reply,
  ToldError,
  WiredTool,
} from '../../../lib/shared/sync.js';
import { wordsOf } from '../../parts/words.js';

export type Failure = Pick<ToldError, 'cause' | 'next'>;
export type Result<T> = { value: T } | { failure: Failure };

const words = wordsOf('agent-config');

/** Longer than the runtime itself waits for a provider. */
const LIMIT_MS = 45_000;

export function askWired(agent: string): Promise<Result<WiredTool[]>> {
  return send(agent, 'wired', { method: 'GET' });
}

export function askKnown(agent: string): Promise<Result<KnownTool[]>> {
  return send(agent, 'known', { method: 'GET' });
}

export function askComparison(agent: string): Promise<Result<Comparison>> {
  return send(agent, 'tools', { method: 'GET' });
}

export function askPlan(agent: string, name: string, id: string): Promise<Result<Plan>> {
  return send(agent, 'plan', { method: 'GET', data: { name, id } });
}

export function askChange(agent: string, change: Change): Promise<Result<Changed>> {
  const data = JSON.stringify(change);
  return send(agent, 'tools', { method: 'POST', contentType: 'application/json', data });
}

/** Never rejects: whatever goes wrong has a sentence. */
function send<T>(agent: string, what: string, settings: JQuery.AjaxSettings): Promise<Result<T>> {
  return new Promise((resolve) => {
    const url = `agent-tools/${encodeURIComponent(agent)}/${what}`;
    const fail = (key: string) =>
      resolve({
        failure: { cause: words(`compare.failed.${key}.cause`), next: words(`compare.failed.${key}.next`) },
      });
    $.ajax({ url, dataType: 'json', cache: false, timeout: LIMIT_MS, ...settings })
      .done((reply: Reply<T>) => resolve('error' in reply ? { failure: told(reply.error) } : reply))
      .fail((request: JQuery.jqXHR) => {
        if (request.status === 401 || request.status === 403) fail('permission');
        else fail(request.status === 404 ? 'restart' : 'silent');
      });
  });
}

/** The runtime tries again by itself what a session needs, but not what a person has asked for. */
function told({ cause, next, again }: ToldError): Failure {
  return { cause, next: again ? words('compare.again') : next };
}
