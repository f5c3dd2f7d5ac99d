// Owns whether a call may run: there is a tool of its name, and the arguments fit. Runs nothing.

import { AgentError } from '../errors.js';
import type { ToolCall } from '../providers/provider.js';
import type { Words } from '../words.js';
import type { Registry, Tool } from './registry.js';
import { sayProblems } from './schema.js';

/** Of a name that no tool has, as much is repeated as a name may have. */
const MAX_NAME = 64;

export interface Admitted {
  readonly tool: Tool;
  /** Checked, coerced, and the receiver's own. */
  readonly payload: Record<string, unknown>;
}

/** Errors: `tool.unknown`, `tool.arguments`. */
export function admit(
  registry: Registry,
  name: string,
  given: ToolCall['arguments'],
  words: Words,
): Admitted | AgentError {
  const tool = registry.find(name);
  if (!tool) {
    const tools = registry.names().join(', ') || words('said.no-tools');
    return new AgentError('tool.unknown', { tool: name.slice(0, MAX_NAME), tools });
  }
  const misfit = (problem: string) => new AgentError('tool.arguments', { tool: name, problem });
  if (given instanceof AgentError) return misfit(words('said.problem.frame', { reason: given.code }));
  const checked = tool.checker.check(given);
  return Array.isArray(checked) ? misfit(sayProblems(checked, words)) : { tool, payload: checked };
}
