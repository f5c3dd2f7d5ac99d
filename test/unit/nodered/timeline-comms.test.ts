// Owns the tests of who is sent the timeline, and when.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { TimelineComms } from '../../../nodes/lib/nodered/timeline-comms.js';
import { Timeline } from '../../../nodes/lib/nodered/timeline.js';
import { TIMELINE_TOPIC } from '../../../nodes/lib/shared/timeline.js';
import { testClock } from '../../support/clock.js';
import { at } from '../../support/at.js';
import { stubRed } from './stub.js';

function comms() {
  const events = new EventEmitter();
  const clock = testClock();
  const timeline = new Timeline();
  let looks = 0;
  const observer = { look: () => void (looks += 1) };
  const house = { timeline, clock, observer };
  const open = new TimelineComms(
    Object.assign(stubRed(), { events }),
    Object.assign(JSON.parse('{}'), house),
  );
  const sent: unknown[] = [];
  events.on('comms', (message) => sent.push(message));
  const ask = (session: string, data: unknown) =>
    events.emit(`comms:message:${TIMELINE_TOPIC}`, { session, data });
  return {
    clock,
    timeline,
    open,
    ask,
    leave: (session: string) => events.emit('comms:connection-removed', { session }),
    /** To whom, and whether it was all. */
    sent: () => sent.splice(0).map((one) => [at(one, 'session'), at(one, 'data.whole')]),
    looks: () => looks,
    happens: () =>
      timeline.add({ kind: 'said', at: 1, session: '', role: 'user', turn: '', text: '', final: true }),
  };
}

describe('The timeline is sent', () => {
  it('whole to whoever has a ticket, and then what happens, to nobody else', () => {
    const { clock, open, ask, sent, happens } = comms();
    ask('editor', { ticket: open.ticket() });
    assert.deepEqual(sent(), [['editor', true]]);
    clock.advance(1000);
    assert.deepEqual(sent(), []);
    happens();
    clock.advance(1000);
    assert.deepEqual(sent(), [['editor', false]]);
  });

  it('to nobody without a ticket, with an old one, or with nonsense', () => {
    const { open, ask, sent, clock } = comms();
    const ticket = open.ticket();
    ask('first', { ticket });
    sent();
    ask('second', { ticket });
    for (const data of [{ ticket: 'made up' }, { ticket: 7 }, {}, 'text', null, undefined])
      ask('third', data);
    clock.advance(1000);
    assert.deepEqual(sent(), []);
  });

  it('a few times a second at most, however much happens', () => {
    const { clock, open, ask, sent, happens } = comms();
    ask('editor', { ticket: open.ticket() });
    sent();
    for (let count = 0; count < 1000; count++) {
      happens();
      clock.advance(1);
    }
    assert.equal(sent().length, 4);
  });

  it('no longer to who has left or looks away, and costs nothing then', () => {
    const { clock, timeline, open, ask, leave, sent, happens, looks } = comms();
    ask('one', { ticket: open.ticket() });
    ask('two', { ticket: open.ticket() });
    sent();
    ask('one', { stop: true });
    happens();
    clock.advance(300);
    assert.deepEqual(sent(), [['two', false]]);
    leave('two');
    leave('somebody else');
    happens();
    const before = looks();
    clock.advance(10_000);
    assert.deepEqual([sent(), looks() - before, clock.armed], [[], 0, 0]);
    assert.equal(timeline.take(), undefined);
  });

  it('to no more editors than there may be, and remembers no more tickets', () => {
    const { open, ask, sent } = comms();
    const first = open.ticket();
    for (let count = 0; count < 60; count++) ask(`editor-${count}`, { ticket: open.ticket() });
    assert.equal(sent().length, 50);
    for (let count = 0; count < 60; count++) open.ticket();
    ask('editor-0', { ticket: first });
    assert.deepEqual(sent(), []);
  });
});
