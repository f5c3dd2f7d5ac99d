// Owns the fastest answer there can be in Node: a `ws` client and one function, in a process of its own. The yardstick.

import { WebSocket } from 'ws';

interface CallFrame {
  type: string;
  client_tool_call: { tool_call_id: string; parameters: { room: string; on: boolean } };
}

const socket = new WebSocket(process.argv[2] ?? '');

socket.on('message', (data: Buffer) => {
  const frame: CallFrame = JSON.parse(data.toString());
  if (frame.type !== 'client_tool_call') return;
  const { tool_call_id, parameters } = frame.client_tool_call;
  const result = `The ${parameters.room} light is ${parameters.on ? 'on' : 'off'}.`;
  socket.send(JSON.stringify({ type: 'client_tool_result', tool_call_id, result, is_error: false }));
});
