// Owns turning what the tool form stores into a tool: declaration, checker, time limit, manners. Knows no agent and no
// flow.

import type { Node, NodeAPI } from 'node-red';
import { AgentError, type ErrorParams } from '../errors.js';
import type { Capabilities, ToolDeclaration } from '../providers/provider.js';
import { isObject } from '../shared/json.js';
import {
  ANSWER_TOPIC,
  TIMEOUT_ACKNOWLEDGED_SECONDS,
  TIMEOUT_MAX_SECONDS,
  TIMEOUT_MIN_SECONDS,
  TIMEOUT_SECONDS,
  TIMEOUT_SHARE,
} from '../shared/limits.js';
import { isPublishTopic, toolNameProblem } from '../shared/names.js';
import {
  rowFaults,
  schemaOfRows,
  storedRows,
  type JsonSchema,
  type ParameterRow,
} from '../shared/parameters.js';
import { privatePaths } from '../shared/private.js';
import type { AgentToolSettings } from '../shared/settings.js';
import { brokenRules, type BrokenRule } from '../shared/tool-rules.js';
import { ANY_OTHER, type Tool } from '../tools/registry.js';
import { compileSchema, parseSchema } from '../tools/schema.js';
import type { Words } from '../words.js';
import { missingVariable } from './environment.js';
import { textSettings } from './settings.js';
import { acknowledgeOf, errorsAsOf, orderOf } from './tool-manners.js';

export type ToolSettings = Pick<
  Tool,
  'declaration' | 'checker' | 'owner' | 'order' | 'errorsAs' | 'acknowledge' | 'interruptible' | 'overMqtt'
> & {
  readonly private: ReadonlySet<string>;
  /** What the form says; `undefined` for the default, which depends on the agent's provider. */
  limitMs: number | undefined;
  /** Where a device is asked to answer over MQTT; `undefined` where calls do not travel so. */
  answerTopic: string | undefined;
};

/**
 * Errors: `config.env-missing`, `tool.name-missing`, `tool.name`, `tool.parameters`, `tool.schema`, `tool.timeout-value`,
 * `tool.acknowledge-value`, `tool.answer-topic`.
 */
export function readTool(
  RED: NodeAPI,
  node: Node,
  stored: Partial<AgentToolSettings>,
  words: Words,
): ToolSettings | AgentError {
  const texts = textSettings({ ...stored }, [
    'tool',
    'description',
    'schema',
    'timeout',
    'mqttResponseTopic',
  ]);
  if (texts instanceof AgentError) return texts;
  const declaration = stored.others ? ANYTHING : declarationOf(texts, stored);
  if (declaration instanceof AgentError) return declaration;
  const checker = compileSchema(declaration.schema);
  if (checker instanceof AgentError) return checker;
  const limitMs = limit(texts.timeout);
  if (limitMs instanceof AgentError) return limitMs;
  const acknowledge = acknowledgeOf(RED, node, stored, words);
  if (acknowledge instanceof AgentError) return acknowledge;
  if (acknowledge && limitMs !== undefined && acknowledge.afterMs >= limitMs)
    return new AgentError('tool.acknowledge-value', { value: String(stored.acknowledgeAfter) });
  const answerTopic = stored.mqtt ? texts.mqttResponseTopic || ANSWER_TOPIC : undefined;
  if (answerTopic !== undefined && !isPublishTopic(answerTopic))
    return new AgentError('tool.answer-topic', { value: answerTopic });
  return {
    declaration,
    checker,
    owner: stored.everyAgent ? 'everyone' : 'agent',
    order: orderOf(stored, node.id),
    errorsAs: errorsAsOf(stored),
    acknowledge,
    interruptible: stored.interruptible === true,
    overMqtt: answerTopic !== undefined,
    private: privatePaths(declaration.schema),
    limitMs,
    answerTopic,
  };
}

/** Milliseconds that the flow has. Without a limit of its own: less than the provider's, or long once the agent is told. */
export function timeLimit(
  { limitMs, acknowledge }: Pick<ToolSettings, 'limitMs' | 'acknowledge'>,
  { toolTimeout }: Pick<Capabilities, 'toolTimeout'>,
): number {
  if (limitMs !== undefined) return limitMs;
  if (acknowledge) return 1000 * TIMEOUT_ACKNOWLEDGED_SECONDS;
  return 1000 * (toolTimeout ? toolTimeout.seconds * TIMEOUT_SHARE : TIMEOUT_SECONDS);
}

/** The provider gives up before the agent hears anything. Errors: `tool.timeout-beyond`. */
export function beyondProvider(
  { limitMs, acknowledge, declaration }: ToolSettings,
  { id, capabilities: { toolTimeout } }: { id: string; capabilities: Pick<Capabilities, 'toolTimeout'> },
): AgentError | undefined {
  const seconds = (acknowledge?.afterMs ?? limitMs ?? 0) / 1000;
  if (!toolTimeout || seconds <= toolTimeout.maxSeconds) return undefined;
  const { name } = declaration;
  const params = { tool: name, seconds, provider: id, limit: toolTimeout.maxSeconds, ...caseOf(name) };
  return new AgentError('tool.timeout-beyond', params);
}

/** In the order in which they matter: what never works comes before what the agent only cannot know. */
const RULES: readonly BrokenRule['rule'][] = [
  'own-tool',
  'own-parameter',
  'choices',
  'tool-undescribed',
  'undescribed',
];

/** What the agent's provider would not take of a tool; the form tells the same while it is typed. Errors: `tool.provider-rule`. */
export function refusedByProvider(
  { declaration }: Pick<ToolSettings, 'declaration'>,
  { id, capabilities: { toolRules } }: { id: string; capabilities: Pick<Capabilities, 'toolRules'> },
): AgentError | undefined {
  const { name: tool } = declaration;
  // It is declared to nobody.
  if (tool === ANY_OTHER) return undefined;
  const broken = brokenRules(declaration, toolRules);
  const reason = RULES.find((rule) => broken.some((one) => one.rule === rule));
  if (!reason) return undefined;
  const names = broken.filter(({ rule }) => rule === reason).map(({ path }) => path);
  return new AgentError('tool.provider-rule', { tool, provider: id, reason, names: names.join(', ') });
}

/** What takes any other call has no name of its own: errors speak of it in words of their own. */
export function caseOf(name: string): ErrorParams {
  return name === ANY_OTHER ? { which: 'others' } : {};
}

/** Whatever the agent calls, with whatever arguments. */
const ANYTHING: ToolDeclaration = { name: ANY_OTHER, description: '', schema: { type: 'object' } };

function declarationOf(
  { tool: name, description, schema: text }: { tool: string; description: string; schema: string },
  stored: Partial<AgentToolSettings>,
): ToolDeclaration | AgentError {
  const problem = toolNameProblem(name);
  if (problem) return new AgentError(problem === 'empty' ? 'tool.name-missing' : 'tool.name', { tool: name });
  const schema = text === '' ? rowsSchema(stored) : parseSchema(text);
  return schema instanceof AgentError ? schema : { name, description, schema };
}

function rowsSchema({ parameters, moreSchema }: Partial<AgentToolSettings>): JsonSchema | AgentError {
  const variable = unsetIn(storedRows(parameters));
  if (variable !== undefined) return new AgentError('config.env-missing', { variable });
  const [fault] = rowFaults(parameters);
  if (!fault) return schemaOfRows(storedRows(parameters), isObject(moreSchema) ? moreSchema : {});
  return new AgentError('tool.parameters', { row: fault.index + 1, name: fault.name, reason: fault.problem });
}

/** The first variable that the texts of rows name and nobody has set. */
function unsetIn(rows: readonly ParameterRow[]): string | undefined {
  const texts = rows.flatMap((row) => [
    row.name,
    row.description,
    row.unit,
    row.min,
    row.max,
    row.default,
    row.example,
    ...row.enum,
  ]);
  const own = texts.map((text) => (text ? missingVariable(text) : undefined));
  return [...own, ...rows.map((row) => unsetIn(row.rows ?? []))].find((name) => name !== undefined);
}

function limit(text: string): number | undefined | AgentError {
  if (text === '') return undefined;
  const seconds = Number(text);
  const fits = seconds >= TIMEOUT_MIN_SECONDS && seconds <= TIMEOUT_MAX_SECONDS;
  return fits ? seconds * 1000 : new AgentError('tool.timeout-value', { value: text });
}
