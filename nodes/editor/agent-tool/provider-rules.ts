// Owns telling, while it is typed, what the provider of a tool's agent would not take. None of it makes the node wrong: it
// is the provider that has to know the tool.

import type { JsonSchema } from '../../lib/shared/parameters.js';
import { brokenRules, type BrokenRule } from '../../lib/shared/tool-rules.js';
import { note } from '../parts/note.js';
import { providerLabel } from '../parts/provider.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-tool');

export type ToldRule = BrokenRule & { sentence: string };

/** Of each of the providers. */
export function brokenRulesOf(
  providers: readonly ProviderFacts[],
  tool: { name: string; description: string; schema: JsonSchema },
): ToldRule[] {
  return providers.flatMap((provider) => brokenRulesFor(provider, tool));
}

function brokenRulesFor(
  provider: ProviderFacts,
  tool: { name: string; description: string; schema: JsonSchema },
): ToldRule[] {
  const label = providerLabel(provider.id);
  const broken = brokenRules({ ...tool, name: tool.name.trim() }, provider.capabilities.toolRules);
  return broken.map((one) => ({
    ...one,
    sentence: words(`rule.${one.rule}`, { provider: label, name: one.path || tool.name }),
  }));
}

/** What is about the tool and not about a parameter. */
export function showToolRules(broken: readonly ToldRule[]): void {
  const told = (rule: BrokenRule['rule']) => broken.find((one) => one.rule === rule)?.sentence;
  const description = $('#node-input-description').closest('.form-row');
  note(description, told('tool-undescribed'), 'warning');
}

/** The name is one that the provider's own tools have. */
export function ownToolSentence(providers: readonly ProviderFacts[], name: string): string | undefined {
  const broken = brokenRulesOf(providers, { name, description: '', schema: {} });
  return broken.find(({ rule }) => rule === 'own-tool')?.sentence;
}
