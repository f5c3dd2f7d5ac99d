// Owns the messages that the simulated Vatel sends. Shapes: the service's "Vatel AI REST API" 0.2.3.

import type { ToolDeclaration } from '../../../nodes/lib/providers/provider.js';
import { isObject, type JsonObject } from '../../../nodes/lib/shared/json.js';
import type { AgentCall } from '../mouth.js';
import type { SignalShape, VatelOptions } from '../simulator.js';

/** Samples per second, in both directions. */
export const SAMPLE_RATE = 24_000;

export function sessionStarted(id: string) {
  return { type: 'session_started', data: { id } };
}

export function responseText(turn: string, text: string, isFinal: boolean) {
  return { type: 'response_text', data: { turn_id: turn, text, is_final: isFinal } };
}

export function responseAudio(turn: string, pcm: Buffer, isFinal: boolean) {
  return {
    type: 'response_audio',
    data: { turn_id: turn, audio: pcm.toString('base64'), is_final: isFinal },
  };
}

export function transcript(turn: string, text: string, isFinal: boolean) {
  return { type: 'input_audio_transcript', data: { transcript: text, is_final: isFinal, turn_id: turn } };
}

export function speechStarted() {
  return { type: 'speech_started', data: { emulated: false } };
}

/** A message that says all by its type. The service is known to send `data` in three shapes. */
export function signal(
  type: 'speech_stopped' | 'interruption' | 'session_ended',
  shape: SignalShape,
): JsonObject {
  if (shape === 'absent') return { type };
  return { type, data: shape === 'null' ? null : {} };
}

export function toolCall(call: AgentCall, tool: ToolDeclaration | undefined, casing: VatelOptions['casing']) {
  const values = Object.entries(call.values).map(([name, value]) => argument(name, value, tool));
  return {
    type: 'tool_call',
    data:
      casing === 'snake'
        ? { tool_call_id: call.id, tool_name: call.tool, arguments: values }
        : { toolCallId: call.id, toolName: call.tool, arguments: values },
  };
}

/** An argument with what the dashboard knows of it. */
function argument(name: string, value: unknown, tool: ToolDeclaration | undefined): JsonObject {
  const properties = tool?.schema['properties'];
  const property = isObject(properties) ? properties[name] : undefined;
  const description = isObject(property) ? property['description'] : undefined;
  const required = tool?.schema['required'];
  return {
    name,
    type: 'resolved',
    dataType: dataTypeOf(value, isObject(property) ? property['type'] : undefined),
    description: typeof description === 'string' ? description : '',
    required: Array.isArray(required) && required.includes(name),
    value,
  };
}

function dataTypeOf(value: unknown, declared: unknown): string {
  if (declared === 'integer') return 'number';
  if (typeof declared === 'string') return declared;
  return Array.isArray(value) ? 'array' : value === null ? 'string' : typeof value;
}
