// Owns the tests of providers that have to be asked for the address of each connection.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { AgentError } from '../../../nodes/lib/errors.js';
import type { Question } from '../../../nodes/lib/providers/provider.js';
import { listen, openDoor } from './door.js';
import { echo, READY } from './echo.js';
import { life } from './life.js';

/** Asks at `url`; the body of the answer is the address. */
function question(url: string): Question {
  return {
    kind: 'question',
    request: { method: 'GET', url, headers: {} },
    read: ({ status, body }) =>
      status === 200 ? { kind: 'socket', url: body, headers: {} } : new AgentError('dial.server', { status }),
  };
}

describe('A provider that has to be asked for an address', () => {
  it('is asked anew for every connection: an address may be good for one use only', async () => {
    const door = await openDoor([READY]);
    const paths: string[] = [];
    const tickets = createServer((request, response) => {
      paths.push(request.url ?? '');
      response.end(`${door.url}/${paths.length}`);
    });
    const url = await listen(tickets, 'http');
    const { session, next } = life(echo(() => question(url)));
    session.start();
    await next('open');
    session.restart();
    await next('open');
    assert.deepEqual([paths.length, door.all, door.most], [2, 2, 1]);
  });

  it('that refuses is told and asked again where that may help', async () => {
    const url = await listen(
      createServer((_request, response) => response.writeHead(503).end()),
      'http',
    );
    const { session, phase } = life(echo(() => question(url)));
    session.start();
    await phase('waiting');
    assert.deepEqual(session.state.error?.params, { status: 503 });
  });

  it('whose answer cannot be read fails, and Node-RED goes on', async () => {
    const url = await listen(
      createServer((_request, response) => response.end('no')),
      'http',
    );
    const asked = { ...question(url), read: () => assert.fail('a fault') };
    const { session, phase } = life(echo(() => asked));
    session.start();
    await phase('failed');
    assert.equal(session.state.error?.code, 'internal.fault');
  });

  it('and does not answer is not waited for when the session is stopped', async () => {
    let gone: () => void = () => undefined;
    let asked: () => void = () => undefined;
    const [left, came] = [
      new Promise<void>((done) => (gone = done)),
      new Promise<void>((done) => (asked = done)),
    ];
    const url = await listen(
      createServer((request) => {
        request.on('close', () => gone());
        asked();
      }),
      'http',
    );
    const { session, told } = life(echo(() => question(url)));
    session.start();
    await came;
    await session.stop('asked');
    await left;
    assert.equal(session.state.phase, 'idle');
    assert(!told.some(({ type }) => type === 'error'));
  });
});
