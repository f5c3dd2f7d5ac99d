// Owns the tests of trying again: how long a session waits, what it takes along, when it gives up.

import assert from 'node:assert/strict';
import { AgentError, type ErrorCode } from '../../../nodes/lib/errors.js';
import type { Opening } from '../../../nodes/lib/providers/provider.js';
import { retryDelay } from '../../../nodes/lib/session/backoff.js';
import type { Session } from '../../../nodes/lib/session/session.js';
import { echo, partner, READY, TEXT_ONLY } from './echo.js';
import { life } from './life.js';

const TARGET = { agentId: '', apiKey: '', baseUrl: '', origin: '' };

/** A provider that cannot be reached for some tries. */
function failing(...codes: ErrorCode[]) {
  const dialed: Opening[] = [];
  const here = partner();
  const provider = echo((opening) => {
    const code = codes[dialed.length];
    dialed.push(opening);
    return code ? new AgentError(code) : here.provider.dial(TARGET, opening);
  });
  return { provider, dialed };
}

describe('The time before a retry', () => {
  it('doubles with each failure, up to a minute', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((tries) => retryDelay(tries, 1));
    assert.deepEqual(longest, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is left to chance by half, so that many flows do not come back in the same instant', () => {
    assert.equal(retryDelay(1, 0), 500);
    assert.equal(retryDelay(3, 0.5), 3000);
  });
});

describe('A session that cannot be reached', () => {
  it('waits longer each time, tells how long, and dials anew each time', async () => {
    const { provider, dialed } = failing('dial.server', 'dial.unreachable', 'dial.timeout');
    const { session, clock, phase, next, told } = life(provider);
    session.start();
    for (const ms of [1000, 2000, 4000]) {
      await phase('waiting');
      clock.advance(ms - 1);
      assert.equal(session.state.phase, 'waiting');
      clock.advance(1);
    }
    await next('open');
    assert.equal(dialed.length, 4);
    const waits = told.flatMap((event) =>
      event.type === 'phase' && event.state.phase === 'waiting' ? [event.retryInMs] : [],
    );
    assert.deepEqual(waits, [1000, 2000, 4000]);
  });

  it('gives up at once where trying again cannot help, and says why', async () => {
    const { provider, dialed } = failing('dial.unauthorized');
    const { session, clock, phase, next } = life(provider);
    session.start();
    await phase('failed');
    assert.equal((await next('error')).error.code, 'dial.unauthorized');
    clock.advance(600_000);
    assert.deepEqual([dialed.length, clock.armed], [1, 0]);
  });

  it('does not try again after it was stopped', async () => {
    const { provider, dialed } = failing('dial.server', 'dial.server');
    const { session, clock, phase } = life(provider);
    session.start();
    await phase('waiting');
    await session.stop('asked');
    clock.advance(600_000);
    assert.deepEqual([session.state.phase, dialed.length, clock.armed], ['idle', 1, 0]);
  });

  it('gives up a provider that never gets ready after 20 seconds, and tries again', async () => {
    const { provider, types } = partner({ ready: [{ type: 'notice', name: 'soon', details: {} }] });
    const { session, clock, phase, next } = life(provider);
    session.start();
    await next('provider');
    clock.advance(20_000);
    await phase('waiting');
    assert.equal(session.state.error?.code, 'line.timeout');
    clock.advance(1000);
    await phase('opening');
    assert.equal(types()[0], 'greeting');
  });
});

describe('A conversation that can be taken up again', () => {
  const resumable = [READY, { type: 'resumable', token: 'token' } as const];
  const lost = [{ type: 'error', code: 'provider.failed', final: true } as const];

  it('is asked for with its token after a loss, and with none that is used up', async () => {
    let greetings = 0;
    const { provider, heard } = partner({
      answer: ({ type }) => {
        if (type !== 'greeting') return undefined;
        greetings += 1;
        return greetings === 1 ? [...resumable, ...lost] : [READY, ...lost];
      },
    });
    const { session, clock, phase, next } = life(provider);
    session.start();
    for (const delay of [1000, 2000]) {
      await next('open');
      clock.advance(5000);
      await phase('waiting');
      clock.advance(delay);
    }
    await next('open');
    assert.deepEqual(
      heard.map(({ resume }) => resume),
      [undefined, 'token', undefined],
    );
  });

  const asked: [what: string, act: (session: Session) => unknown][] = [
    ['stopped and started', (session) => session.stop('asked').then(() => session.start())],
    ['started while it was being stopped', (session) => [session.stop('asked'), session.start()]],
    ['restarted', (session) => session.restart()],
  ];
  for (const [what, act] of asked) {
    it(`is begun anew after it was ${what}`, async () => {
      const { provider, heard } = partner({ ready: resumable });
      const { session, next } = life(provider);
      session.start();
      await next('open');
      await act(session);
      await next('open');
      const greeting = { type: 'greeting', ...TEXT_ONLY };
      assert.deepEqual(heard, [greeting, greeting]);
    });
  }
});
