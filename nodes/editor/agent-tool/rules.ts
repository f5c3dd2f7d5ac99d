// Owns what makes the settings of a tool wrong before they are deployed. The rules for names and rows are shared with
// the runtime.

import { toolNameProblem } from '../../lib/shared/names.js';
import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { withoutVariables } from '../parts/in-environment.js';
import { asText, textValidator, validator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';
import { rowsProblem } from './rows.js';
import { schemaProblem } from './schema.js';
import { takesOthers } from './scope.js';

const words = wordsOf('agent-tool');

export const validName = textValidator<AgentToolSettings>((node, name) => {
  if (takesOthers(node)) return undefined;
  return nameProblem(name);
});

/** Why a tool cannot be called so; what stands for an environment variable may be anything. */
export function nameProblem(name: string): string | undefined {
  const problem = toolNameProblem(withoutVariables(name.trim()));
  return problem && words(`problem.name.${problem}`);
}

/** Rows that a schema stands in place of are of no matter. */
export const validParameters = validator<AgentToolSettings, AgentToolSettings['parameters']>((node, rows) =>
  asText(node.schema).trim() ? undefined : rowsProblem(rows),
);

export const validSchema = textValidator<AgentToolSettings>((_node, text) => schemaProblem(text));
