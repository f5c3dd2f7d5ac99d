// What an error says to an agent that may read it aloud: one line, plain, and never more than a bit.

import { strict as assert } from 'node:assert';
import { runInNewContext } from 'node:vm';
import { errorText } from '../../../nodes/lib/nodered/error-text.js';
import { MAX_ERROR_TEXT } from '../../../nodes/lib/shared/limits.js';

describe('What an error says', () => {
  it('is its message without the name of its class, however often a flow has put that in front', () => {
    assert.equal(errorText(new Error('lamp is broken')), 'lamp is broken');
    assert.equal(errorText('TypeError: lamp is broken'), 'lamp is broken');
    assert.equal(errorText('Error: Error: lamp is broken'), 'lamp is broken');
    assert.equal(errorText('TypeError [ERR_LAMP]: lamp is broken'), 'lamp is broken');
    assert.equal(errorText({ message: 'Error: lamp is broken', source: { id: 'f' } }), 'lamp is broken');
    assert.equal(errorText('An Error: of mine'), 'An Error: of mine');
  });

  it('is the first line of it', () => {
    assert.equal(errorText(new Error('\n first line\r\n  second line')), 'first line');
    assert.equal(errorText('Error: first line\n    at x'), 'first line');
  });

  it('is bounded, and no character is torn', () => {
    const text = errorText(new Error('x'.repeat(3_000_000)));
    assert.equal(text.length, MAX_ERROR_TEXT);
    assert.ok(text.endsWith('x…'));
    const torn = errorText(`${'x'.repeat(MAX_ERROR_TEXT - 2)}💡💡`);
    assert.equal(torn, `${'x'.repeat(MAX_ERROR_TEXT - 2)}…`);
  });

  it('is what the first inner error says where it stands for several', () => {
    const inner = new Error('connect ECONNREFUSED ::1:9');
    assert.equal(errorText(new AggregateError([inner, new Error('other')])), inner.message);
    assert.equal(errorText(new AggregateError([inner], 'all failed')), 'all failed');
    const itself = new AggregateError([]);
    itself.errors.push(itself);
    assert.equal(errorText(itself), '');
  });

  it('is nothing where it says nothing', () => {
    for (const silent of [new Error(''), 'Error', 'AggregateError', '', undefined, null, {}, () => 1])
      assert.equal(errorText(silent), '');
  });

  it('is what was thrown, where that was no error', () => {
    assert.equal(errorText(5), '5');
    assert.equal(errorText({ code: 5 }), '{"code":5}');
    assert.equal(errorText(runInNewContext('new Error("lamp is broken")')), 'lamp is broken');
  });

  it('is nothing where it cannot be read', () => {
    const trap = Object.defineProperty({}, 'message', {
      get: () => {
        throw new Error('trap');
      },
    });
    const round: Record<string, unknown> = {};
    round['round'] = round;
    assert.equal(errorText(trap), '');
    assert.equal(errorText(round), '');
  });
});
