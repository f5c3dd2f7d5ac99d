// Owns the tests of how Node-RED's hooks and log are read. What is done about it is tested with the nodes.

import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import { listen, type Signals } from '../../../nodes/lib/nodered/signals.js';
import { stubRed } from './stub.js';

const ERROR = 20;
const IGNORED: Signals = {
  received: () => undefined,
  sent: () => undefined,
  completed: () => undefined,
  logged: () => undefined,
};

/** Hears what is logged as an error, after the handlers of others have made of it what is given. */
function heard(...messages: unknown[]): string[] {
  const texts: string[] = [];
  let handler: EventEmitter | undefined;
  const log = {
    ERROR,
    addHandler: (added: EventEmitter) => (handler = added),
    removeHandler: () => undefined,
  };
  const hooks = { add: () => undefined, remove: () => undefined };
  const stop = listen(Object.assign(stubRed(), { log, hooks }), {
    ...IGNORED,
    logged: (_id, text) => texts.push(text),
  });
  for (const msg of messages) handler?.emit('log', { level: ERROR, id: 'lamp', msg });
  stop();
  return texts;
}

/** What the debug node's log handler makes of an error. */
function wrapped(message: string): string {
  const stack = `Error: ${message}\n    at lamp.js:1:1`;
  return JSON.stringify({ __enc__: true, type: 'error', data: { name: 'Error', message, stack } });
}

describe('An error in the log', () => {
  const broken = 'The "lamp" is broken';

  it('says what it said when it was thrown', () => {
    assert.deepEqual(heard(new Error(broken), broken), [broken, broken]);
  });

  it('says the same where a debug node has wrapped it, and another one has cut that off', () => {
    const whole = wrapped(broken);
    const cut = (at: string) => `${whole.slice(0, whole.indexOf(at))}...`;
    assert.deepEqual(heard(whole, cut('lamp.js'), cut('oken')), [broken, broken, 'The "lamp" is br...']);
  });

  it('says what it is where it only looks as if it was wrapped', () => {
    const texts = ['{"message":1}', '{broken', '{"__enc__":true', '{}', '{"message":"in an object"}'];
    assert.deepEqual(heard(...texts), [...texts.slice(0, 4), 'in an object']);
  });
});
