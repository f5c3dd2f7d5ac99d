// Owns the texts that a person pastes at the provider: a paragraph for the agent's prompt, and the definitions of the tools.

import type { WiredTool } from '../../../lib/shared/sync.js';
import { outline, type Parameter } from '../../../lib/shared/outline.js';
import { ended, joined } from '../../../lib/shared/sentences.js';
import { wordsOf } from '../../parts/words.js';
import { typeWords } from './types.js';

const words = wordsOf('agent-config');

/** What the agent has, what for, and what it has to ask for first. */
export function promptText(tools: readonly WiredTool[]): string {
  const lines = tools.map((tool) => {
    const needed = parametersOf(tool).filter(({ required }) => required);
    const needs = needed.length > 0 ? words('prompt.needs', { names: needed.map(inPrompt).join('; ') }) : '';
    const about = joined(sentence(tool.description), needs);
    return about ? `- ${tool.name}: ${about}` : `- ${tool.name}`;
  });
  return [words('prompt.intro'), ...lines, words('prompt.outro')].join('\n');
}

function inPrompt({ path, description, choices }: Parameter): string {
  const details = [
    description,
    choices.length > 0 ? words('prompt.one-of', { choices: choices.join(', ') }) : '',
  ];
  const text = details.filter(Boolean).join(', ');
  return text ? `${path} (${text})` : path;
}

/** Everything that a form for a tool at a provider asks for, in the order in which it does. */
export function definitions(tools: readonly WiredTool[]): string {
  return tools.map(definition).join('\n\n');
}

export function definition(tool: WiredTool): string {
  const parameters = [...outline(tool.schema).values()].map((parameter) => {
    const [kind, meaning] = [kindOf(parameter), meaningOf(parameter)];
    return `  - ${parameter.path} (${kind})${meaning ? `: ${meaning}` : ''}`;
  });
  return [
    `${words('prompt.name')}: ${tool.name}`,
    `${words('prompt.description')}: ${tool.description}`,
    `${words('prompt.parameters')}:${parameters.length > 0 ? '' : ` ${words('compare.nothing')}`}`,
    ...parameters,
  ].join('\n');
}

/** All that is said about a parameter of a tool, but its name. */
export function parameterText(parameter: Parameter): string {
  return [kindOf(parameter), meaningOf(parameter)].filter(Boolean).join(': ');
}

function kindOf({ types, required }: Parameter): string {
  const need = words(required ? 'compare.value.required' : 'compare.value.optional');
  return [...types.map(typeWords), need].join(', ');
}

function meaningOf({ description, choices }: Parameter): string {
  const oneOf = choices.length > 0 ? words('prompt.one-of', { choices: choices.join(', ') }) : '';
  return joined(oneOf ? sentence(description) : description, oneOf);
}

/** What stands in another parameter is told with it. */
function parametersOf({ schema }: WiredTool): Parameter[] {
  return [...outline(schema).values()].filter(({ path }) => !/[.[]/.test(path));
}

function sentence(text: string): string {
  return ended(text.trim().replace(/\s+/g, ' '));
}
