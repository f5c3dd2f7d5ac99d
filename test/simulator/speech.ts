// Owns the words of the simulated agent. They are plain on purpose: a test and a person read what happened from them.

import type { Part } from '../../nodes/lib/providers/practice/understand.js';
import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';
import type { Settled } from './ledger.js';

/** What is said about a call that has come to its end; `undefined` for one that waits for no answer. */
export function sayResult(tool: string, settled: Settled | undefined): string {
  if (!settled) return `I started ${tool}.`;
  if (settled.kind !== 'answered') return `${tool} did not answer in time.`;
  const { isError, text } = settled.answer;
  if (isError) return `${tool} failed: ${text}`;
  return text || `${tool} answered nothing.`;
}

/** What is said where no tool can be called. */
export function sayProblem(part: Exclude<Part, { kind: 'call' }>, tools: readonly ToolDeclaration[]): string {
  switch (part.kind) {
    case 'missing':
      return `For ${part.tool} I still need: ${part.parameters.join(', ')}.`;
    case 'broken-order':
      return `The arguments of ${part.tool} are not a JSON object: ${part.text}`;
    case 'unknown':
      return part.between.length > 0 ? `Do you mean ${part.between.join(' or ')}?` : sayTools(tools);
    default:
      return part satisfies never;
  }
}

function sayTools(tools: readonly ToolDeclaration[]): string {
  if (tools.length === 0) return 'I cannot do that. I have no tools.';
  return `I cannot do that. My tools are: ${tools.map((tool) => tool.name).join(', ')}.`;
}
