// Owns the one question that a form cannot answer by itself: whether an environment variable is set where Node-RED runs.
// Takes names and answers yes or no; a value never leaves by it.

import type { NodeAPI } from 'node-red';

const LONGEST_NAME = 200;

/** One runtime, one address: each node file may be loaded more than once. */
const opened = new WeakSet<object>();

export function openEnvironment({ httpAdmin, auth }: NodeAPI): void {
  if (opened.has(httpAdmin)) return;
  opened.add(httpAdmin);
  httpAdmin.get(
    '/agent-tools/environment/:name',
    auth.needsPermission('agent-config.read'),
    (request, response) => {
      const { name } = request.params;
      const set = typeof name === 'string' && name.length <= LONGEST_NAME && process.env[name] !== undefined;
      response.set('cache-control', 'no-store').json({ set });
    },
  );
}
