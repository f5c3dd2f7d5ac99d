// Owns the tests of a whole conversation with the practice agent: greeting, calls, results, questions back.

import assert from 'node:assert/strict';
import { practiceAgent } from '../../../nodes/lib/providers/practice/agent.js';
import { HOME } from './home.js';
import { answer, callsIn, errorsIn, OPENING, saidIn, talk } from './talk.js';

describe('The practice agent, when the conversation opens,', () => {
  it('says that it is no language model', () => {
    const [ready, said] = talk().greeting;
    assert.equal(ready?.type, 'ready');
    assert.match(saidIn(said ? [said] : [])[0] ?? '', /practice agent.*no language model/);
  });

  it('gives each conversation an id of its own', () => {
    const ids = [talk(), talk()].flatMap(({ greeting }) =>
      greeting.flatMap((event) => (event.type === 'ready' ? [event.conversationId] : [])),
    );
    assert.equal(new Set(ids).size, 2);
  });

  it('says the first message with its variables filled in', () => {
    const opening = {
      ...OPENING,
      firstMessage: 'Hello {{name}}, it is {{ hour }} h.',
      variables: { name: 'Ann', hour: 8 },
    };
    assert.deepEqual(saidIn(talk(opening).greeting), ['Hello Ann, it is 8 h.']);
  });

  it('tells which variable of the first message is missing', () => {
    const { greeting } = talk({ ...OPENING, firstMessage: 'Hello {{name}}' });
    assert.deepEqual(
      errorsIn(greeting).map(({ code, params }) => [code, params['variable']]),
      [['provider.variable-missing', 'name']],
    );
    assert.deepEqual(saidIn(greeting), ['Hello {{name}}']);
  });
});

describe('The practice agent, told what to do,', () => {
  it('makes two calls of one sentence together, with ids of their own', () => {
    const calls = callsIn(talk().ask('turn on the kitchen light and tell me the temperature'));
    assert.deepEqual(
      calls.map(({ name, arguments: values }) => [name, values]),
      [
        ['set_light', { room: 'kitchen', on: true }],
        ['get_temperature', { room: 'kitchen' }],
      ],
    );
    assert.equal(new Set(calls.map(({ batch }) => batch)).size, 1);
    assert.equal(new Set(calls.map(({ id }) => id)).size, 2);
    assert.ok(calls.every(({ expectsResponse, speculative }) => expectsResponse && !speculative));
  });

  it('waits with its reply until it is told to go on, and then says every result', () => {
    const conversation = talk();
    const calls = callsIn(conversation.ask('turn on the kitchen light and tell me the temperature'));
    assert.deepEqual(answer(conversation, calls, 'The light is on.', '{"temperature":21,"unit":"C"}'), [
      'The light is on. temperature: 21, unit: C.',
    ]);
  });

  it('says a single result word for word', () => {
    const conversation = talk();
    const calls = callsIn(conversation.ask('tell me the temperature in the kitchen'));
    assert.deepEqual(answer(conversation, calls, '21 degrees'), ['21 degrees']);
  });

  it('says what did not work, and what came back empty', () => {
    const conversation = talk();
    const calls = callsIn(conversation.ask('turn on the kitchen light and lock the front door'));
    assert.deepEqual(answer(conversation, calls, new Error('the lamp is offline'), ''), [
      'set_light did not work: the lamp is offline. lock_door is done.',
    ]);
  });

  it('says when a call was never answered', () => {
    const conversation = talk();
    const [call] = callsIn(conversation.ask('turn on the kitchen light'));
    assert.deepEqual(saidIn(conversation.tell({ type: 'continue', batch: call?.batch })), [
      'set_light has not answered.',
    ]);
  });

  it('says in the same reply what it did not understand', () => {
    const conversation = talk();
    const calls = callsIn(conversation.ask('turn on the kitchen light and make me a coffee'));
    const [said = ''] = answer(conversation, calls, 'The light is on');
    assert.match(said, /^The light is on\. I found no tool for “make me a coffee”\./);
  });

  it('keeps the replies to two sentences apart when the second comes before the first is answered', () => {
    const conversation = talk();
    const first = callsIn(conversation.ask('turn on the kitchen light'));
    const second = callsIn(conversation.ask('lock the front door'));
    assert.notEqual(first[0]?.batch, second[0]?.batch);
    assert.deepEqual(answer(conversation, second, 'Locked.'), ['Locked.']);
    assert.deepEqual(answer(conversation, first, 'Lit.'), ['Lit.']);
  });

  it('goes on without the name of a batch once all is answered', () => {
    const conversation = talk();
    const [call] = callsIn(conversation.ask('lock the front door'));
    const { id = '', name = '' } = call ?? {};
    conversation.tell({ type: 'tool.result', id, name, text: 'Locked.', outcome: 'success' });
    assert.deepEqual(saidIn(conversation.tell({ type: 'continue', batch: undefined })), ['Locked.']);
  });

  it('uses tools that are wired while the session is open, and no longer those that are gone', () => {
    const conversation = talk(OPENING, []);
    assert.match(
      saidIn(conversation.ask('turn on the kitchen light'))[0] ?? '',
      /No tools are wired to me yet/,
    );
    conversation.tell({ type: 'tools', tools: HOME });
    assert.equal(callsIn(conversation.ask('turn on the kitchen light')).length, 1);
    conversation.tell({ type: 'tools', tools: [] });
    assert.equal(callsIn(conversation.ask('turn on the kitchen light')).length, 0);
  });

  it('knows tools that are declared before it is greeted', () => {
    const peer = practiceAgent('c');
    peer.hear(JSON.stringify({ type: 'tools', tools: HOME }));
    peer.hear(JSON.stringify({ type: 'hello', variables: {} }));
    const [calls = ''] = peer.hear(JSON.stringify({ type: 'user', text: 'turn on the kitchen light' }));
    assert.match(calls, /"name":"set_light"/);
  });
});

describe('The practice agent, at a loss,', () => {
  it('lists what it can do, with a sentence that works', () => {
    const conversation = talk();
    const [said = ''] = saidIn(conversation.ask('make me a coffee'));
    assert.match(said, /- set_light: Turns the light in a room on or off\./);
    assert.match(said, /- lock_door\n/);
    const [, example = ''] = /Say for example: “(.*)”$/.exec(said) ?? [];
    assert.equal(callsIn(conversation.ask(example))[0]?.name, 'set_light');
  });

  it('lists no more than a dozen tools', () => {
    const tools = Array.from({ length: 200 }, (_, at) => ({
      name: `tool_${at}`,
      description: 'x',
      schema: {},
    }));
    const [said = ''] = saidIn(talk(OPENING, tools).ask('make me a coffee'));
    assert.match(said, /- and 188 more/);
  });

  it('asks for what is missing, names the choices and shows how to say it', () => {
    const conversation = talk();
    const [said = ''] = saidIn(conversation.ask('turn on the light'));
    assert.match(
      said,
      /I need “room” for set_light\. For “room” you can say kitchen, living_room or bedroom\./,
    );
    const [, example = ''] = /Say for example: “(.*)”$/.exec(said) ?? [];
    assert.deepEqual(callsIn(conversation.ask(example))[0]?.arguments, { room: 'kitchen', on: true });
  });

  it('takes the bare answer to its question', () => {
    const conversation = talk();
    conversation.ask('turn on the light');
    assert.deepEqual(callsIn(conversation.ask('the bedroom'))[0]?.arguments, { room: 'bedroom', on: true });
    conversation.ask('play music');
    assert.deepEqual(callsIn(conversation.ask('Queen'))[0]?.arguments, { query: 'Queen' });
  });

  it('asks on when the answer was only a part', () => {
    const conversation = talk();
    conversation.ask('set the temperature');
    assert.match(saidIn(conversation.ask('in the bedroom'))[0] ?? '', /I need “degrees”/);
    assert.deepEqual(callsIn(conversation.ask('20'))[0]?.arguments, { room: 'bedroom', degrees: 20 });
  });

  it('forgets its question when something else is said', () => {
    const conversation = talk();
    conversation.ask('turn on the light');
    conversation.ask('lock the front door');
    assert.equal(callsIn(conversation.ask('the bedroom')).length, 0);
  });

  it('asks which of two tools is meant', () => {
    const twins = ['heat_pool', 'clean_pool'].map((name) => ({ name, description: '', schema: {} }));
    assert.match(
      saidIn(talk(OPENING, twins).ask('the pool'))[0] ?? '',
      /“the pool”.*heat_pool or clean_pool/,
    );
  });

  it('says that the arguments of an exact order are broken', () => {
    const [said] = saidIn(talk().ask('call set_light {"room"'));
    assert.equal(said, 'The arguments of set_light are not a JSON object: {"room"');
  });

  it('says that it heard nothing', () => {
    assert.match(saidIn(talk().ask('  '))[0] ?? '', /^I heard nothing that I could do\./);
  });

  it('says that a text is too long instead of guessing at it', () => {
    const [said] = saidIn(talk().ask('turn on the kitchen light '.repeat(100)));
    assert.equal(said, 'That is 2600 characters long, and I read at most 2000. Please say it shorter.');
  });
});
