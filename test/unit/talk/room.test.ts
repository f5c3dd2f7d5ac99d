// What becomes of the conversations of visitors who go, come back, or fall silent; and that nothing is left of a page.

import { strict as assert } from 'node:assert';
import { ask, enter, type Guest } from '../../talk/guest.js';
import { lodging, type Lodging } from './lodging.js';

const isReady = ({ type, phase }: Record<string, unknown>) => type === 'phase' && phase === 'ready';

async function talking({ url }: Lodging, visit?: unknown): Promise<Guest> {
  const guest = await enter(url, 'hall', { visit });
  guest.send({ type: 'start' });
  await guest.message(isReady);
  return guest;
}

function tokenOf({ messages }: Guest): unknown {
  return messages[0]?.['visit'];
}

/** Resolves once the server has seen that the visitor is gone, and has begun to wait for it. */
async function goes({ url, clock }: Lodging, guest: Guest): Promise<void> {
  const { armed } = clock;
  await guest.leave();
  while (clock.armed <= armed) await ask(url, 'hall');
}

describe('The conversation of a visitor', () => {
  it('ends a moment after the visitor has left', async () => {
    const house = await lodging();
    house.open();
    const guest = await talking(house);
    assert.equal(house.conversations.open.length, 1);
    await goes(house, guest);
    house.clock.advance(14_000);
    assert.equal(house.conversations.open[0]?.state.phase, 'ready');
    house.clock.advance(2_000);
    assert.notEqual(house.conversations.open[0]?.state.phase, 'ready');
    assert.deepEqual(house.moves, ['came, 1 there', 'left, 0 there']);
  });

  it('goes on when the visitor comes back in time', async () => {
    const house = await lodging();
    house.open();
    const guest = await talking(house);
    await goes(house, guest);
    house.clock.advance(14_000);
    const again = await enter(house.url, 'hall', { visit: tokenOf(guest) });
    house.clock.advance(16_000);
    assert.equal(house.conversations.open[0]?.state.phase, 'ready');
    assert.deepEqual(house.moves, ['came, 1 there']);
    assert.equal(tokenOf(again), tokenOf(guest));
  });

  it('ends when its visitor does not come back after a deploy', async () => {
    const house = await lodging();
    const close = house.open();
    const [staying, going] = [await talking(house), await talking(house)];
    close();
    house.open();
    await Promise.all([staying.closed, going.closed]);
    await enter(house.url, 'hall', { visit: tokenOf(staying) });
    house.clock.advance(16_000);
    const ready = house.conversations.open.filter(({ state }) => state.phase === 'ready');
    assert.equal(ready.length, 1);
  });

  it('is still to be read after a deploy, with what was said while the page was away', async () => {
    for (const shared of [true, false]) {
      const house = await lodging(shared);
      const close = house.open();
      const guest = await talking(house);
      guest.send({ type: 'text', text: 'One' });
      await guest.message(({ type, text }) => type === 'said' && text === 'One');
      close();
      await guest.closed;
      const [session] = house.conversations.open;
      assert.ok(session);
      await session.send({ type: 'user.text', text: 'Two' });
      house.open();
      const again = await enter(house.url, 'hall', { visit: tokenOf(guest) });
      const { past } = await again.message(({ type }) => type === 'welcome');
      const read = JSON.stringify(past);
      assert.ok(read.includes('"One"') && read.indexOf('"Two"') > read.indexOf('"One"'), read);
    }
  });

  it('goes on when its visitor comes back after two deploys', async () => {
    const house = await lodging();
    const close = house.open();
    const guest = await talking(house);
    close();
    house.clock.advance(1_000);
    house.open()();
    house.clock.advance(5_000);
    house.open();
    await guest.closed;
    const again = await enter(house.url, 'hall', { visit: tokenOf(guest) });
    house.clock.advance(16_000);
    assert.equal(house.conversations.open[0]?.state.phase, 'ready');
    assert.equal(tokenOf(again), tokenOf(guest));
  });

  it('is forgotten when its visitor does not come back', async () => {
    const house = await lodging();
    const close = house.open();
    await talking(house);
    assert.equal(house.conversations.pasts.size, 1);
    close();
    house.open();
    house.clock.advance(16_000);
    assert.equal(house.conversations.pasts.size, 0);
  });

  it('that is shared ends with the last of those who opened it', async () => {
    const house = await lodging(true);
    house.open();
    const [one, other] = [await talking(house), await enter(house.url, 'hall')];
    await goes(house, one);
    house.clock.advance(16_000);
    assert.equal(house.conversations.open[0]?.state.phase, 'ready');
    await goes(house, other);
    house.clock.advance(16_000);
    assert.notEqual(house.conversations.open[0]?.state.phase, 'ready');
  });

  it('that is shared and was not opened by visitors goes on without them', async () => {
    const house = await lodging(true);
    house.open();
    await house.conversations.start('main', () => Promise.resolve({ textOnly: false, variables: {} }));
    const guest = await enter(house.url, 'hall');
    await guest.message(isReady);
    await goes(house, guest);
    house.clock.advance(16_000);
    assert.equal(house.conversations.open[0]?.state.phase, 'ready');
  });

  it('is taken along to another socket with the same token: the older one is told', async () => {
    const house = await lodging();
    house.open();
    const guest = await talking(house);
    const other = await enter(house.url, 'hall', { visit: tokenOf(guest) });
    assert.equal(await guest.closed, 4001);
    await other.message(isReady);
    assert.equal(house.conversations.open.length, 1);
  });

  it('is not held by a line that is dead', async () => {
    const house = await lodging();
    house.open();
    const guest = await talking(house);
    guest.socket.pause();
    house.clock.advance(41_000);
    const { armed } = house.clock;
    guest.socket.resume();
    await guest.closed;
    while (house.clock.armed <= armed) await ask(house.url, 'hall');
    house.clock.advance(16_000);
    assert.notEqual(house.conversations.open[0]?.state.phase, 'ready');
  });
});

describe('A talk page', () => {
  it('leaves nothing behind, however often it is deployed', async () => {
    const house = await lodging();
    const before = house.server.listenerCount('upgrade');
    house.open()();
    const handlers = house.handlers();
    for (let time = 0; time < 200; time += 1) house.open()();
    assert.equal(house.server.listenerCount('upgrade'), before);
    assert.equal(house.handlers(), handlers);
    assert.equal(house.clock.armed, 0);
    assert.equal((await fetch(`${house.url}/talk/hall`)).status, 404);
  });
});
