// Owns the tests that no session ever has two connections, however it is pushed around.

import assert from 'node:assert/strict';
import { openDoor } from './door.js';
import { echo, READY } from './echo.js';
import { life } from './life.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('A session that is restarted again and again', () => {
  it('has never two connections at the provider, and one in the end', async () => {
    const door = await openDoor([READY]);
    const { session, phase } = life(echo(door.dial));
    session.start();
    for (let round = 0; round < 60; round += 1) {
      session.restart();
      for (let turns = round % 7; turns > 0; turns -= 1) await turn();
      if (round % 5 === 0) await phase('ready');
      if (round % 11 === 0) void session.stop('asked');
      if (round % 3 === 0) session.start();
    }
    session.start();
    await phase('ready');
    assert.equal(door.most, 1);
    assert(door.all > 5, `only ${door.all} connections were made`);
    await session.stop('asked');
    assert.equal(session.state.phase, 'idle');
  });
});
