// Owns what makes the settings of a tool wrong before they are deployed. The rules for names and rows are shared with
// the runtime.

import { TIMEOUT_MAX_SECONDS, TIMEOUT_MIN_SECONDS } from '../../lib/shared/limits.js';
import { toolNameProblem } from '../../lib/shared/names.js';
import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { validator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';
import { rowsProblem } from './rows.js';
import { schemaProblem } from './schema.js';

const words = wordsOf('agent-tool');

export const validName = validator<AgentToolSettings, string>((_node, name = '') => {
  const problem = toolNameProblem(name.trim());
  return problem && words(`problem.name.${problem}`);
});

/** Rows that a schema stands in place of are of no matter. */
export const validParameters = validator<AgentToolSettings, AgentToolSettings['parameters']>(
  (node, rows = []) => (node.schema?.trim() ? undefined : rowsProblem(rows)),
);

export const validSchema = validator<AgentToolSettings, string>((_node, text = '') => schemaProblem(text));

export const validTimeout = validator<AgentToolSettings, string>((_node, text = '') => {
  if (text.trim() === '') return undefined;
  const seconds = Number(text);
  const fits = seconds >= TIMEOUT_MIN_SECONDS && seconds <= TIMEOUT_MAX_SECONDS;
  return fits ? undefined : words('problem.timeout', { min: TIMEOUT_MIN_SECONDS, max: TIMEOUT_MAX_SECONDS });
});
