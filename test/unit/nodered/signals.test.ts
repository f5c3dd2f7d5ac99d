// What Node-RED's log tells of an error: the same, whether or not others have read it first and made something else of it.

import { strict as assert } from 'node:assert';
import type { EventEmitter } from 'node:events';
import { listen } from '../../../nodes/lib/nodered/signals.js';
import { stubRed } from './stub.js';

const ERROR = 20;
const MOST = 1000;

/** What is heard of a line of the log, after a debug node has read it so many times. */
function heard(msg: unknown, times: number): string[] {
  const texts: string[] = [];
  const RED = stubRed();
  let handler: EventEmitter | undefined;
  const log = { ERROR, addHandler: (added: EventEmitter) => (handler = added), removeHandler: () => {} };
  Object.assign(RED, { log, hooks: { add: () => {}, remove: () => {} } });
  const nothing = () => undefined;
  listen(RED, {
    received: nothing,
    sent: nothing,
    completed: nothing,
    logged: (_id, text) => texts.push(text),
  });
  const line = { level: ERROR, id: 'node', msg };
  for (let time = 0; time < times; time += 1) RED.util.encodeObject(line, { maxLength: MOST });
  handler?.emit('log', line);
  return texts;
}

function failure(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}\n${'    at somewhere\n'.repeat(200)}`;
  return error;
}

describe('An error in the log', () => {
  for (const times of [0, 1, 2, 3]) {
    it(`says what it says, when ${times} debug nodes have read it before`, () => {
      assert.deepEqual(heard(failure('lamp "1" is broken'), times), ['lamp "1" is broken']);
      assert.deepEqual(heard('Error: lamp is broken', times), ['lamp is broken']);
    });
  }

  it('that is long and was cut keeps its beginning', () => {
    assert.match(heard(failure('no light '.repeat(300)), 3)[0] ?? '', /^no light no light/);
  });
});
