// Owns the tests of telling a deploy from a stop, by the events of Node-RED alone.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { deploysOf } from '../../../nodes/lib/nodered/deploys.js';
import { testClock } from '../../support/clock.js';
import { stubRed } from './stub.js';

function house() {
  const events = new EventEmitter();
  const clock = testClock();
  const happened: string[] = [];
  const deploys = deploysOf(Object.assign(stubRed(), { events }), clock, {
    begins: () => void happened.push('begins'),
    over: (late) => void happened.push(late ? 'late' : 'over'),
    stops: () => void happened.push('stops'),
  });
  return { events, clock, happened, deploys };
}

describe('Deploys', () => {
  it('are told from a stop by the flows that Node-RED names', () => {
    const { events, happened, deploys, clock } = house();
    const first = { flows: [] };
    const second = { flows: [] };
    events.emit('flows:started', { config: first });
    events.emit('flows:stopping', { config: second });
    assert.equal(deploys.stopping, false);
    events.emit('flows:started', { config: second });
    events.emit('flows:stopping', { config: second });
    assert.equal(deploys.stopping, true);
    events.emit('flows:started', { config: second });
    assert.equal(deploys.stopping, false);
    assert.deepEqual(happened, ['over', 'begins', 'over', 'stops', 'over']);
    assert.equal(clock.armed, 0);
  });

  it('that do not come to an end keep nobody waiting', () => {
    const { events, happened, clock } = house();
    events.emit('flows:started', { config: {} });
    events.emit('flows:stopping', { config: {} });
    clock.advance(4999);
    assert.deepEqual(happened, ['over', 'begins']);
    clock.advance(1);
    assert.deepEqual(happened, ['over', 'begins', 'late']);
    assert.equal(clock.armed, 0);
  });

  it('run what waits for their start once, unless it was taken back', () => {
    const { events, deploys } = house();
    const ran: string[] = [];
    deploys.afterStart(() => void ran.push('kept'));
    deploys.afterStart(() => void ran.push('taken back'))();
    events.emit('flows:started', { config: {} });
    events.emit('flows:started', { config: {} });
    assert.deepEqual(ran, ['kept']);
  });

  it('are what is meant where Node-RED does not say what it is about', () => {
    const { events, deploys } = house();
    events.emit('flows:started', { config: {} });
    events.emit('flows:stopping');
    assert.equal(deploys.stopping, false);
  });
});
