// Owns the rules for names that a person types and a model reads. The form and the runtime ask the same functions.

/** The narrowest rule that a provider publishes for tool names. */
export const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** No provider publishes a rule for parameter names; this is what travels unchanged everywhere. */
export const PARAMETER_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Keys that would reach into an object's prototype. Never a parameter, never copied from a frame. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type NameProblem = 'empty' | 'characters' | 'forbidden';

/** `undefined` when the name can be used for a tool. */
export function toolNameProblem(name: string): NameProblem | undefined {
  if (name === '') return 'empty';
  return TOOL_NAME.test(name) ? undefined : 'characters';
}

/** `undefined` when the name can be used for a parameter. */
export function parameterNameProblem(name: string): NameProblem | undefined {
  if (name === '') return 'empty';
  if (FORBIDDEN_KEYS.has(name)) return 'forbidden';
  return PARAMETER_NAME.test(name) ? undefined : 'characters';
}

/** A topic of MQTT that can be sent to: without wildcards and control characters. The `mqtt out` node has the same rule. */
export function isPublishTopic(topic: string): boolean {
  return topic !== '' && !/[+#\p{Cc}]/u.test(topic);
}
