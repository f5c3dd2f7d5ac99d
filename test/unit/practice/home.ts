// Owns the tools of a small smart home, as rows of the form would declare them, for the tests of the practice agent.

import type { ToolDeclaration } from '../../../nodes/lib/providers/provider.js';
import { schemaOfRows, type ParameterRow } from '../../../nodes/lib/shared/parameters.js';

const ROOMS = ['kitchen', 'living_room', 'bedroom'];

function row(name: string, type: ParameterRow['type'], more: Partial<ParameterRow> = {}): ParameterRow {
  return { name, type, description: '', required: true, enum: [], ...more };
}

export function tool(name: string, description: string, ...rows: ParameterRow[]): ToolDeclaration {
  return { name, description, schema: schemaOfRows(rows) };
}

const room = row('room', 'string', { enum: ROOMS, description: 'Which room' });

export const SET_LIGHT = tool(
  'set_light',
  'Turns the light in a room on or off.',
  room,
  row('on', 'boolean', { description: 'true for on' }),
  row('brightness', 'integer', { required: false, description: '0 to 100 percent' }),
);

export const GET_TEMPERATURE = tool('get_temperature', 'Gives the temperature in a room.', room);

export const HOME: readonly ToolDeclaration[] = [
  SET_LIGHT,
  GET_TEMPERATURE,
  tool('set_temperature', 'Sets the heating of a room.', room, row('degrees', 'number')),
  tool('open_blind', 'Moves the blind of a room.', room, row('open', 'boolean')),
  tool(
    'lock_door',
    '',
    row('door', 'string', { enum: ['front door', 'back door'] }),
    row('locked', 'boolean'),
  ),
  tool('play_music', 'Plays music.', row('query', 'string'), row('volume', 'integer', { required: false })),
  tool('web_lookup', 'Looks something up on the web.', row('question', 'string')),
];

/** A home whose rooms are free text, and tools of other makes. */
export const OFFICE: readonly ToolDeclaration[] = [
  tool(
    'setLamp',
    'Switches a lamp.',
    row('room', 'string'),
    row('on', 'boolean'),
    row('color', 'string', { required: false }),
  ),
  tool('getWeather', '', row('city', 'string')),
  tool('send_message', '', row('recipient', 'string'), row('text', 'string')),
  tool('set_timer', '', row('minutes', 'number')),
  tool('close_garage', ''),
  tool('set_alarm', '', row('time', 'string')),
  tool('add_to_list', 'Adds to the shopping list.', row('item', 'string')),
  tool('gate', '', row('state', 'string', { enum: ['open', 'closed'] })),
  tool('move_robot', '', row('from', 'string'), row('to', 'string', { enum: ['kitchen', 'hall', 'bath'] })),
  tool(
    'vacuum',
    '',
    row('mode', 'string', { enum: ['quiet', 'turbo'], required: false }),
    row('mop', 'boolean', { required: false }),
  ),
  tool('light_scene', 'Lights several rooms.', row('rooms', 'array'), row('style', 'object')),
];
