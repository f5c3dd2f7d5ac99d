// Owns the tests of what the timeline hears: conversations and calls, in words, and nothing that is private.

import assert from 'node:assert/strict';
import { AgentError } from '../../../nodes/lib/errors.js';
import { Observer } from '../../../nodes/lib/nodered/observer.js';
import { Timeline } from '../../../nodes/lib/nodered/timeline.js';
import { PROVIDERS } from '../../../nodes/lib/providers/index.js';
import type { Transcript } from '../../../nodes/lib/providers/provider.js';
import { INITIAL, type State } from '../../../nodes/lib/session/machine.js';
import type { SessionEvent } from '../../../nodes/lib/session/session.js';
import type { CallEntry, Entry, Place } from '../../../nodes/lib/shared/timeline.js';
import type { OpenCall } from '../../../nodes/lib/tools/ledger.js';
import type { Tool } from '../../../nodes/lib/tools/registry.js';
import { testTool, toolCall } from '../tools/caller.js';
import { house } from '../tools/house.js';
import { english } from '../tools/english.js';

const WORK: Place = { id: 'work', type: 'function', name: 'Work', tab: 'House' };

function listening(manners: Partial<Tool> = {}) {
  const tool = { ...testTool('unlock'), private: new Set(['pin']), declaredBy: 'tool', ...manners };
  const { calls, clock, registry, caller } = house(tool);
  const timeline = new Timeline();
  const places = new Map<OpenCall, Place>();
  const observer = new Observer(timeline, clock, english, (call) => places.get(call));
  calls.watchedBy({
    called: (...heard) => observer.called(...heard),
    opened: () => {},
    settled: (call) => observer.settled(call),
    place: () => '',
    uprooted: () => false,
  });
  const [provider] = PROVIDERS;
  assert(provider);
  const agent = { name: 'Home', provider, registry };
  const told = { ...caller, told: observer.call.bind(observer) };
  const call = (id: string, given: Record<string, unknown> | AgentError, name = 'unlock') => {
    calls.receive(told, [toolCall(id, name, { arguments: given })]);
    const entry = calls.ledger.byId(told, id);
    assert(entry);
    return entry.call;
  };
  const happens = (event: SessionEvent) => observer.session(agent, 'key', 'session', event);
  const says = (role: Transcript['role'], text: string, more: Partial<Transcript> = {}) =>
    happens({ type: 'provider', event: { type: 'transcript', role, text, final: true, ...more } });
  const phase = (state: Partial<State>, retryInMs?: number) =>
    happens({
      type: 'phase',
      state: { ...INITIAL, ...state },
      ...(retryInMs === undefined ? {} : { retryInMs }),
    });
  const last = <K extends Entry['kind']>(kind: K): Extract<Entry, { kind: K }> => {
    const found = timeline
      .entries()
      .findLast((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind);
    assert(found, `nothing of kind ${kind}`);
    return found;
  };
  return { calls, clock, timeline, places, observer, call, happens, says, phase, last };
}

describe('The timeline hears of a call', () => {
  it('what it was called with, what it answered, and how long it took', () => {
    const { calls, clock, call, last } = listening();
    const { ref } = call('1', { door: 'front' });
    const begun: CallEntry = { ...last('call') };
    assert.deepEqual(
      [begun.tool, begun.given, begun.state, begun.node, begun.limitMs, begun.trial],
      ['unlock', '{"door":"front"}', 'running', 'tool', 5000, false],
    );
    clock.advance(120);
    calls.answer(ref, { value: 'Open.', outcome: 'success' });
    const { state, outcome, answer, ms } = last('call');
    assert.deepEqual([state, outcome, answer, ms], ['answered', 'success', 'Open.', 120]);
  });

  it('where it is, as soon as somebody looks', () => {
    const { timeline, places, observer, call, last } = listening();
    timeline.watch(true);
    const open = call('1', {});
    timeline.take();
    observer.look();
    assert.equal(timeline.take(), undefined);
    places.set(open, WORK);
    observer.look();
    assert.equal(timeline.take()?.entries.length, 1);
    assert.deepEqual(last('call').place, WORK);
    observer.look();
    assert.equal(timeline.take(), undefined);
  });

  it('that it waits for its turn, and when its turn has come', () => {
    const { calls, timeline, observer, call, last } = listening({ order: { kind: 'queue', lane: 'tool' } });
    timeline.watch(true);
    const { ref } = call('1', {});
    call('2', {});
    observer.look();
    assert.deepEqual([last('call').state, last('call').waits], ['running', true]);
    timeline.take();
    calls.answer(ref, { value: 'Open.', outcome: 'success' });
    observer.look();
    assert.equal(last('call').waits, false);
    assert.equal(timeline.take()?.entries.length, 2);
  });

  it('that no answer came in time, with what to do', () => {
    const { clock, call, timeline, last } = listening();
    call('1', {});
    clock.advance(6000);
    const { state, error } = last('call');
    assert.deepEqual([state, error?.code], ['expired', 'tool.timeout']);
    assert.match(error?.next ?? '', /reply node/);
    const [figures] = timeline.whole().tools;
    assert.deepEqual([figures?.timeouts, figures?.slow], [1, true]);
  });

  it('that was refused, or that cannot be read', () => {
    const { call, last } = listening();
    call('1', { a: 1 }, 'made_up');
    assert.deepEqual(
      [last('call').error?.code, last('call').given, last('call').node],
      ['tool.unknown', '{"a":1}', ''],
    );
    call('2', new AgentError('frame.not-json', { start: '' }));
    assert.deepEqual([last('call').error?.code, last('call').given], ['tool.arguments', '']);
  });

  it('nothing that is private: not in arguments, answers, errors, nor in what was or is said', () => {
    const { calls, call, says, timeline } = listening();
    says('user', 'My code is 4711.');
    const { ref } = call('1', { pin: '4711' });
    calls.answer(ref, { value: 'Code 4711 is right.', outcome: 'success' });
    says('agent', 'I have used 4711.');
    const again = call('2', { pin: '4711' });
    calls.fail(again.ref, 'cannot send 4711', '');
    const all = JSON.stringify(timeline.whole());
    assert.doesNotMatch(all, /4711/);
    assert.equal(all.match(/•••/g)?.length, 7);
  });

  it('as one that is over, however its conversation ends', () => {
    const { calls, call, observer, timeline, last } = listening();
    const open = call('1', {});
    const entry = calls.ledger.byRef(open.ref);
    assert(entry);
    calls.lose(entry.caller);
    assert.equal(last('call').state, 'lost');
    timeline.watch(true);
    observer.look();
    assert.equal(timeline.take(), undefined);
  });
});

describe('The timeline hears of a conversation', () => {
  it('its state, and what it ended with in words', () => {
    const { happens, phase, timeline, last } = listening();
    phase({ phase: 'dialing' });
    phase({ phase: 'ready' });
    happens({ type: 'open', id: 'c' });
    assert.equal(last('session').what, 'open');
    const error = new AgentError('line.lost');
    happens({ type: 'closed', reason: '', error, willRetry: true });
    phase({ phase: 'waiting', error }, 1500);
    const { what, inSeconds, error: told } = last('session');
    assert.deepEqual([what, inSeconds, told?.code], ['waiting', 2, 'line.lost']);
    const [line, ...others] = timeline.whole().sessions;
    assert.deepEqual(
      [line?.phase, line?.agent, line?.key, line?.node, others],
      ['waiting', 'Home', 'key', 'session', []],
    );
  });

  it('an error once, though it is told of twice', () => {
    const { happens, phase, timeline } = listening();
    const error = new AgentError('config.agent-missing');
    phase({ phase: 'failed', error });
    happens({ type: 'error', error });
    happens({ type: 'error', error: new AgentError('frame.not-json', { start: '' }) });
    assert.deepEqual(
      timeline.entries().map(({ kind }) => kind),
      ['session', 'error'],
    );
  });

  it('a sentence that grows as one, and puts right what was broken off', () => {
    const { says, timeline } = listening();
    says('agent', 'Good', { final: false, turn: '1' });
    says('agent', 'Good morning, how are you', { turn: '1' });
    says('agent', 'Good morning', { turn: '1', corrected: true });
    says('user', 'Hello');
    says('user', 'Hello');
    says('agent', 'Well', { turn: '2' });
    const texts = timeline.entries().map((entry) => (entry.kind === 'said' ? entry.text : ''));
    assert.deepEqual(texts, ['Good morning', 'Hello', 'Hello', 'Well']);
  });
});
