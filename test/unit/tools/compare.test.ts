// What counts as a difference between a tool here and the same tool at a provider, and what does not.

import assert from 'node:assert/strict';
import type { KeptTool } from '../../../nodes/lib/providers/directory.js';
import { compareTools, waitFor, type ComparedTool, type HereTool } from '../../../nodes/lib/tools/compare.js';

const RULES = { maxSeconds: 120, takesAny: false, partial: false };
const ROOM = { room: { type: 'string', description: 'Which room', enum: ['bedroom', 'kitchen'] } };

function here(more: Partial<HereTool> = {}): HereTool {
  return {
    name: 'set_light',
    description: 'Turns a light on or off.',
    schema: { type: 'object', properties: ROOM, required: ['room'] },
    declaredBy: 'node',
    answered: true,
    errorsMarked: true,
    timeoutSeconds: 15,
    staysHere: [],
    beyond: [],
    invented: [],
    ...more,
  };
}

function there(more: Partial<KeptTool> = {}): KeptTool {
  return {
    id: 'tool_1',
    name: 'set_light',
    description: 'Turns a light on or off.',
    parameters: { type: 'object', properties: ROOM, required: ['room'] },
    provided: [],
    expectsResponse: true,
    timeoutSeconds: 20,
    errors: 'shown',
    attached: true,
    writable: true,
    mark: 'm',
    ...more,
  };
}

function one(ours: HereTool, ...theirs: KeptTool[]): ComparedTool {
  const [row] = compareTools([ours], theirs, RULES);
  assert.ok(row);
  return row;
}

function told(row: ComparedTool): string[] {
  return row.differences.map(
    ({ aspect, path, here: a, there: b }) => `${aspect} ${path}: ${JSON.stringify(a)} | ${JSON.stringify(b)}`,
  );
}

function properties(inner: object, required: string[] = []) {
  return { type: 'object', properties: inner, required };
}

describe('A tool here and there', () => {
  it('is in step where it means the same, whatever the order and the spelling of it', () => {
    const theirs = there({
      description: '  Turns a light on or off. ',
      parameters: {
        required: ['room'],
        properties: { room: { enum: ['kitchen', 'bedroom'], description: 'Which room ', type: ['string'] } },
      },
      timeoutSeconds: 'unlimited',
    });
    assert.equal(one(here(), theirs).state, 'in-step');
  });

  it('differs where the agent does not wait, hides errors, or gives up too early', () => {
    const row = one(here(), there({ expectsResponse: false, errors: 'hidden', timeoutSeconds: 10 }));
    assert.equal(row.state, 'different');
    assert.deepEqual(told(row), [
      'answer : true | false',
      'errors : "shown" | "hidden"',
      'timeout : 15 | 10',
    ]);
    assert.equal(row.differences[2]?.becomes, 20);
  });

  it('does not differ in that where no result is ever sent', () => {
    const silent = here({ answered: false });
    assert.equal(
      one(silent, there({ expectsResponse: false, errors: 'hidden', timeoutSeconds: 1 })).state,
      'in-step',
    );
  });

  it('may have its errors hidden where they are not marked as such', () => {
    assert.equal(one(here({ errorsMarked: false }), there({ errors: 'hidden' })).state, 'in-step');
  });

  it('cannot be waited for longer than the provider waits', () => {
    const row = one(here({ timeoutSeconds: 300 }), there({ timeoutSeconds: 120 }));
    assert.deepEqual([row.differences[0]?.aspect, row.differences[0]?.becomes], ['timeout', 120]);
    assert.deepEqual([waitFor(15, 120), waitFor(0.1, 120), waitFor(300, undefined)], [20, 1, 400]);
  });

  it('differs in each parameter that is missing, has another type, other choices or another meaning', () => {
    const ours = properties(
      {
        room: { type: 'string', description: 'Which room', enum: ['a'] },
        level: { type: 'integer' },
        place: { type: 'object', properties: { floor: { type: 'integer' } } },
      },
      ['room'],
    );
    const theirs = properties({
      room: { type: 'string', description: 'Other', enum: ['b'] },
      level: { type: 'string' },
      extra: { type: 'boolean' },
    });
    assert.deepEqual(told(one(here({ schema: ours }), there({ parameters: theirs }))), [
      'meaning room: "Which room" | "Other"',
      'choices room: ["a"] | ["b"]',
      'required room: true | false',
      'type level: ["integer"] | ["string"]',
      'parameter place: ["object"] | null',
      'parameter extra: null | ["boolean"]',
    ]);
  });

  it('looks into lists and objects', () => {
    const list = (type: string) =>
      properties({ rooms: { type: 'array', items: properties({ floor: { type } }) } });
    const row = one(here({ schema: list('integer') }), there({ parameters: list('number') }));
    assert.deepEqual(told(row), ['type rooms[].floor: ["integer"] | ["number"]']);
  });

  it('does not differ where nothing is said here, or what is said is but the name', () => {
    const ours = here({ description: '', schema: properties({ room: { type: 'string' }, any: {} }) });
    const theirs = properties({
      room: { type: 'string', description: 'Which room' },
      any: { type: 'number' },
    });
    assert.equal(one(ours, there({ parameters: theirs })).state, 'in-step');
    const pushed = properties({ room: { type: 'string', description: 'room' }, any: { type: 'string' } });
    assert.equal(one(ours, there({ parameters: pushed })).state, 'in-step');
  });

  it('does not miss what the provider fills in by itself', () => {
    const theirs = properties({ user: { type: 'string' }, home: properties({ id: { type: 'string' } }) });
    const row = one(
      here({ schema: properties({}) }),
      there({ parameters: theirs, provided: ['user', 'home'] }),
    );
    assert.equal(row.state, 'in-step');
  });

  it('is missing there where the agent does not have it, even if the workspace does', () => {
    assert.equal(one(here()).state, 'missing-there');
    const row = one(here(), there({ attached: false }));
    assert.deepEqual([row.state, row.others.map(({ id }) => id)], ['missing-there', ['tool_1']]);
  });

  it('is not wired here where only the agent has it, and of no matter where nobody has', () => {
    const rows = compareTools([], [there(), there({ id: 'tool_2', name: 'spare', attached: false })], RULES);
    assert.deepEqual(
      rows.map(({ name, state }) => [name, state]),
      [['set_light', 'not-wired']],
    );
  });

  it('of any name has a taker where a tool takes all calls', () => {
    const [row] = compareTools([], [there()], { ...RULES, takesAny: true });
    assert.deepEqual([row?.state, row?.takenAnyway], ['not-wired', true]);
  });

  it('is told apart from one whose name only looks the same', () => {
    const rows = compareTools([here()], [there({ name: 'setLight' })], RULES);
    assert.deepEqual(
      rows.map(({ name, state, similar }) => [name, state, similar]),
      [
        ['set_light', 'missing-there', 'setLight'],
        ['setLight', 'not-wired', 'set_light'],
      ],
    );
  });

  it('is never in step where the agent has two of its name', () => {
    const row = one(here(), there(), there({ id: 'tool_2' }));
    assert.deepEqual([row.state, row.twice, row.differences], ['different', true, []]);
  });

  it('comes first where it needs a person', () => {
    const rows = compareTools(
      [here({ name: 'same' }), here({ name: 'b_new' }), here({ name: 'a_new' }), here({ name: 'other' })],
      [there({ name: 'same' }), there({ name: 'other', expectsResponse: false }), there({ name: 'foreign' })],
      RULES,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['other', 'a_new', 'b_new', 'foreign', 'same'],
    );
  });

  it('that is only known from calls is not missing, and lacks no optional parameter', () => {
    const schema = properties({ room: { type: 'string' }, level: { type: 'number' } }, ['room']);
    const seen = {
      name: 'set_light',
      provided: [],
      parameters: properties({ room: { type: 'string' } }, ['room']),
    };
    const partial = { maxSeconds: undefined, takesAny: false, partial: true };
    const rows = compareTools([here({ schema }), here({ name: 'never' })], [seen], partial);
    assert.deepEqual(
      rows.map(({ name, state }) => [name, state]),
      [
        ['never', 'unseen'],
        ['set_light', 'in-step'],
      ],
    );
  });
});
