// Owns what the simulated ElevenLabs takes as the configuration of a client tool, and what it then holds: every default
// filled in. Source: the service's published OpenAPI and its own REST client. Does not keep it.

import { isObject, type JsonObject } from '../../../nodes/lib/shared/json.js';

/** Where something is wrong, and what, as the service reports it. */
export interface Problem {
  loc: string[];
  msg: string;
}

const DEFAULTS: JsonObject = {
  response_timeout_secs: 20,
  disable_interruptions: false,
  interruption_mode: 'allow',
  force_pre_tool_speech: false,
  pre_tool_speech: 'auto',
  assignments: [],
  tool_call_sound: null,
  tool_call_sound_behavior: 'auto',
  tool_error_handling_mode: 'auto',
  dynamic_variables: { dynamic_variable_placeholders: {} },
  execution_mode: 'immediate',
  expects_response: false,
  parameters: null,
};

const LITERAL_DEFAULTS: JsonObject = {
  description: '',
  enum: null,
  is_system_provided: false,
  dynamic_variable: '',
  allowed_values_dynamic_variable: '',
  constant_value: '',
  is_omitted: false,
};

const CONTAINER_DEFAULTS: JsonObject = { description: '', dynamic_variable: '', is_omitted: false };
const OBJECT_KEYS = new Set(
  'type description properties required required_constraints dynamic_variable constant_value is_omitted property_kind'.split(
    ' ',
  ),
);
const ARRAY_KEYS = new Set(
  'type description items dynamic_variable constant_value is_omitted property_kind'.split(' '),
);
const SCALARS = new Set<unknown>(['string', 'number', 'integer', 'boolean', 'null']);
const MODES = new Set<unknown>(['auto', 'summarized', 'passthrough', 'hide']);

/** The configuration as it is kept, or all that is wrong with it. */
export function toolConfig(given: unknown): JsonObject | Problem[] {
  if (!isObject(given)) return [missing(['tool_config'])];
  const at = ['tool_config', 'client'];
  const problems = [
    ...(given['type'] === 'client' ? [] : [{ loc: at, msg: 'Only client tools are simulated' }]),
    ...['name', 'description']
      .filter((key) => typeof given[key] !== 'string')
      .map((key) => missing([...at, key])),
    ...valueProblems(given, at),
    ...(isObject(given['parameters']) ? partProblems(given['parameters'], [...at, 'parameters'], true) : []),
  ];
  if (problems.length > 0) return problems;
  const { parameters } = given;
  return { ...DEFAULTS, ...given, parameters: isObject(parameters) ? filled(parameters) : null };
}

function valueProblems(given: JsonObject, at: string[]): Problem[] {
  const wrong = (key: string, fits: boolean, msg: string) => (fits ? [] : [{ loc: [...at, key], msg }]);
  const { name, response_timeout_secs: seconds = 20, tool_error_handling_mode: mode = 'auto' } = given;
  const { expects_response: expects = false, execution_mode: execution = 'immediate' } = given;
  const inTime =
    Number.isInteger(seconds) &&
    (seconds === -1 ? expects === true : Number(seconds) >= 1 && Number(seconds) <= 120);
  return [
    ...wrong('name', /^[a-zA-Z0-9_-]{1,64}$/.test(String(name)), 'String should match pattern'),
    ...wrong('response_timeout_secs', inTime, 'Input should be between 1 and 120'),
    ...wrong(
      'tool_error_handling_mode',
      MODES.has(mode),
      'Input should be auto, summarized, passthrough or hide',
    ),
    ...wrong(
      'execution_mode',
      !(execution === 'async' && expects === true),
      'async cannot expect a response',
    ),
  ];
}

function partProblems(part: unknown, at: string[], root = false): Problem[] {
  if (!isObject(part)) return [{ loc: at, msg: 'Input should be a valid dictionary' }];
  const { type } = part;
  if (type === undefined) return [missing([...at, 'type'])];
  if (type === 'object') {
    const properties = isObject(part['properties']) ? part['properties'] : {};
    const inner = Object.entries(properties);
    return [
      ...extra(part, OBJECT_KEYS, at),
      ...inner.flatMap(([name, one]) => partProblems(one, [...at, name])),
    ];
  }
  if (root) return [{ loc: [...at, 'type'], msg: "Input should be 'object'" }];
  if (type === 'array')
    return [...extra(part, ARRAY_KEYS, at), ...partProblems(part['items'], [...at, 'items'])];
  return literalProblems(part, at);
}

function extra(part: JsonObject, known: ReadonlySet<string>, at: string[]): Problem[] {
  const keys = Object.keys(part).filter((key) => !known.has(key));
  return keys.map((key) => ({ loc: [...at, key], msg: 'Extra inputs are not permitted' }));
}

/** Exactly one source of its value. */
function literalProblems(part: JsonObject, at: string[]): Problem[] {
  const { type, enum: choices } = part;
  const known = Array.isArray(type)
    ? type.length === 2 && type.every((one) => SCALARS.has(one))
    : SCALARS.has(type);
  if (!known) return [{ loc: [...at, 'type'], msg: 'Input should be a known type' }];
  if (Array.isArray(choices) && choices.some((choice) => typeof choice !== 'string'))
    return [{ loc: [...at, 'enum'], msg: 'Input should be a valid string' }];
  const sources = ['description', 'dynamic_variable', 'is_system_provided', 'constant_value', 'is_omitted'];
  const set = sources.filter(
    (key) => part[key] !== undefined && part[key] !== '' && part[key] !== false && part[key] !== null,
  );
  if (set.length === 1) return [];
  const list = sources.join(', ');
  return [{ loc: at, msg: set.length === 0 ? `Must set one of: ${list}` : `Can only set one of: ${list}` }];
}

/** Every part with all that a read-back carries. */
function filled(part: JsonObject): JsonObject {
  const { type, properties, items } = part;
  if (type === 'object') {
    const inner = Object.entries(isObject(properties) ? properties : {});
    const named = inner.map(([name, one]) => [name, isObject(one) ? filled(one) : one]);
    return { ...CONTAINER_DEFAULTS, required: [], ...part, properties: Object.fromEntries(named) };
  }
  if (type === 'array')
    return { ...CONTAINER_DEFAULTS, ...part, items: isObject(items) ? filled(items) : items };
  return { ...LITERAL_DEFAULTS, ...part };
}

function missing(loc: string[]): Problem {
  return { loc, msg: 'Field required' };
}
