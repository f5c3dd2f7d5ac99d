// Owns the flows that are compared: ours, and two ways to do the same with core nodes alone. Each answers the same call
// with the same words.

import { newFlow, type FlowBuilder } from '../support/flow.js';
import { TOOL } from './provider.js';

/** agent-tool, one Function, agent-reply. `host` is the provider's. */
export function ours(host: string, name: string): FlowBuilder {
  const flow = newFlow();
  const settings = { provider: 'elevenlabs', agentId: name, baseUrl: `http://${host}` };
  const agent = flow.config('agent-config', 'agent', settings);
  flow.node('agent-session', 'session', { agent, start: 'deploy', textOnly: true, variables: [] });
  flow.node('agent-tool', 'tool', {
    agent,
    tool: TOOL,
    description: 'Turns a light on or off',
    parameters: [
      { name: 'room', type: 'string', description: '', required: true, enum: ['kitchen', 'bedroom'] },
      { name: 'on', type: 'boolean', description: '', required: true, enum: [] },
    ],
    schema: '',
    timeout: '',
  });
  flow.node('function', 'work', { func: WORK, outputs: 1 });
  flow.node('agent-reply', 'reply');
  flow.wire('tool', 'work', 'reply');
  return flow;
}

const WORK = `
const { room, on } = msg.payload;
msg.payload = \`The \${room} light is \${on ? 'on' : 'off'}.\`;
return msg;`;

/** The fewest core nodes: one Function between the WebSocket nodes. A new message, so nothing of the old one is in the way. */
export function fewest(host: string, name: string): FlowBuilder {
  const flow = sockets(host, name);
  flow.node('function', 'work', { func: FEWEST, outputs: 1 });
  flow.wire('in', 'work', 'out');
  return flow;
}

const FEWEST = `
const frame = JSON.parse(msg.payload);
if (frame.type !== 'client_tool_call') return null;
const call = frame.client_tool_call;
if (call.tool_name !== '${TOOL}') return null;
const { room, on } = call.parameters;
const result = \`The \${room} light is \${on ? 'on' : 'off'}.\`;
const reply = { type: 'client_tool_result', tool_call_id: call.tool_call_id, result, is_error: false };
return { payload: JSON.stringify(reply) };`;

/** The fewest core nodes in a Node-RED where one of our calls is open all the time, so that every message is followed. */
export function followed(host: string, name: string): FlowBuilder {
  const flow = fewest(host, name);
  const agent = flow.config('agent-config', 'agent', { name: 'Waiting', provider: 'practice' });
  flow.node('agent-session', 'session', { agent, start: 'deploy', variables: [] });
  flow.node('agent-tool', 'tool', { agent, tool: 'wait', parameters: [], timeout: '3600' });
  flow.node('function', 'silent', { func: 'return null;', outputs: 1 });
  flow.node('inject', 'ask', {
    once: true,
    onceDelay: 0.1,
    props: [{ p: 'payload' }],
    payload: 'call wait {}',
    payloadType: 'str',
  });
  flow.wire('ask', 'session');
  flow.wire('tool', 'silent');
  return flow;
}

/** The way people wire it by hand: json, a switch on the type, one on the tool, a Function for the work, one for the reply. */
export function handWired(host: string, name: string): FlowBuilder {
  const flow = sockets(host, name);
  flow.node('json', 'parse', { property: 'payload', action: 'obj', pretty: false });
  flow.node('switch', 'type', equals('payload.type', 'client_tool_call'));
  flow.node('switch', 'tool', equals('payload.client_tool_call.tool_name', TOOL));
  flow.node('function', 'arguments', { func: ARGUMENTS, outputs: 1 });
  flow.node('function', 'answer', { func: ANSWER, outputs: 1 });
  flow.wire('in', 'parse', 'type', 'tool', 'arguments', 'answer', 'out');
  return flow;
}

const ARGUMENTS = `
msg.callId = msg.payload.client_tool_call.tool_call_id;
msg.payload = msg.payload.client_tool_call.parameters;
return msg;`;

// With the \`_session\` of the WebSocket that it came from, \`websocket out\` drops a message without a word.
const ANSWER = `
const { room, on } = msg.payload;
const result = \`The \${room} light is \${on ? 'on' : 'off'}.\`;
msg.payload = { type: 'client_tool_result', tool_call_id: msg.callId, result, is_error: false };
delete msg._session;
return msg;`;

function sockets(host: string, name: string): FlowBuilder {
  const flow = newFlow();
  const path = `ws://${host}/${name}`;
  const client = flow.config('websocket-client', 'client', {
    path,
    tls: '',
    wholemsg: 'false',
    hb: '0',
    headers: [],
  });
  flow.node('websocket in', 'in', { server: '', client });
  flow.node('websocket out', 'out', { server: '', client });
  return flow;
}

function equals(property: string, value: string): Record<string, unknown> {
  const rules = [{ t: 'eq', v: value, vt: 'str' }];
  return { property, propertyType: 'msg', rules, checkall: 'true', repair: false, outputs: 1 };
}
