// Owns the tests of what keeps an idle text conversation open.

import assert from 'node:assert/strict';
import { partner, TEXT_ONLY } from './echo.js';
import { life } from './life.js';

const KEEP_ALIVE = { keepAlive: { seconds: 30 } };

/** An open session, and how often the other end has heard of activity by then. */
async function open(capabilities: object, textOnly = true) {
  const { provider, types } = partner({ capabilities });
  const all = life(provider, { ...TEXT_ONLY, textOnly });
  all.session.start();
  await all.next('open');
  /** Counted after a text that was said later has come back. */
  const activities = async () => {
    await all.session.send({ type: 'user.text', text: 'counted' });
    await all.next('provider');
    return types().filter((type) => type === 'activity').length;
  };
  return { ...all, activities };
}

describe('A text conversation in which nothing is said', () => {
  it('is kept open by a sign of activity every 30 seconds', async () => {
    const { clock, activities } = await open(KEEP_ALIVE);
    clock.advance(29_999);
    clock.advance(1);
    clock.advance(30_000);
    assert.equal(await activities(), 2);
  });

  it('needs none as long as something else is said', async () => {
    const { clock, session, activities } = await open(KEEP_ALIVE);
    for (const words of ['one', 'two', 'three']) {
      clock.advance(29_000);
      await session.send({ type: 'user.text', text: words });
    }
    assert.equal(await activities(), 0);
  });

  it('is left alone where the provider asks for nothing', async () => {
    const { clock, activities } = await open({});
    clock.advance(600_000);
    assert.equal(await activities(), 0);
  });

  it('is left alone once it is over', async () => {
    const { clock, session } = await open(KEEP_ALIVE);
    await session.stop('asked');
    assert.equal(clock.armed, 0);
  });
});

describe('A conversation with sound', () => {
  it('is not kept open: a sign of activity would hold back the agent', async () => {
    const { clock, activities } = await open(KEEP_ALIVE, false);
    clock.advance(600_000);
    assert.equal(await activities(), 0);
  });
});
