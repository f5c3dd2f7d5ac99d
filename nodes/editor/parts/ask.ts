// Owns asking the running Node-RED, by the addresses of lib/nodered/live-admin. Never rejects: whatever goes wrong comes
// back as an error in words.

import type { Reply } from '../../lib/shared/trial.js';
import { wordsOf } from './words.js';

const words = wordsOf('agent-tool');

/** As long as a page waits for an answer that takes no time. */
const PATIENCE_MS = 20_000;

export function ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Reply<T>> {
  return new Promise((resolve) => {
    const data = body ? { data: JSON.stringify(body), contentType: 'application/json' } : {};
    $.ajax({ method, url: `agent-tools/live/${path}`, dataType: 'json', timeout: PATIENCE_MS, ...data })
      .done((reply: Reply<T>) => resolve(reply))
      .fail(({ status }) => resolve({ error: failure(status) }));
  });
}

function failure(status: number): { code: string; cause: string; next: string } {
  const what = status === 401 || status === 403 ? 'forbidden' : status === 413 ? 'large' : 'away';
  return { code: `http.${status}`, cause: words(`ask.${what}.cause`), next: words(`ask.${what}.next`) };
}
