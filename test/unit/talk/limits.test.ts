// What keeps visitors of a talk page within bounds: tickets, tokens, how much they send, who is heard.

import { strict as assert } from 'node:assert';
import { Bucket } from '../../../nodes/lib/talk/bucket.js';
import { Floor } from '../../../nodes/lib/talk/floor.js';
import { Tickets } from '../../../nodes/lib/talk/tickets.js';
import { isVisitorKey, Visits } from '../../../nodes/lib/talk/visits.js';
import { testClock } from '../../support/clock.js';

function sound(value: number): Buffer {
  const pcm = Buffer.alloc(960);
  for (let at = 0; at < pcm.length; at += 2) pcm.writeInt16LE(value, at);
  return pcm;
}

describe('A ticket', () => {
  it('is good once, for half a minute, for what it was given for', () => {
    const clock = testClock();
    const tickets = new Tickets<string>(clock);
    const ticket = tickets.give('hall');
    assert.match(ticket, /^[\w-]{43}$/);
    assert.equal(tickets.take(ticket), 'hall');
    assert.equal(tickets.take(ticket), undefined);
    const old = tickets.give('hall');
    clock.advance(30_000);
    assert.equal(tickets.take(old), undefined);
    assert.equal(tickets.take('made up'), undefined);
  });

  it('makes room for newer ones, so that asking for many fills no memory', () => {
    const tickets = new Tickets<number>(testClock());
    const all = Array.from({ length: 1500 }, (_, index) => tickets.give(index));
    assert.equal(tickets.take(all[0] ?? ''), undefined);
    assert.equal(tickets.take(all[1499] ?? ''), 1499);
  });
});

describe('The token of a visitor', () => {
  it('leads back to the visitor, and nothing else does', () => {
    const visits = new Visits();
    const key = visits.newKey();
    assert.ok(isVisitorKey(key));
    const token = visits.tokenOf(key);
    assert.equal(visits.keyOf(token), key);
    const other = visits.newKey();
    const [, signature = ''] = token.split('.');
    for (const wrong of [key, `${key}.`, `${other}.${signature}`, `main.${signature}`, '', undefined, {}, 7])
      assert.equal(visits.keyOf(wrong), undefined);
    assert.equal(new Visits().keyOf(token), undefined);
  });
});

describe('What a visitor may send', () => {
  it('is a voice for as long as it likes', () => {
    const clock = testClock();
    const bucket = new Bucket(clock);
    for (let frame = 0; frame < 50 * 600; frame += 1) {
      assert.ok(bucket.take(1920), '48 kHz, 20 ms');
      clock.advance(20);
    }
  });

  it('is at the pace of speech, with some seconds to catch up after a break of the network', () => {
    const clock = testClock();
    const pace = Bucket.ofSpeech(clock, 48_000);
    for (let frame = 0; frame < 50 * 600; frame += 1) {
      assert.ok(pace.take(960, 0));
      clock.advance(20);
    }
    clock.advance(4_000);
    for (let frame = 0; frame < 200; frame += 1) assert.ok(pace.take(960, 0));
    let more = 0;
    while (pace.take(960, 0)) more += 1;
    assert.ok(more <= 50, 'a second at most');
    clock.advance(1_000);
    assert.ok(pace.take(960, 0), 'what was refused is not owed');
  });

  it('is no flood, neither of bytes nor of small frames', () => {
    for (const bytes of [60_000, 1]) {
      const bucket = new Bucket(testClock());
      let frames = 0;
      while (bucket.take(bytes)) frames += 1;
      assert.ok(frames <= 512);
    }
  });
});

describe('In a shared conversation', () => {
  it('whoever speaks is heard to the end, and silence gives the floor away', () => {
    const clock = testClock();
    const floor = new Floor(clock);
    const [one, other] = [{}, {}];
    assert.ok(floor.isHeard(one, sound(0)), 'silence is heard too: an agent listens for it');
    assert.ok(floor.isHeard(other, sound(3000)), 'speech takes the floor from silence');
    assert.equal(floor.isHeard(one, sound(3000)), false);
    clock.advance(1000);
    assert.ok(floor.isHeard(other, sound(0)), 'a pause in a sentence');
    assert.equal(floor.isHeard(one, sound(3000)), false);
    clock.advance(1000);
    assert.equal(floor.isHeard(one, sound(0)), false);
    assert.ok(floor.isHeard(one, sound(3000)));
    assert.equal(floor.isHeard(other, sound(0)), false);
    floor.leave(one);
    assert.ok(floor.isHeard(other, sound(0)));
  });
});
