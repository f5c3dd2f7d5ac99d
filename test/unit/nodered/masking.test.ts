// Owns the tests of what is shown of arguments and texts, and what is hidden.

import assert from 'node:assert/strict';
import { shownArguments, shownText } from '../../../nodes/lib/nodered/masking.js';
import { MAX_ENTRY_TEXT } from '../../../nodes/lib/shared/limits.js';
import { privatePaths } from '../../../nodes/lib/shared/private.js';

function shown(given: unknown, ...paths: string[]): string {
  return shownArguments(given, new Set(paths)).text;
}

describe('Arguments that are shown', () => {
  it('read as JSON', () => {
    const given = { room: 'kitchen', level: 40, on: true, none: null, list: [1, { a: 'b' }], 'a"b': 1 };
    assert.deepEqual(JSON.parse(shown(given)), given);
    assert.equal(shown({}), '{}');
  });

  it('hide what is private, whatever its kind and wherever it lies', () => {
    const given = { pin: '4711', card: { number: [1, 2], name: 'Ada' }, people: [{ pin: 1 }, { pin: 2 }] };
    assert.equal(
      shown(given, 'pin', 'card.number', 'people.pin'),
      '{"pin":"•••","card":{"number":"•••","name":"Ada"},"people":[{"pin":"•••"},{"pin":"•••"}]}',
    );
  });

  it('give what other texts must not say, the longest first, and nothing that stands everywhere', () => {
    const { secrets } = shownArguments(
      { a: { b: 'long secret', c: 'secret' }, d: 'x', e: true, f: 4711 },
      new Set(['a', 'd', 'e', 'f']),
    );
    assert.deepEqual(secrets, ['long secret', 'secret', '4711']);
  });

  it('are cut off where they are long, and what is private behind that is hidden all the same', () => {
    const { text, secrets } = shownArguments(
      { story: 'x'.repeat(1_000_000), more: { pin: '4711' } },
      new Set(['more.pin']),
    );
    assert.equal(text.length, MAX_ENTRY_TEXT);
    assert.ok(text.endsWith('…'));
    assert.deepEqual(secrets, ['4711']);
  });

  it('take no longer where there are very many of them, or very deep ones', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key-${index}`, index]));
    assert.ok(shown(many).length <= MAX_ENTRY_TEXT);
    let deep: unknown = 'end';
    for (let count = 0; count < 40; count++) deep = { deep };
    assert.match(shown(deep), /…/);
  });

  it('hide under a name like __proto__ as under any other', () => {
    const given: unknown = JSON.parse('{"__proto__": "4711", "constructor": "4712"}');
    assert.equal(shown(given, '__proto__', 'constructor'), '{"__proto__":"•••","constructor":"•••"}');
  });
});

describe('A text that is shown', () => {
  it('says nothing private', () => {
    assert.equal(shownText('Code 4711, I said 4711.', ['4711']), 'Code •••, I said •••.');
  });

  it('is cut off where it is long, and not in the middle of a secret', () => {
    const text = `${'x'.repeat(MAX_ENTRY_TEXT - 3)}secret`;
    const cut = shownText(text, ['secret']);
    assert.equal(cut.length, MAX_ENTRY_TEXT);
    assert.doesNotMatch(cut, /se/);
    assert.equal(shownText('y'.repeat(MAX_ENTRY_TEXT)), 'y'.repeat(MAX_ENTRY_TEXT));
  });
});

describe('What is private', () => {
  it('is marked in the rows of a form, or in a schema as JSON Schema does', () => {
    const schema = {
      properties: {
        row: { private: true },
        pin: { writeOnly: true },
        word: { format: 'password' },
        card: { properties: { number: { writeOnly: true }, name: {} } },
        people: { items: { properties: { code: { writeOnly: true } } } },
      },
    };
    assert.deepEqual([...privatePaths(schema)], ['row', 'pin', 'word', 'card.number', 'people.code']);
  });

  it('is nothing where a schema goes round in circles or is none', () => {
    const round: Record<string, unknown> = {};
    round['properties'] = { again: round };
    assert.deepEqual([...privatePaths(round)], []);
    assert.deepEqual([...privatePaths({ properties: 7, items: [1] })], []);
  });
});
