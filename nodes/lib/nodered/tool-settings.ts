// Owns turning what the tool form stores into a declaration, a checker and a timeout. Knows no agent and no flow.

import { AgentError } from '../errors.js';
import type { Capabilities, ToolDeclaration } from '../providers/provider.js';
import {
  ANSWER_TOPIC,
  TIMEOUT_MAX_SECONDS,
  TIMEOUT_MIN_SECONDS,
  TIMEOUT_SECONDS,
  TIMEOUT_SHARE,
} from '../shared/limits.js';
import { isPublishTopic, toolNameProblem } from '../shared/names.js';
import { rowProblems, schemaOfRows, type JsonSchema } from '../shared/parameters.js';
import type { AgentToolSettings } from '../shared/settings.js';
import { compileSchema, parseSchema, type Checker } from '../tools/schema.js';
import { textSettings } from './settings.js';

export interface ToolSettings {
  declaration: ToolDeclaration;
  checker: Checker;
  timeoutMs: number;
  /** Where a device is asked to answer over MQTT; `undefined` where calls do not travel so. */
  answerTopic: string | undefined;
}

/** Errors: `config.env-missing`, `tool.name-missing`, `tool.name`, `tool.parameters`, `tool.schema`, `tool.timeout-value`, `tool.answer-topic`. */
export function readTool(
  stored: Partial<AgentToolSettings>,
  capabilities: Capabilities,
): ToolSettings | AgentError {
  const texts = textSettings({ ...stored }, [
    'tool',
    'description',
    'schema',
    'timeout',
    'mqttResponseTopic',
  ]);
  if (texts instanceof AgentError) return texts;
  const { tool: name, description } = texts;
  const problem = toolNameProblem(name);
  if (problem) return new AgentError(problem === 'empty' ? 'tool.name-missing' : 'tool.name', { tool: name });
  const schema = texts.schema === '' ? rowsSchema(stored.parameters) : parseSchema(texts.schema);
  if (schema instanceof AgentError) return schema;
  const checker = compileSchema(schema);
  if (checker instanceof AgentError) return checker;
  const timeoutMs = timeout(texts.timeout, capabilities);
  if (timeoutMs instanceof AgentError) return timeoutMs;
  const answerTopic = stored.mqtt ? texts.mqttResponseTopic || ANSWER_TOPIC : undefined;
  if (answerTopic !== undefined && !isPublishTopic(answerTopic))
    return new AgentError('tool.answer-topic', { value: answerTopic });
  return { declaration: { name, description, schema }, checker, timeoutMs, answerTopic };
}

function rowsSchema(rows: AgentToolSettings['parameters'] = []): JsonSchema | AgentError {
  const [problem] = rowProblems(rows);
  if (!problem) return schemaOfRows(rows);
  const [index, reason] = problem;
  return new AgentError('tool.parameters', { row: index + 1, name: rows[index]?.name ?? '', reason });
}

/** Milliseconds: what the form says, else a share of the provider's own limit, so that we answer before it gives up. */
function timeout(text: string, { toolTimeout }: Capabilities): number | AgentError {
  if (text === '') return 1000 * (toolTimeout ? toolTimeout.seconds * TIMEOUT_SHARE : TIMEOUT_SECONDS);
  const seconds = Number(text);
  const fits = seconds >= TIMEOUT_MIN_SECONDS && seconds <= TIMEOUT_MAX_SECONDS;
  return fits ? seconds * 1000 : new AgentError('tool.timeout-value', { value: text });
}
