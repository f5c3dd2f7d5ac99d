// Owns the tests of exact orders: the way to make any call, right or wrong.

import assert from 'node:assert/strict';
import { understand } from '../../../nodes/lib/providers/practice/understand.js';
import { HOME } from './home.js';

const call = (name: string, values: Record<string, unknown> = {}) => ({
  kind: 'call',
  name,
  arguments: values,
});

describe('An exact order', () => {
  it('is called as it stands', () => {
    assert.deepEqual(understand('call set_light {"room":"kitchen","on":true}', HOME), [
      call('set_light', { room: 'kitchen', on: true }),
    ]);
  });

  it('needs no arguments', () => {
    assert.deepEqual(understand('Call get_temperature.', HOME), [call('get_temperature')]);
  });

  it('may be one of several, with braces and quotes in its texts', () => {
    const sentence =
      'please call play_music {"query":"a \\"}{\\" b, and c"} and call get_temperature, then call x {}';
    assert.deepEqual(understand(sentence, HOME), [
      call('play_music', { query: 'a "}{" b, and c' }),
      call('get_temperature'),
      call('x'),
    ]);
  });

  it('stands beside plain wishes', () => {
    assert.deepEqual(
      understand('turn on the kitchen light, call get_temperature {"room":"bath"} and play jazz', HOME),
      [
        call('set_light', { room: 'kitchen', on: true }),
        call('get_temperature', { room: 'bath' }),
        call('play_music', { query: 'jazz' }),
      ],
    );
  });

  it('goes out even when no such tool is wired, so that this can be tried', () => {
    assert.deepEqual(understand('call open_garage', HOME), [call('open_garage')]);
    assert.deepEqual(understand('call nothing {"a":1}', HOME), [call('nothing', { a: 1 })]);
  });

  for (const text of ['{"room":"kitchen"', '{room: kitchen}', '{"a":1,}']) {
    it(`with broken JSON is not called: ${text}`, () => {
      assert.deepEqual(understand(`call set_light ${text}`, HOME), [
        { kind: 'broken-order', tool: 'set_light', text },
      ]);
    });
  }

  it('is not seen in everyday English', () => {
    assert.deepEqual(
      understand('call mom', HOME).map(({ kind }) => kind),
      ['unknown'],
    );
  });
});
