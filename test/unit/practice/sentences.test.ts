// Owns the tests of what plain English sentences mean for a home's tools.

import assert from 'node:assert/strict';
import { exampleFor } from '../../../nodes/lib/providers/practice/example.js';
import { understand } from '../../../nodes/lib/providers/practice/understand.js';
import type { ToolDeclaration } from '../../../nodes/lib/providers/provider.js';
import { HOME, OFFICE } from './home.js';

type Values = Record<string, unknown>;
type Wanted = [tool: string, values: Values];

/** Calls by name and values; whatever is no call, by its kind. */
function meaning(sentence: string, tools: readonly ToolDeclaration[]): unknown[] {
  return understand(sentence, tools).map((part) =>
    part.kind === 'call' ? [part.name, part.arguments] : part.kind,
  );
}

function mean(
  tools: readonly ToolDeclaration[],
  table: readonly (readonly [string, ...(Wanted | string)[]])[],
): void {
  for (const [sentence, ...wanted] of table) {
    it(`“${sentence}”`, () => assert.deepEqual(meaning(sentence, tools), wanted));
  }
}

const light = (room: string, on: boolean): Wanted => ['set_light', { room, on }];
const temperature = (room: string): Wanted => ['get_temperature', { room }];
const heat = (room: string, degrees: number): Wanted => ['set_temperature', { room, degrees }];
const blind = (room: string, open: boolean): Wanted => ['open_blind', { room, open }];
const door = (name: string, locked: boolean): Wanted => ['lock_door', { door: name, locked }];
const play = (query: string): Wanted => ['play_music', { query }];
const ask = (question: string): Wanted => ['web_lookup', { question }];

describe('One wish is understood', () => {
  mean(HOME, [
    ['turn on the kitchen light', light('kitchen', true)],
    ['Turn the lights off in the living room!', light('living_room', false)],
    ['Switch the bedroom lamp off, please.', light('bedroom', false)],
    ['could you please turn on the light in the living_room?', light('living_room', true)],
    ['lights on in the livingroom', light('living_room', true)],
    ['turn on the kitchen', light('kitchen', true)],
    ['dim the kitchen light to 40%', ['set_light', { room: 'kitchen', on: true, brightness: 40 }]],
    [
      'set the bedroom light to fifty-five percent',
      ['set_light', { room: 'bedroom', on: true, brightness: 55 }],
    ],
    ['set the kitchen light to 0 percent', ['set_light', { room: 'kitchen', on: false, brightness: 0 }]],
    ['what is the temperature in the bedroom?', temperature('bedroom')],
    ['how warm is it in the kitchen', temperature('kitchen')],
    ['tell me the bedroom temperature', temperature('bedroom')],
    ['set the temperature in the kitchen to 21.5 degrees', heat('kitchen', 21.5)],
    ['make it twenty one degrees in the bedroom', heat('bedroom', 21)],
    ['set the kitchen to 19,5', heat('kitchen', 19.5)],
    ['heat the living room to 22 degrees', heat('living_room', 22)],
    ['set the bedroom to minus 5 degrees', heat('bedroom', -5)],
    ['open the blinds in the bedroom', blind('bedroom', true)],
    ['close the kitchen blind', blind('kitchen', false)],
    ['shut the living room curtains', blind('living_room', false)],
    ['lock the front door', door('front door', true)],
    ['unlock the back door', door('back door', false)],
    ['is the back door locked? lock the back door', 'unknown', door('back door', true)],
    ['play some Beethoven', play('Beethoven')],
    ['play The Beatles', play('The Beatles')],
    ['play 99 red balloons', play('99 red balloons')],
    ['play music by Queen at volume 7', ['play_music', { query: 'Queen', volume: 7 }]],
    ['look up the height of the Eiffel tower', ask('the height of the Eiffel tower')],
    ['search the web for "what is a monad?"', ask('what is a monad?')],
    ['search the web for pizza recipes', ask('pizza recipes')],
    ['I have a question: who invented the telephone', ask('who invented the telephone')],
  ]);
});

describe('Several wishes in one sentence are understood together', () => {
  mean(HOME, [
    ['turn on the kitchen light and tell me the temperature', light('kitchen', true), temperature('kitchen')],
    [
      'tell me the temperature and turn on the light in the bedroom',
      temperature('bedroom'),
      light('bedroom', true),
    ],
    [
      'lights off in the kitchen, then lock the front door, then play jazz',
      light('kitchen', false),
      door('front door', true),
      play('jazz'),
    ],
    ['turn on the kitchen and bedroom lights', light('kitchen', true), light('bedroom', true)],
    ['turn the kitchen and the bedroom lights off', light('kitchen', false), light('bedroom', false)],
    [
      'turn on the light in the kitchen, the bedroom and the living room',
      light('kitchen', true),
      light('bedroom', true),
      light('living_room', true),
    ],
    ['set the kitchen to 21 and the bedroom to 19', heat('kitchen', 21), heat('bedroom', 19)],
    ['play rock and roll', play('rock and roll')],
    [
      'play "salt and pepper" and turn off the kitchen light',
      play('salt and pepper'),
      light('kitchen', false),
    ],
    ['turn on the kitchen light and make me a coffee', light('kitchen', true), 'unknown'],
  ]);
});

describe('What no tool can do is not done', () => {
  mean(HOME, [
    ['', 'unknown'],
    ['hello', 'unknown'],
    ['kitchen', 'unknown'],
    ['make me a coffee', 'unknown'],
    ['open the window', 'unknown'],
    ['make me a sandwich in the kitchen', 'unknown'],
    ['stop the music', 'unknown'],
    ["don't turn on the kitchen light", 'unknown'],
    ['is the kitchen light on?', 'unknown'],
    ['if it is dark, turn on the kitchen light', 'unknown'],
    ['turn on the kitchen light in 10 minutes', 'unknown'],
    ['turn on the kitchen light tomorrow', 'unknown'],
  ]);

  it('asks which tool is meant when two fit alike', () => {
    const twins = ['heat_pool', 'clean_pool'].map((name) => ({ name, description: '', schema: {} }));
    assert.deepEqual(understand('the pool please', twins), [
      { kind: 'unknown', text: 'the pool please', between: ['heat_pool', 'clean_pool'] },
    ]);
  });

  it('asks for a required value instead of inventing one', () => {
    assert.deepEqual(understand('turn on the light in the garage', HOME), [
      {
        kind: 'missing',
        tool: 'set_light',
        parameters: ['room'],
        arguments: { on: true },
        text: 'turn on the light in the garage',
      },
    ]);
  });
});

describe('Free text is found without a list of choices', () => {
  mean(OFFICE, [
    ['turn on the kitchen lamp', ['setLamp', { room: 'kitchen', on: true }]],
    ['switch off the living room lamp', ['setLamp', { room: 'living room', on: false }]],
    ['turn on the lamp in the guest room', ['setLamp', { room: 'guest room', on: true }]],
    [
      'turn on the hall lamp and the attic lamp',
      ['setLamp', { room: 'hall', on: true }],
      ['setLamp', { room: 'attic', on: true }],
    ],
    ["what's the weather in New York?", ['getWeather', { city: 'New York' }]],
    ['weather Berlin', ['getWeather', { city: 'Berlin' }]],
    [
      'send a message to Bob saying dinner is ready',
      ['send_message', { recipient: 'Bob', text: 'dinner is ready' }],
    ],
    ['send "see you at 8" to Anna', ['send_message', { recipient: 'Anna', text: 'see you at 8' }]],
    ['set a timer for ten minutes', ['set_timer', { minutes: 10 }]],
    ['close the garage', ['close_garage', {}]],
    ['open the garage', 'unknown'],
    ['start the vacuum in quiet mode', ['vacuum', { mode: 'quiet' }]],
    ['vacuum with mop', ['vacuum', { mop: true }]],
    ['vacuum without mop', ['vacuum', { mop: false }]],
    ['light scene', 'missing'],
    ['set the alarm for 7:30', ['set_alarm', { time: '7:30' }]],
    ['add milk to the shopping list', ['add_to_list', { item: 'milk' }]],
    ['is the gate open?', 'unknown'],
    ['open the gate & start the vacuum', ['gate', { state: 'open' }], ['vacuum', {}]],
    ['move the robot from the hall to the kitchen', ['move_robot', { from: 'hall', to: 'kitchen' }]],
    ['move the robot to the bath from the kitchen', ['move_robot', { from: 'kitchen', to: 'bath' }]],
  ]);
});

describe('Schemas written by hand are read as far as they can be said', () => {
  const of = (properties: Values, ...required: string[]): ToolDeclaration[] => [
    { name: 'paint_wall', description: '', schema: { type: 'object', properties, required } },
  ];
  const read = (sentence: string, properties: Values, ...required: string[]) =>
    meaning(sentence, of(properties, ...required));

  it('a constant is given as it is', () => {
    assert.deepEqual(read('paint the wall', { v: { const: 2 } }, 'v'), [['paint_wall', { v: 2 }]]);
  });

  it('a required value with a default is not asked for', () => {
    assert.deepEqual(read('paint the wall', { v: { type: 'string', default: 'x' } }, 'v'), [
      ['paint_wall', {}],
    ]);
  });

  it('a list of choices takes all that are named', () => {
    const colors = { type: 'array', items: { enum: ['red', 'blue', 'sky blue'] } };
    assert.deepEqual(read('paint the wall red sky blue', { colors }, 'colors'), [
      ['paint_wall', { colors: ['sky blue', 'red'] }],
    ]);
  });

  it('a list of numbers takes all figures, a list of texts the one that is said', () => {
    const numbers = { type: 'array', items: { type: 'number' } };
    assert.deepEqual(read('paint the wall 1 2 3', { numbers }), [['paint_wall', { numbers: [1, 2, 3] }]]);
    const names = { type: 'array', items: { type: 'string' } };
    assert.deepEqual(read('paint the wall in ochre', { names }), [['paint_wall', { names: ['ochre'] }]]);
  });

  it('a type that may be null is taken as the other one', () => {
    const coats = { type: ['null', 'integer'] };
    assert.deepEqual(read('paint the wall with two coats', { coats }), [['paint_wall', { coats: 2 }]]);
  });

  it('a number may be one of a few', () => {
    assert.deepEqual(read('paint the wall 2', { coats: { enum: [1, 2] } }), [['paint_wall', { coats: 2 }]]);
  });

  it('an object cannot be said: it is asked for with an exact order', () => {
    const style = { anyOf: [{ type: 'object' }] };
    assert.deepEqual(read('paint the wall', { style }, 'style'), ['missing']);
    const tools = of({ style }, 'style');
    assert.equal(tools[0] && exampleFor(tools[0], tools), 'call paint_wall {"style":{}}');
  });
});
