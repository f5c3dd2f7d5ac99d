// Owns the tests of how many conversations a node may have, and how long one may be silent.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { readBounds } from '../../../nodes/lib/nodered/bounds.js';
import { MAX_SESSIONS } from '../../../nodes/lib/shared/limits.js';

describe('The bounds of a session node', () => {
  it('are wide where nothing is set', () => {
    assert.deepEqual(readBounds({}), { sessions: MAX_SESSIONS, idleMs: undefined });
    assert.deepEqual(readBounds({ maxSessions: ' ', idleMinutes: '' }), readBounds({}));
  });

  it('are what is set', () => {
    assert.deepEqual(readBounds({ maxSessions: '3', idleMinutes: '1.5' }), { sessions: 3, idleMs: 90_000 });
  });

  for (const [stored, code] of [
    [{ maxSessions: '0' }, 'session.limit-value'],
    [{ maxSessions: '1.5' }, 'session.limit-value'],
    [{ maxSessions: '101' }, 'session.limit-value'],
    [{ maxSessions: 'many' }, 'session.limit-value'],
    [{ idleMinutes: '0' }, 'session.idle-value'],
    [{ idleMinutes: 'soon' }, 'session.idle-value'],
    [{ idleMinutes: '1e9' }, 'session.idle-value'],
    [{ idleMinutes: '${IDLE}' }, 'config.env-missing'],
  ] as const) {
    it(`are refused where they are none: ${JSON.stringify(stored)}`, () => {
      const found = readBounds(stored);
      assert(found instanceof AgentError);
      assert.equal(found.code, code);
    });
  }
});
