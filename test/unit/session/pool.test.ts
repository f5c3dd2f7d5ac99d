// Owns the tests of which sessions an agent may have, and which one a message means.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { findSession, keyOrId, Pool } from '../../../nodes/lib/session/pool.js';
import type { Session } from '../../../nodes/lib/session/session.js';
import { MAX_SESSIONS } from '../../../nodes/lib/shared/limits.js';
import { partner } from './echo.js';
import { life } from './life.js';

/** A session that dials and therefore is open. */
function started(): Session {
  const { session } = life(partner().provider);
  session.start();
  return session;
}

function code(found: Session | AgentError): string {
  return found instanceof AgentError ? found.code : 'found';
}

describe('The sessions of an agent', () => {
  it('have a key each, which is free again when its session is over', async () => {
    const pool = new Pool();
    const first = pool.add('one', started);
    assert.equal(code(pool.add('one', started)), 'session.key-taken');
    assert(!(first instanceof AgentError));
    await first.stop('done');
    assert.equal(code(pool.add('one', started)), 'found');
  });

  it(`are ${MAX_SESSIONS} at most`, () => {
    const pool = new Pool();
    const session = started();
    for (let at = 0; at < MAX_SESSIONS; at += 1) pool.add(String(at), () => session);
    assert.equal(code(pool.add('more', started)), 'session.too-many');
  });

  it('that are over are not counted as open', async () => {
    const pool = new Pool();
    const session = started();
    pool.add('key', () => session);
    assert.deepEqual(pool.open(), [session]);
    await session.stop('done');
    assert.deepEqual(pool.open(), []);
  });

  it('are taken out by themselves, not by the key of another', () => {
    const pool = new Pool();
    const [mine, other] = [started(), started()];
    pool.add('key', () => mine);
    pool.remove(other);
    assert.deepEqual(pool.open(), [mine]);
    pool.remove(mine);
    assert.deepEqual(pool.open(), []);
  });
});

describe('The session that a message means', () => {
  it('is the only one when it names none', () => {
    const session = started();
    for (const address of [undefined, null, '']) assert.equal(findSession([session], address), session);
  });

  it('is not the only one when it names something that is no key', () => {
    const session = started();
    for (const address of [{}, { key: '' }, { key: {} }, { id: '' }, [], ['key'], true, NaN, () => 'key'])
      assert.equal(code(findSession([session], address)), 'session.address');
  });

  it('is none when none is open', () => {
    assert.equal(code(findSession([], undefined)), 'session.none');
    assert.equal(code(findSession([], 'key')), 'session.unknown');
  });

  it('has to be named when several are open', () => {
    const found = findSession([started(), started()], undefined);
    assert.equal(code(found), 'session.several');
  });

  it('is the one of that key', () => {
    const session = started();
    assert.equal(findSession([session], 'key'), session);
    assert.equal(findSession([session], { key: 'key', id: 'of an earlier conversation' }), session);
    assert.equal(code(findSession([session], 'other')), 'session.unknown');
  });

  it('is the one of that id, where no key is named', async () => {
    const { session, next } = life(partner().provider);
    session.start();
    await next('open');
    assert.equal(findSession([session], { id: 'conversation' }), session);
    assert.equal(code(findSession([session], { id: 'another' })), 'session.unknown');
  });

  it('may be named by a number', () => {
    assert.deepEqual(keyOrId(7), { key: '7' });
    assert.deepEqual(keyOrId({ key: 0 }), { key: '0' });
  });
});
