// Owns what a provider asks of a tool's declaration beyond what holds for every provider, and telling what breaks it. The
// rules are data that each provider brings along; nothing here makes a tool unusable in a flow.

import { schemaParts } from './schema-parts.js';
import type { JsonSchema } from './parameters.js';

/** Plain data: forms read it. */
export interface ToolRules {
  /** Names that the provider's own tools have. */
  readonly ownTools: readonly string[];
  /** Names that its clients use beside the parameters. */
  readonly ownParameters: readonly string[];
  /** Whether it refuses tools and values without a description. */
  readonly described: boolean;
  /** Whether only texts can be listed as choices. */
  readonly textChoices: boolean;
}

export interface BrokenRule {
  rule: 'own-tool' | 'tool-undescribed' | 'own-parameter' | 'undescribed' | 'choices';
  /** The parameter, such as `target.room`; empty where it is about the tool. */
  path: string;
}

export function brokenRules(
  tool: { name: string; description: string; schema: JsonSchema },
  rules: ToolRules,
): BrokenRule[] {
  const broken: BrokenRule[] = [];
  if (rules.ownTools.includes(tool.name)) broken.push({ rule: 'own-tool', path: '' });
  if (rules.described && tool.description.trim() === '') broken.push({ rule: 'tool-undescribed', path: '' });
  for (const { path, name, schema } of schemaParts(tool.schema)) {
    if (rules.ownParameters.includes(name)) broken.push({ rule: 'own-parameter', path });
    const { description, unit, type, enum: choices } = schema;
    // A unit alone does not say what it is a unit of.
    const told = typeof description === 'string' && !['', `(${String(unit)})`].includes(description.trim());
    if (rules.described && !told && type !== 'object' && type !== 'array')
      broken.push({ rule: 'undescribed', path });
    if (rules.textChoices && Array.isArray(choices) && choices.some((choice) => typeof choice !== 'string'))
      broken.push({ rule: 'choices', path });
  }
  return broken;
}
