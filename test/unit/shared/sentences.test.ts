// Sentences that are put together from pieces: in every script they end once, and follow one another as is usual there.

import { strict as assert } from 'node:assert';
import { ended, joined, oneStop } from '../../../nodes/lib/shared/sentences.js';

describe('A sentence', () => {
  const ENDED: [string, string][] = [
    ['The door is open', 'The door is open.'],
    ['The door is open.', 'The door is open.'],
    ['It said "no."', 'It said "no."'],
    ['Er sagte „nein.“', 'Er sagte „nein.“'],
    ['Il a dit « non. »', 'Il a dit « non. »'],
    ['ドアが開いています', 'ドアが開いています。'],
    ['门开着。', '门开着。'],
    ['无法建立连接：ECONNREFUSED', '无法建立连接：ECONNREFUSED。'],
    ['', ''],
  ];
  for (const [text, whole] of ENDED)
    it(`that reads ${JSON.stringify(text)} ends as ${JSON.stringify(whole)}`, () => {
      assert.equal(ended(text), whole);
    });

  const STOPS: [string, string][] = [
    ['It failed: no light.. See the log.', 'It failed: no light. See the log.'],
    ['It failed: no light!. See the log.', 'It failed: no light! See the log.'],
    ['It goes on ...', 'It goes on ...'],
    ['没有回复。最后到达“开灯”。.', '没有回复。最后到达“开灯”。'],
    ['失敗しました: ライトなし。。次へ', '失敗しました: ライトなし。次へ'],
    ['失敗しました: not found.。', '失敗しました: not found。'],
    ['失敗しました: really?。', '失敗しました: really?'],
    ['ライトなし。 次へ', 'ライトなし。次へ'],
  ];
  for (const [text, once] of STOPS)
    it(`with the stops of ${JSON.stringify(text)} has one at its end`, () => {
      assert.equal(oneStop(text), once);
    });
});

describe('Sentences', () => {
  it('follow each other with a space, and without one behind a wide stop', () => {
    assert.equal(joined('It failed.', '', 'See the log.'), 'It failed. See the log.');
    assert.equal(joined('失败。', '请查看日志。'), '失败。请查看日志。');
    assert.equal(joined('Er sagte „nein.“', 'Weiter.'), 'Er sagte „nein.“ Weiter.');
    assert.equal(joined(), '');
  });
});
