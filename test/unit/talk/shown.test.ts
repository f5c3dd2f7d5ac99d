// What a talk page is told: lines of a conversation, calls in short, words of its language, its address.

import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AgentError, ERROR_CODES, type ErrorCode } from '../../../nodes/lib/errors.js';
import { talkWords } from '../../../nodes/lib/nodered/talk-words.js';
import { isTalkPath, talkPathOf } from '../../../nodes/lib/shared/talk.js';
import { callLine } from '../../../nodes/lib/talk/call-line.js';
import { Past } from '../../../nodes/lib/talk/past.js';
import { problemFor } from '../../../nodes/lib/talk/problem.js';
import type { OpenCall } from '../../../nodes/lib/tools/ledger.js';
import { ROOT } from '../../support/project.js';
import { sourcesIn } from '../../support/sources.js';

const CALL: OpenCall = {
  ref: 'r1',
  id: 'secret-id',
  name: 'set_light',
  raw: { password: 'raw' },
  expectsResponse: true,
  speculative: false,
  receivedAt: 1000,
  deadline: 16_000,
  ending: undefined,
  endedAt: 1410,
  reason: undefined,
  answer: undefined,
  sent: undefined,
  acknowledged: false,
  atWork: true,
};

describe('The line of a call', () => {
  it('holds the arguments in short, and how it ended', () => {
    const values = { room: 'kitchen', on: true, dim: 30, list: ['a'], note: 'x'.repeat(100), empty: ' ' };
    const begun = callLine({ type: 'accepted', call: CALL, arguments: values }, undefined);
    assert.deepEqual(begun, {
      type: 'call',
      ref: 'r1',
      tool: 'set_light',
      details: ['kitchen', { name: 'on', on: true }, 30, `${'x'.repeat(39)}…`],
      state: 'running',
    });
    const answer = { text: 'a secret answer', outcome: 'success' } as const;
    const done = callLine({ type: 'settled', call: CALL, ending: 'answered', answer }, begun);
    assert.deepEqual(done, { ...begun, state: 'done', seconds: 0.5 });
  });

  it('does not hold the value of a private argument', () => {
    const values = { room: 'kitchen', pin: '4711', code: 4711, armed: true };
    const hidden = new Set(['pin', 'code', 'armed']);
    const line = callLine({ type: 'accepted', call: CALL, arguments: values, private: hidden }, undefined);
    assert.deepEqual(line?.details, ['kitchen', '•••', '•••', '•••']);
  });

  it('says failed for an answer that is an error, for one that never came, and for one that was called off', () => {
    const wrong = { text: '', outcome: 'error' } as const;
    const state = (event: Parameters<typeof callLine>[0]) => callLine(event, undefined)?.state;
    assert.equal(state({ type: 'settled', call: CALL, ending: 'answered', answer: wrong }), 'failed');
    assert.equal(state({ type: 'settled', call: CALL, ending: 'expired' }), 'failed');
    assert.equal(state({ type: 'settled', call: CALL, ending: 'lost' }), 'failed');
    assert.equal(state({ type: 'settled', call: CALL, ending: 'cancelled' }), 'cancelled');
  });
});

describe('What visitors are told of a problem', () => {
  const { words } = talkWords('en');

  it('holds nothing that a provider, a flow or a machine has said', () => {
    const params = { detail: 'DETAIL', reason: 'DETAIL', start: 'DETAIL', host: 'DETAIL', message: 'DETAIL' };
    for (const code of ERROR_CODES) {
      const text = problemFor(new AgentError(code, { ...params, key: 'DETAIL', name: 'DETAIL' }), words);
      assert.doesNotMatch(text ?? '', /DETAIL|__|visitor\./, code);
      if (/^(config|dial|line|provider|session\.node|message|internal)/.test(code)) assert.ok(text, code);
    }
  });

  it('is nothing where a frame or a tool is at fault', () => {
    for (const code of ERROR_CODES.filter((one) => /^(frame|tool|reply)/.test(one)))
      assert.equal(problemFor(new AgentError(code), words), undefined, code);
  });

  it('is for somebody who cannot mend it', () => {
    const said = (code: ErrorCode) => problemFor(new AgentError(code, { limit: 2 }), words);
    assert.equal(said('session.node-full'), 'Too many people are talking just now. Try again in a while.');
    assert.match(said('dial.unauthorized') ?? '', /Ask whoever looks after it/);
  });
});

describe('What was said', () => {
  const said = (text: string, more = {}) =>
    ({ type: 'said', role: 'agent', text, final: true, ...more }) as const;

  it('changes in its place while it grows', () => {
    const past = new Past();
    past.add(said('The', { turn: '1', final: false }));
    past.add(said('Hello', { turn: '0' }));
    past.add(said('The light', { turn: '1' }));
    past.add(said('The', { turn: '1', interrupted: true }));
    assert.deepEqual(
      past.lines.map(({ type, ...line }) => ('text' in line ? line.text : type)),
      ['The', 'Hello'],
    );
  });

  it('without the name of a turn grows until it is final', () => {
    const past = new Past();
    past.add(said('One', { final: false }));
    past.add(said('One two'));
    past.add(said('Three'));
    assert.equal(past.lines.length, 2);
  });

  it('is kept apart from the next conversation, though turns are counted anew', () => {
    const past = new Past();
    const turns = [past.turn('1')];
    past.begin();
    turns.push(past.turn('1'));
    past.begin();
    turns.push(past.turn('1'));
    assert.equal(new Set(turns).size, 3);
  });

  it('is bounded', () => {
    const past = new Past();
    for (let line = 0; line < 500; line += 1) past.add(said('x'.repeat(10_000), { turn: String(line) }));
    assert.equal(past.lines.length, 60);
    assert.ok(JSON.stringify(past.lines).length < 300_000);
  });
});

describe('The words of a talk page', () => {
  it('are those of the browser, where there are such; else English', () => {
    for (const accepted of [
      undefined,
      '',
      'tlh',
      'en-GB,en;q=0.9',
      'xx;q=1,en-US;q=0.1',
      ';;;,,,q=',
      'en;q=0',
    ])
      assert.equal(talkWords(accepted).language, 'en-US', accepted);
  });

  it('are in every language that there is a catalog of, whatever the country', () => {
    for (const language of readdirSync(join(ROOT, 'locales'))) {
      const [primary = ''] = language.split('-');
      for (const accepted of [
        language,
        `${primary}-XX;q=0.9,en;q=0.5`,
        `tlh,${language.toLowerCase()};q=0.1`,
      ])
        assert.equal(talkWords(accepted).language, language, accepted);
    }
  });

  it('stand in the catalog, all that the page names and no others', () => {
    const keys = keysOf(talkWords('en').page);
    const sources = sourcesIn('nodes/talk', /\.(ts|html)$/);
    const code = sources.map((source) => source.code).join('\n');
    const quoted = [...code.matchAll(/(['"`])([a-z]+\.(?:(?!\1)[^\n])+)\1/g)].map(([, , key = '']) => key);
    const roots = new Set(keys.map((key) => key.split('.')[0]));
    const all = quoted.filter((key) => roots.has(key.split('.')[0]) && !key.includes(' '));
    assert.ok(all.length > 20);
    const absent = all.filter((key) => !keys.some((known) => patternOf(key).test(known)));
    const unused = keys.filter((key) => !all.some((named) => patternOf(named).test(key)));
    assert.deepEqual({ absent, unused }, { absent: [], unused: [] });
  });

  it('are plain text: nothing in them is markup', () => {
    assert.doesNotMatch(JSON.stringify(talkWords('en').page), /[<>]/);
  });
});

describe('The address of a talk page', () => {
  it('is made of the name of its node', () => {
    assert.equal(talkPathOf('Smart home'), 'smart-home');
    assert.equal(talkPathOf('  Küche & Bad!  '), 'kuche-bad');
    assert.equal(talkPathOf('電気'), '');
    assert.ok(isTalkPath(talkPathOf('x'.repeat(500))));
  });

  it('is one plain word', () => {
    for (const wrong of ['', 'a/b', '..', 'a b', '%2e', 'ä', 'x'.repeat(65)])
      assert.equal(isTalkPath(wrong), false);
  });
});

function keysOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    inner instanceof Object ? keysOf(inner, `${path}${key}.`) : [`${path}${key}`],
  );
}

function patternOf(key: string): RegExp {
  return new RegExp(`^${key.split(/\$\{[^}]*\}/).join('.+')}$`);
}
