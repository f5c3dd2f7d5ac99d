// Owns the tests of how results are said.

import assert from 'node:assert/strict';
import { inWords } from '../../../nodes/lib/providers/practice/result.js';

describe('A result is said', () => {
  const table: [string, string, string][] = [
    ['text as it is', 'The light is on.', 'The light is on.'],
    ['a number as it is', '21', '21'],
    ['an object by its fields', '{"temperature":21,"unit":"C"}', 'temperature: 21, unit: C'],
    [
      'names in readable words',
      '{"living_room":true,"frontDoor":null}',
      'living room: yes, front Door: none',
    ],
    ['a list in a row', '["jazz","rock"]', 'jazz, rock'],
    ['objects in a list in brackets', '[{"a":1},{"a":2}]', '(a: 1), (a: 2)'],
    ['an empty list as none', '[]', 'none'],
    ['broken JSON as it is', '{"a":', '{"a":'],
    ['what is too deep as it is', '{"a":{"b":{"c":{"d":{"e":1}}}}}', '{"a":{"b":{"c":{"d":{"e":1}}}}}'],
  ];
  for (const [title, text, said] of table) it(title, () => assert.equal(inWords(text), said));

  it('not to the end when it is very long', () => {
    const said = inWords('x'.repeat(5000));
    assert.ok(said.length < 2100);
    assert.match(said, /the rest of 5000 characters is left out/);
  });

  it('as it is when it has very many entries', () => {
    const text = JSON.stringify(Array.from({ length: 100 }, (_, at) => at));
    assert.equal(inWords(text), text);
  });
});
