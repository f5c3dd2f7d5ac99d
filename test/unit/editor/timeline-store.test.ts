// Owns the tests of what the sidebar keeps of the timeline, and what it shows of that.

import assert from 'node:assert/strict';
import { TimelineStore } from '../../../nodes/editor/timeline/store.js';
import { MAX_ENTRIES } from '../../../nodes/lib/shared/limits.js';
import type {
  Batch,
  CallEntry,
  Entry,
  SessionLine,
  ToolFigures,
} from '../../../nodes/lib/shared/timeline.js';

const ALL = { session: '', tool: '' };

function said(id: number, session = 'a', text = `said ${id}`): Entry {
  return { kind: 'said', id, at: id, session, role: 'user', turn: undefined, text, final: true };
}

function call(id: number, tool: string, session = 'a'): CallEntry {
  const rest = { trial: false, given: '{}', node: '', limitMs: 1, state: 'running' } as const;
  return { kind: 'call', id, at: id, session, tool, ...rest };
}

function line(id: string, phase: SessionLine['phase']): SessionLine {
  return { id, key: id, agent: 'Home', provider: 'made-up', trial: false, phase, since: 1, node: '' };
}

function batch(entries: Entry[], more: Partial<Batch> = {}): Batch {
  return { whole: false, entries, sessions: [], tools: [], ...more };
}

function ids(entries: readonly Entry[]): number[] {
  return entries.map(({ id }) => id);
}

describe('What the sidebar keeps', () => {
  it('is the latest entries, in their order, and what became of each', () => {
    const store = new TimelineStore();
    store.take(batch([said(2), said(1)]));
    store.take(batch([said(1, 'a', 'mended')]));
    const [first, second] = store.shown(ALL);
    assert.deepEqual([first?.kind === 'said' && first.text, second?.id], ['mended', 2]);
  });

  it('never grows beyond its bound', () => {
    const store = new TimelineStore();
    for (let id = 1; id <= 3 * MAX_ENTRIES; id++) store.take(batch([said(id)]));
    const kept = store.shown(ALL);
    assert.deepEqual([kept.length, kept[0]?.id], [MAX_ENTRIES, 2 * MAX_ENTRIES + 1]);
  });

  it('can be shown for one conversation, or for the calls of one tool', () => {
    const store = new TimelineStore();
    store.take(batch([said(1), call(2, 'ring'), call(3, 'ring', 'b'), call(4, 'lock')]));
    assert.deepEqual(ids(store.shown({ session: 'b', tool: '' })), [3]);
    assert.deepEqual(ids(store.shown({ session: '', tool: 'ring' })), [2, 3]);
    assert.deepEqual(ids(store.shown({ session: 'a', tool: 'ring' })), [2]);
    assert.deepEqual(store.toolNames(), ['lock', 'ring']);
  });

  it('does not come back once it was cleared, but what is new does', () => {
    const store = new TimelineStore();
    store.take(batch([said(1), said(2)]));
    store.clear();
    assert.deepEqual(ids(store.take(batch([said(1), said(3)]))), [3]);
    store.take(batch([said(1), said(2), said(3)], { whole: true }));
    assert.deepEqual(ids(store.shown(ALL)), [3]);
  });

  it('begins anew when Node-RED does', () => {
    const store = new TimelineStore();
    store.take(batch([said(70)], { sessions: [line('old', 'ready')] }));
    store.clear();
    store.take(batch([said(1)], { whole: true }));
    assert.deepEqual([ids(store.shown(ALL)), store.sessions()], [[1], []]);
  });

  it('has open conversations first, and the tool that is nearest to its limit', () => {
    const store = new TimelineStore();
    const figures = (id: string, p95: number): ToolFigures => {
      const counts = { count: 1, errors: 0, timeouts: 0, limitMs: 100, slow: false };
      return { id, tool: id, agent: '', p50: 1, p95, ...counts };
    };
    const sessions = [
      line('open', 'ready'),
      line('over', 'idle'),
      line('failed', 'failed'),
      line('late', 'waiting'),
    ];
    store.take(batch([], { sessions, tools: [figures('fast', 1), figures('slow', 90)] }));
    assert.deepEqual(
      store.sessions().map(({ id }) => id),
      ['late', 'open', 'failed', 'over'],
    );
    assert.deepEqual(
      store.figures(ALL).map(({ id }) => id),
      ['slow', 'fast'],
    );
  });

  it('has the figures of the agent whose conversation is chosen, and of no other', () => {
    const store = new TimelineStore();
    const counts = { agent: 'Home', count: 1, errors: 0, timeouts: 0, limitMs: 100, slow: false };
    const tools = ['1:ring', '11:ring', '2:print'].map((id) => ({ id, tool: id.slice(-5), ...counts }));
    store.take(batch([], { sessions: [line('1:kitchen', 'ready'), line('2!trial', 'ready')], tools }));
    const of = (session: string) => store.figures({ session, tool: '' }).map(({ id }) => id);
    assert.deepEqual([of('1:kitchen'), of('2!trial'), of('').length], [['1:ring'], ['2:print'], 3]);
  });

  it('is exported as JSON, as it is shown', () => {
    const store = new TimelineStore();
    store.take(batch([said(1), call(2, 'ring', 'b')], { sessions: [line('a', 'ready'), line('b', 'idle')] }));
    const saved: unknown = JSON.parse(store.exported({ session: 'b', tool: '' }));
    assert.deepEqual(saved, {
      sessions: [line('b', 'idle')],
      entries: [{ ...call(2, 'ring', 'b'), at: '1970-01-01T00:00:00.002Z' }],
      tools: [],
    });
  });
});
