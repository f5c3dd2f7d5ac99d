// Owns the tests of what is kept while no node is there to tell it.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { Backlog } from '../../../nodes/lib/nodered/backlog.js';
import type { SessionEvent } from '../../../nodes/lib/session/session.js';
import { MAX_BACKLOG, MAX_PENDING_BYTES } from '../../../nodes/lib/shared/limits.js';
import { life } from '../session/life.js';
import { echo } from '../session/echo.js';

const NOWHERE = echo(() => new AgentError('dial.refused'));

function opened(id: string): SessionEvent {
  return { type: 'open', id };
}

function sound(bytes: number): SessionEvent {
  return { type: 'provider', event: { type: 'audio', data: Buffer.alloc(bytes), final: true } };
}

function flushed(backlog: Backlog): SessionEvent[] {
  const events: SessionEvent[] = [];
  backlog.flush((_session, event) => void events.push(event));
  return events;
}

describe('What happens while a node is away', () => {
  it('is told in order, once', () => {
    const { session } = life(NOWHERE);
    const backlog = new Backlog();
    const events = ['1', '2', '3'].map(opened);
    for (const event of events) backlog.add(session, event);
    assert.deepEqual(flushed(backlog), events);
    assert.deepEqual(flushed(backlog), []);
  });

  it('is bounded in number: the oldest makes room', () => {
    const { session } = life(NOWHERE);
    const backlog = new Backlog();
    for (let id = 0; id < MAX_BACKLOG + 2; id += 1) backlog.add(session, opened(String(id)));
    const events = flushed(backlog);
    assert.deepEqual([events.length, events[0]], [MAX_BACKLOG, opened('2')]);
  });

  it('is bounded in bytes', () => {
    const { session } = life(NOWHERE);
    const backlog = new Backlog();
    for (let index = 0; index < 5; index += 1) backlog.add(session, sound(MAX_PENDING_BYTES / 4));
    assert.equal(flushed(backlog).length, 4);
    backlog.add(session, sound(MAX_PENDING_BYTES + 1));
    backlog.add(session, opened('small'));
    assert.deepEqual(flushed(backlog), [opened('small')]);
  });
});
