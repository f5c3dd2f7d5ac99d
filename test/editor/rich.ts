// Owns flows whose forms show as much as they can: every kind of row and field, agents of each kind, and a workspace in
// which every kind of difference is to be seen. Holds no test.

import type { Simulator, WorkspaceTool } from '../simulator/simulator.js';
import { newFlow, type FlowBuilder } from '../support/flow.js';

/** The nodes of `richFlow` that have a form. */
export const FORMS = ['session', 'tool', 'schema', 'reply', 'send', 'home', 'both', 'voice'] as const;

function row(name: string, type: string, description: string, choices: readonly string[] = []) {
  return { name, type, description, required: true, enum: choices };
}

const LEVEL = {
  ...row('level', 'number', ''),
  unit: '%',
  min: '1',
  max: '100',
  default: '80',
  keep: { multipleOf: 5 },
};

const TIMES = {
  ...row('times', 'array', 'When'),
  items: 'object',
  rows: [row('from', 'string', 'Start, such as 7:30'), row('until', 'string', 'End')],
};

const PARAMETERS = [
  row('room', 'string', 'Which room', ['kitchen', 'living room']),
  row('on', 'boolean', 'True for on'),
  LEVEL,
  TIMES,
];

export function richFlow(): FlowBuilder {
  const flow = newFlow('forms');
  const agent = { agentId: '', baseUrl: '', tls: '', origin: '' };
  flow.config('agent-config', 'home', { ...agent, name: '', provider: 'practice' });
  flow.config('agent-config', 'both', {
    ...agent,
    name: 'Front desk',
    provider: 'elevenlabs',
    agentId: 'agent_01',
  });
  flow.config('agent-config', 'voice', {
    ...agent,
    name: '',
    provider: 'vatel',
    agentId: '7b1f',
    baseUrl: 'https://example.com',
  });
  flow.node('agent-session', 'session', {
    x: 200,
    agent: 'voice',
    start: 'message',
    firstMessage: 'Good morning',
    language: 'guest.language',
    languageType: 'msg',
    idleMinutes: '10',
    talk: true,
    talkPath: 'kitchen',
    talkSession: 'each',
    variables: [
      { name: 'user_name', value: 'Ada', valueType: 'str' },
      { name: 'room', value: 'payload.room', valueType: 'msg' },
    ],
  });
  flow.node('agent-tool', 'tool', { x: 200, y: 180, ...toolWithEverything() });
  flow.node('agent-tool', 'schema', {
    x: 200,
    y: 260,
    agent: 'home',
    tool: 'set_light',
    parameters: [row('room', 'string', 'Which room')],
    schema: '{\n  "type": "object",\n  "properties": { "room": { "type": "strin" }\n}',
  });
  const value = { value: 'payload', valueType: 'msg' };
  flow.node('agent-reply', 'reply', { x: 200, y: 340, ...value, outcome: 'auto' });
  flow.node('agent-send', 'send', { x: 200, y: 420, agent: 'voice', action: 'context', ...value });
  return flow;
}

function toolWithEverything(): Record<string, unknown> {
  return {
    agent: 'both',
    tool: 'set_light',
    description: 'Turns a light on or off.',
    timeout: '60',
    acknowledgeAfter: '3',
    acknowledgement: 'The {{room}} light is on its way.',
    errorsAs: 'sentence',
    errorSentence: 'That did not work. Please try the switch on the wall.',
    order: 'queue',
    cancelled: true,
    interruptible: true,
    mqtt: true,
    parameters: PARAMETERS,
  };
}

/** Against `compareFlow`: one tool different, one missing there, one not wired here, one in step. */
export const WORKSPACE: readonly WorkspaceTool[] = [
  {
    name: 'set_light',
    description: 'Switches a light.',
    parameters: {
      type: 'object',
      properties: {
        room: { type: 'string', description: 'The room', enum: ['kitchen', 'bath'] },
        on: { type: 'string', description: 'True for on' },
        user: { type: 'string', dynamic_variable: 'user_name' },
      },
      required: ['room'],
    },
    usedBy: ['Front desk', 'Garage'],
  },
  { name: 'setBlind', description: 'Opens or closes a blind.' },
  {
    name: 'get_weather',
    description: 'The weather.',
    expects_response: true,
    tool_error_handling_mode: 'passthrough',
  },
];

export function compareFlow({ origin, agentId, apiKey }: Simulator): FlowBuilder {
  const flow = newFlow('Home');
  flow.config(
    'agent-config',
    'desk',
    { name: 'Front desk', provider: 'elevenlabs', agentId, baseUrl: origin },
    { apiKey },
  );
  const tool = (id: string, y: number, settings: object) =>
    flow.node('agent-tool', id, {
      x: 200,
      y,
      agent: 'desk',
      parameters: [],
      wires: [['reply']],
      ...settings,
    });
  tool('light', 180, {
    tool: 'set_light',
    description: 'Turns a light on or off.',
    parameters: PARAMETERS.slice(0, 2),
  });
  tool('blind', 260, { tool: 'set_blind' });
  tool('weather', 100, { tool: 'get_weather', description: 'The weather.' });
  flow.node('agent-reply', 'reply', { x: 480, y: 340, value: 'payload', valueType: 'msg', outcome: 'auto' });
  return flow;
}
