// Owns what has to be true once a made-up history is over: nothing open, nothing set, and each call with its one ending
// and the one answer that was owed.

import assert from 'node:assert/strict';
import type { Account } from './account.js';
import type { CallRecord, Ended, Line } from './record.js';

export function audit({ calls, clock, watched, lines }: Account): void {
  assert.deepEqual(calls.ledger.stillOpen(), [], 'a call is left open');
  assert.equal(clock.armed, 0, 'an alarm is left');
  assert.equal(calls.lanes.size, 0, 'a lane is left');
  assert.equal(watched.size, 0, 'a call is still followed');
  for (const line of lines) {
    for (const record of line.records.values()) {
      auditCall(line, record);
      assert(!calls.hasLater(record.call?.ref ?? ''), `${line.line} has left something to be told`);
    }
    auditBatches(line);
  }
}

function auditCall(line: Line, record: CallRecord): void {
  const { made, call, frames, endings, repeats, acknowledged } = record;
  const what = `${made.name} ${made.id} on ${line.line}`;
  const [ended, ...more] = endings;
  assert(call && ended, `${what} has no ending`);
  assert.equal(more.length, 0, `${what} has several endings`);
  assert.equal(call.ending, ended.ending);
  const once = isOwed(record, ended) ? 1 : 0;
  assert.equal(Math.min(ended.frames, 1), once, `${what} was ${ended.ending}, and answered so often`);
  assert.equal(frames.length, once + repeats, `${what} was answered so often in all`);
  assert.equal(acknowledged, call.acknowledged ? 1 : 0, `${what} was acknowledged so often`);
  assert(acknowledged === 0 || call.reason !== 'withdrawn', `${what} was answered, and withdrawn after that`);
  auditLater(line, record, ended, what);
  auditFaults(line, record, ended, what);
}

function isOwed({ made, acknowledged }: CallRecord, { ending, answer, up }: Ended): boolean {
  if (!made.expectsResponse) return false;
  if (ending === 'answered' || ending === 'expired') assert(answer, `${made.id} has no answer`);
  return acknowledged > 0 || (up && answer !== undefined);
}

/** What an acknowledged call comes to is told once, or reported as lost. */
function auditLater(line: Line, record: CallRecord, { answer, up }: Ended, what: string): void {
  const { acknowledged, laters, sign, faults } = record;
  const due = acknowledged > 0 && answer !== undefined;
  const lost = faults.filter(({ code }) => code === 'reply.untold').length;
  assert.equal(sign !== undefined, due, `${what} has a result that follows, or ought to`);
  const told = line.can.laterResults ? laters.length : (line.signs.get(sign ?? '') ?? 0);
  const wanted = line.can.laterResults && !up ? 0 : 1;
  assert.equal(told + lost, due ? wanted : 0, `${what} was told later so often`);
}

/** Whatever is not the flow's own answer is said to the user too, once. */
function auditFaults(line: Line, record: CallRecord, { answer }: Ended, what: string): void {
  const codes = record.faults.map(({ code }) => code).filter((code) => code !== 'reply.untold');
  const code = answer?.code;
  // The user has interrupted, and whoever gave the reply was told about the reply.
  const known = code === undefined || code === 'tool.interrupted' || code.startsWith('reply.');
  if (!known && isShared(line, record)) return;
  assert.deepEqual(codes, known ? [] : [code], `${what} has these faults`);
}

/** It has the answer of a call that was the same. */
function isShared(line: Line, { call }: CallRecord): boolean {
  return [...line.records.values()].some(
    (other) => other.call !== call && other.call?.answer === call?.answer,
  );
}

/** An agent that waits to be told to go on is told so, unless the line went before all of the batch was answered. */
function auditBatches(line: Line): void {
  const left = [...line.records.values()].filter(({ made, wentOn }) => made.expectsResponse && !wentOn);
  if (line.can.continuation === 'auto') return;
  for (const batch of new Set(left.map(({ made }) => made.batch))) {
    const waits = left.filter(({ made }) => made.batch === batch);
    assert(!waits.every(isClosed), `${batch} on ${line.line} was not told to go on`);
  }
}

function isClosed({ acknowledged, endings: [ended] }: CallRecord): boolean {
  return acknowledged > 0 || (ended !== undefined && ended.up && ended.ending !== 'lost');
}
