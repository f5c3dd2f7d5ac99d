// Owns the tests of what the timeline keeps, and what it hands out to those who watch.

import assert from 'node:assert/strict';
import { Timeline, type NewEntry } from '../../../nodes/lib/nodered/timeline.js';
import { MAX_ENTRIES, MAX_TOLD_SESSIONS } from '../../../nodes/lib/shared/limits.js';
import type { Entry, SessionLine } from '../../../nodes/lib/shared/timeline.js';

function said(text: string): NewEntry {
  return { kind: 'said', at: 1, session: 's', role: 'user', turn: undefined, text, final: true };
}

function line(id: string, phase: SessionLine['phase']): SessionLine {
  return { id, key: id, agent: 'Home', provider: 'made-up', trial: false, phase, since: 1, node: '' };
}

function texts(entries: readonly Entry[] | undefined): string[] {
  return (entries ?? []).map((entry) => (entry.kind === 'said' ? entry.text : entry.kind));
}

describe('The timeline', () => {
  it('keeps the latest entries and no more, oldest first', () => {
    const timeline = new Timeline();
    for (let count = 1; count <= MAX_ENTRIES + 3; count++) timeline.add(said(String(count)));
    const kept = timeline.entries();
    assert.equal(kept.length, MAX_ENTRIES);
    assert.deepEqual(texts(kept.slice(0, 2)), ['4', '5']);
    assert.equal(timeline.entry(3), undefined);
    assert.equal(timeline.entry(4)?.id, 4);
  });

  it('gives whoever comes late all there is', () => {
    const timeline = new Timeline();
    timeline.add(said('first'));
    timeline.tellSession(line('a', 'ready'));
    timeline.count(
      '1:t',
      { tool: 't', agent: 'Home' },
      { ending: 'answered', outcome: 'success', ran: true, ms: 5, limitMs: 9 },
    );
    const { whole, entries, sessions, tools } = timeline.whole();
    assert.deepEqual([whole, texts(entries), sessions.length, tools.length], [true, ['first'], 1, 1]);
  });

  it('remembers no changes while nobody watches', () => {
    const timeline = new Timeline();
    timeline.add(said('before'));
    assert.equal(timeline.take(), undefined);
    timeline.watch(true);
    assert.equal(timeline.take(), undefined);
    timeline.add(said('now'));
    timeline.watch(false);
    timeline.watch(true);
    assert.equal(timeline.take(), undefined);
  });

  it('hands out what is new and what has changed, each once', () => {
    const timeline = new Timeline();
    const old = timeline.add(said('old'));
    timeline.watch(true);
    timeline.add(said('new'));
    const entry = timeline.entry(old);
    if (entry?.kind === 'said') entry.text = 'mended';
    timeline.touched(old);
    timeline.touched(old);
    assert.deepEqual(texts(timeline.take()?.entries), ['mended', 'new']);
    assert.equal(timeline.take(), undefined);
  });

  it('hands out a flood in portions, and leaves out what is gone by then', () => {
    const timeline = new Timeline();
    timeline.watch(true);
    for (let count = 1; count <= MAX_ENTRIES + 60; count++) timeline.add(said(String(count)));
    const sizes: number[] = [];
    let first: string | undefined;
    for (let batch = timeline.take(); batch; batch = timeline.take()) {
      first ??= texts(batch.entries)[0];
      sizes.push(batch.entries.length);
    }
    assert.equal(first, '61');
    assert.ok(sizes.every((size) => size <= 50));
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      MAX_ENTRIES,
    );
  });

  it('lets conversations that are over make room, and keeps those that are open', () => {
    const timeline = new Timeline();
    timeline.tellSession(line('open', 'ready'));
    for (let count = 0; count < 2 * MAX_TOLD_SESSIONS; count++)
      timeline.tellSession(line(`over-${count}`, 'idle'));
    const ids = timeline.whole().sessions.map(({ id }) => id);
    assert.equal(ids.length, MAX_TOLD_SESSIONS);
    assert.ok(ids.includes('open') && !ids.includes('over-0'));
  });

  it('has room for as many open conversations as there is, and no more', () => {
    const timeline = new Timeline();
    for (let count = 0; count < 2 * MAX_TOLD_SESSIONS; count++)
      timeline.tellSession(line(`open-${count}`, 'ready'));
    assert.equal(timeline.whole().sessions.length, MAX_TOLD_SESSIONS);
  });
});
