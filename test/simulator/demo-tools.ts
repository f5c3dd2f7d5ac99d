// Owns the tools that a simulated agent knows when it is started by hand: enough for a first flow.

import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';

export const DEMO_TOOLS: readonly ToolDeclaration[] = [
  {
    name: 'set_light',
    description: 'Turns the light of a room on or off.',
    schema: {
      type: 'object',
      properties: {
        room: { type: 'string', description: 'The room', enum: ['kitchen', 'living room', 'bedroom'] },
        on: { type: 'boolean', description: 'true to turn it on, false to turn it off' },
      },
      required: ['room', 'on'],
    },
  },
  {
    name: 'get_temperature',
    description: 'Tells the temperature of a room.',
    schema: {
      type: 'object',
      properties: { room: { type: 'string', description: 'The room' } },
      required: ['room'],
    },
  },
];
