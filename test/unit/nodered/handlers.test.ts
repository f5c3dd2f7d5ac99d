// Owns the tests of the two places where Node-RED hands control to our nodes. A rejection there would end Node-RED.

import assert from 'node:assert/strict';
import { AgentError, type ErrorCode } from '../../../nodes/lib/errors.js';
import { onClose, onInput } from '../../../nodes/lib/nodered/handlers.js';
import { stopTimeouts } from '../../support/clock.js';
import { stubNode } from './stub.js';

const words = (key: string) => key;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const fault = new AgentError('session.none');

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Gives a node a message, and collects what `done` is called with. */
async function input(handle: (message: object) => unknown, message: object = { payload: 1 }) {
  const { node, badges, warnings, emit } = stubNode();
  const done: unknown[][] = [];
  onInput(node, words, handle);
  emit(
    'input',
    message,
    () => undefined,
    (...given: unknown[]) => done.push(given),
  );
  await turn();
  return { done, badges, warnings };
}

describe('A message at one of our nodes', () => {
  it('is done once it is handled', async () => {
    const seen: object[] = [];
    const { done, badges } = await input((message) => seen.push(message), { payload: 'hello' });
    assert.deepEqual([seen, done, badges], [[{ payload: 'hello' }], [[]], []]);
  });

  it('is not done before what it started is done', async () => {
    let finish: () => void = () => undefined;
    const { node, emit } = stubNode();
    const done: unknown[] = [];
    onInput(node, words, () => new Promise<void>((resolve) => (finish = resolve)));
    emit(
      'input',
      {},
      () => undefined,
      () => done.push('done'),
    );
    await turn();
    assert.deepEqual(done, []);
    finish();
    await turn();
    assert.deepEqual(done, ['done']);
  });

  const ways: [what: string, handle: () => unknown][] = [
    [
      'throws',
      () => {
        throw fault;
      },
    ],
    ['rejects', () => Promise.reject(fault)],
    ['rejects later', () => turn().then(() => Promise.reject(fault))],
  ];
  for (const [what, handle] of ways) {
    it(`that ${what} is done once, with words and a code for Catch, and shown on the node`, async () => {
      const { node, badges, emit } = stubNode();
      const done: unknown[] = [];
      onInput(node, words, handle);
      await new Promise<void>((resolve) =>
        emit(
          'input',
          {},
          () => undefined,
          (error: unknown) => {
            done.push(error);
            resolve();
          },
        ),
      );
      await turn();
      const [error, ...more] = done;
      assert.deepEqual(more, []);
      assert.equal(codeOf(error), 'session.none');
      assert.equal(String(error), 'errors.session.none.cause errors.session.none.next');
      assert.deepEqual(badges, [{ fill: 'red', shape: 'ring', text: 'errors.session.none.cause' }]);
    });
  }

  for (const [what, thrown] of [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'text'],
    ['an object', { code: 'D1001' }],
    ['an error', new TypeError('oh')],
  ] as const) {
    it(`that throws what is not ours is a fault of ours: ${what}`, async () => {
      const { done } = await input(() => Promise.reject(thrown));
      const [[error] = []] = done;
      assert.equal(codeOf(error), 'internal.fault');
    });
  }

  it('that a Catch led back to us with our own fault does not raise another one', async () => {
    const caught = { error: { message: 'no', source: { id: 'a', type: 'agent-reply', count: 1 } } };
    const { done, warnings } = await input(() => Promise.reject(fault), caught);
    assert.deepEqual(done, [[]]);
    assert.deepEqual(warnings, ['errors.session.none.cause errors.session.none.next']);
  });

  it('that is our own badge and was meant for nobody ends without a word', async () => {
    const badge = (type: string) => ({ status: { text: 'called', source: { id: 'a', type } } });
    const refuse = (code: ErrorCode) => () => Promise.reject(new AgentError(code));
    for (const code of ['reply.no-call', 'message.empty'] as const) {
      const quiet = await input(refuse(code), badge('agent-tool'));
      assert.deepEqual([quiet.done, quiet.badges, quiet.warnings], [[[]], [], []]);
      assert.equal((await input(refuse(code), badge('mqtt in'))).badges.length, 1);
    }
    assert.equal((await input(refuse('reply.unknown'), badge('agent-tool'))).badges.length, 1);
  });

  it('that a Catch brought with the fault of another node raises its own', async () => {
    const caught = { error: { message: 'no', source: { id: 'a', type: 'function', count: 1 } } };
    const { done, warnings } = await input(() => Promise.reject(fault), caught);
    assert.deepEqual([done[0]?.length, warnings], [1, []]);
  });
});

describe('A node of ours that is closed', () => {
  /** Closes a node, and counts how often Node-RED is told that it may go on. */
  function close(handle: (removed: boolean) => unknown, removed = false) {
    const { node, warnings, emit } = stubNode();
    const done: unknown[][] = [];
    onClose(node, words, handle);
    emit('close', removed, (...given: unknown[]) => done.push(given));
    return { done, warnings };
  }

  it('lets Node-RED go on when what it has to end is ended', async () => {
    const seen: boolean[] = [];
    const { done, warnings } = close((removed) => seen.push(removed), true);
    await turn();
    assert.deepEqual([seen, done, warnings], [[true], [[]], []]);
  });

  it('lets Node-RED go on when that throws, and says it in the log', async () => {
    const { done, warnings } = close(() => {
      throw fault;
    });
    await turn();
    assert.deepEqual([done, warnings], [[[]], ['errors.session.none.cause errors.session.none.next']]);
  });

  it('lets Node-RED go on when that rejects, and says it in the log', async () => {
    const { done, warnings } = close(() => Promise.reject(fault));
    await turn();
    assert.deepEqual([done.length, warnings.length], [1, 1]);
  });

  it('lets Node-RED go on after three seconds when that never ends, and not twice when it ends after all', async () => {
    const clock = stopTimeouts();
    let finish: () => void = () => undefined;
    const { done } = close(() => new Promise<void>((resolve) => (finish = resolve)));
    clock.advance(2999);
    await turn();
    assert.deepEqual(done, []);
    clock.advance(1);
    await turn();
    assert.deepEqual(done, [[]]);
    finish();
    await turn();
    assert.deepEqual(done, [[]]);
  });
});
