// Owns checking a call's arguments against a tool's JSON Schema, and saying what is wrong so that a model can mend it.
// Does not own bringing values to their types: coerce.ts does, before the check.

import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { AgentError, messageOf } from '../errors.js';
import { isObject } from '../shared/json.js';
import { MAX_SCHEMA_LENGTH } from '../shared/limits.js';
import type { JsonSchema } from '../shared/parameters.js';
import { joined } from '../shared/sentences.js';
import type { Words } from '../words.js';
import { coerce } from './coerce.js';

/** A compiled schema. */
export interface Checker {
  readonly schema: JsonSchema;
  /** The arguments as the flow gets them: a copy, in the types of the schema, defaults filled in. */
  check(given: Record<string, unknown>): Record<string, unknown> | Problem[];
}

type ProblemKey =
  | 'missing'
  | 'choice'
  | 'type'
  | 'unknown'
  | 'range'
  | 'pattern'
  | 'shorter'
  | 'longer'
  | 'fewer'
  | 'more'
  | 'other'
  | 'whole';

/** What ajv counts and bounds, by its keyword. */
const BOUNDS: Readonly<Record<string, ProblemKey>> = {
  minLength: 'longer',
  maxLength: 'shorter',
  minItems: 'more',
  maxItems: 'fewer',
};

/** One thing that is wrong with the arguments, as a catalog key below `said.problem` and its parameters. */
export interface Problem {
  key: ProblemKey;
  params: Record<string, string>;
}

// Formats are a hint for the model, not a check: no provider enforces them, and a flow may well accept more.
const OPTIONS: Options = {
  allErrors: true,
  strict: false,
  useDefaults: true,
  validateFormats: false,
  logger: false,
};

/** As many as a model can mend at once; a long list of wrong entries would drown the agent. */
const MAX_PROBLEMS = 8;

/** A schema written as text. Errors: `tool.schema`. */
export function parseSchema(text: string): JsonSchema | AgentError {
  if (text.length > MAX_SCHEMA_LENGTH)
    return new AgentError('tool.schema', { reason: 'too-long', limit: MAX_SCHEMA_LENGTH });
  try {
    const schema: unknown = JSON.parse(text);
    if (isObject(schema)) return schema;
    return new AgentError('tool.schema', { reason: 'not-an-object' });
  } catch (fault) {
    return new AgentError('tool.schema', { reason: 'not-json', detail: messageOf(fault) });
  }
}

/** Errors: `tool.schema` where it is no JSON Schema, or not one for an object of arguments. */
export function compileSchema(schema: JsonSchema): Checker | AgentError {
  const type = schema['type'];
  if (type !== undefined && type !== 'object')
    return new AgentError('tool.schema', { reason: 'not-for-an-object' });
  if (schema['$async'] === true) return new AgentError('tool.schema', { reason: 'async' });
  let validate: ValidateFunction;
  try {
    // Without its name: ajv refuses drafts that it has not been given, though their rules are the same here.
    const { $schema: draft, ...rules } = structuredClone(schema);
    validate = ajvFor(draft).compile(rules);
  } catch (fault) {
    return new AgentError('tool.schema', { reason: 'not-valid', detail: messageOf(fault) });
  }
  return {
    schema,
    check: (given) => {
      const value = coerce(schema, given);
      return isObject(value) && validate(value) ? value : problemsOf(validate.errors ?? []);
    },
  };
}

/** The problems as one sentence for the model. */
export function sayProblems(problems: readonly Problem[], words: Words): string {
  return joined(...problems.map(({ key, params }) => words(`said.problem.${key}`, params)));
}

/** A new instance each time: a schema with an `$id` may be compiled again after every deploy. */
function ajvFor(draft: unknown): Ajv {
  return typeof draft === 'string' && draft.includes('2020-12') ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS);
}

function problemsOf(errors: readonly ErrorObject[]): Problem[] {
  const problems = new Map<string, Problem>();
  for (const error of errors) {
    const problem = problemOf(error);
    problems.set(JSON.stringify(problem), problem);
    if (problems.size === MAX_PROBLEMS) break;
  }
  return [...problems.values()];
}

function problemOf(error: ErrorObject): Problem {
  const params = error.params as Record<string, unknown>;
  const at = error.instancePath.slice(1).replaceAll('/', '.');
  const inside = (name: unknown) => (at ? `${at}.${String(name)}` : String(name));
  switch (error.keyword) {
    case 'required':
      return { key: 'missing', params: { name: inside(params['missingProperty']) } };
    case 'enum':
      return { key: 'choice', params: { name: at, choices: listed(params['allowedValues']) } };
    case 'const':
      return { key: 'choice', params: { name: at, choices: listed([params['allowedValue']]) } };
    case 'type':
      return { key: 'type', params: { name: at, type: listed(params['type']) } };
    case 'additionalProperties':
      return { key: 'unknown', params: { name: inside(params['additionalProperty']) } };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        key: 'range',
        params: { name: at, range: `${String(params['comparison'])} ${String(params['limit'])}` },
      };
    case 'pattern':
      return { key: 'pattern', params: { name: at, pattern: String(params['pattern']) } };
    default: {
      const key = BOUNDS[error.keyword];
      if (key && at) return { key, params: { name: at, limit: String(params['limit']) } };
      const reason = error.message ?? error.keyword;
      return at ? { key: 'other', params: { name: at, reason } } : { key: 'whole', params: { reason } };
    }
  }
}

function listed(values: unknown): string {
  return (Array.isArray(values) ? values : [values]).map((value) => String(value)).join(', ');
}
