// Owns telling the tools that are wired here from those that the agent knows: what is in step, what is missing, what
// differs and in what. Pure. Does not change a tool and does not know any provider.

import type { KeptTool, ThereTool } from '../providers/directory.js';
import { TIMEOUT_SHARE } from '../shared/limits.js';
import { outline, type Parameter } from '../shared/outline.js';
import type { JsonSchema } from '../shared/parameters.js';

/** A tool as it is wired here, its schema as far as the provider can hold it. */
export interface HereTool {
  name: string;
  description: string;
  schema: JsonSchema;
  /** The node that declares it. */
  declaredBy?: string;
  /** Its flow sends a result. */
  answered: boolean;
  /** An error is sent as one, and not as an ordinary result. */
  errorsMarked: boolean;
  /** Seconds until the agent hears something at the latest. */
  timeoutSeconds: number;
  staysHere: readonly string[];
  beyond: readonly string[];
  invented: readonly string[];
}

/** `unseen`: the agent has not called it yet, and that is all that can be known. */
export type State = 'different' | 'missing-there' | 'not-wired' | 'unseen' | 'in-step';

const ORDER: readonly State[] = ['different', 'missing-there', 'not-wired', 'unseen', 'in-step'];

export type Value = string | number | boolean | readonly string[] | null;

export interface Difference {
  aspect:
    | 'description'
    | 'answer'
    | 'errors'
    | 'timeout'
    | 'parameter'
    | 'type'
    | 'meaning'
    | 'choices'
    | 'required';
  /** Which parameter; empty for the tool as a whole. */
  path: string;
  /** `null` for nothing. */
  here: Value;
  there: Value;
  /** What it would be there after a change, where that is not what is here. */
  becomes?: Value;
}

/** A tool of ours as it would be put there. */
export interface Offered {
  description: string;
  schema: JsonSchema;
  answered: boolean;
  waitSeconds: number;
}

export interface ComparedTool {
  name: string;
  state: State;
  /** The node here. */
  declaredBy?: string;
  here?: Offered;
  differences: Difference[];
  staysHere: readonly string[];
  /** Where it says what cannot be said there: then it cannot be put there. */
  beyond: readonly string[];
  there?: ThereTool | KeptTool;
  /** Tools of this name that the agent could be given. */
  others: KeptTool[];
  /** The agent has several of this name. */
  twice: boolean;
  /** Nothing of its name is wired, but a tool that takes any call. */
  takenAnyway: boolean;
  /** A name on the other side that may be meant. */
  similar?: string;
}

export interface Rules {
  /** The longest that the provider waits, in seconds. */
  maxSeconds: number | undefined;
  /** A tool here takes the calls that no other takes. */
  takesAny: boolean;
  /** What is known of the other side is only what was seen: what is not there proves nothing. */
  partial: boolean;
}

/** One entry a name, those first that need a person. */
export function compareTools(
  here: readonly HereTool[],
  there: readonly (ThereTool | KeptTool)[],
  rules: Rules,
): ComparedTool[] {
  const theirs = byName(there);
  const ours = new Set(here.map(({ name }) => name));
  const rows = here.map((tool) => compareTool(tool, theirs.get(tool.name) ?? [], rules));
  for (const [name, tools] of theirs) {
    const [first, second] = tools.filter(isAttached);
    if (!ours.has(name) && first) rows.push(notWired(first, second !== undefined, rules));
  }
  pairSimilar(rows);
  return rows.toSorted(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.name < b.name ? -1 : 1),
  );
}

function byName<T extends { name: string }>(tools: readonly T[]): Map<string, T[]> {
  const rows = new Map<string, T[]>();
  for (const tool of tools) rows.set(tool.name, [...(rows.get(tool.name) ?? []), tool]);
  return rows;
}

/** `there`: every tool of its name, also those that the agent does not have. */
export function compareTool(
  here: HereTool,
  there: readonly (ThereTool | KeptTool)[],
  rules: Rules,
): ComparedTool {
  const { name, declaredBy, description, schema, answered, staysHere, beyond } = here;
  const [first, second] = there.filter(isAttached);
  const others = there.filter((tool): tool is KeptTool => isKept(tool) && !tool.attached);
  const differences = first ? differencesOf(here, first, rules) : [];
  const apart = differences.length > 0 || second !== undefined;
  const state = first ? (apart ? 'different' : 'in-step') : rules.partial ? 'unseen' : 'missing-there';
  return {
    name,
    ...(declaredBy === undefined ? {} : { declaredBy }),
    takenAnyway: false,
    here: { description, schema, answered, waitSeconds: waitFor(here.timeoutSeconds, rules.maxSeconds) },
    state,
    differences,
    staysHere,
    beyond,
    others,
    twice: second !== undefined,
    ...(first ? { there: first } : {}),
  };
}

function notWired(there: ThereTool | KeptTool, twice: boolean, { takesAny }: Rules): ComparedTool {
  return {
    name: there.name,
    state: 'not-wired',
    differences: [],
    staysHere: [],
    beyond: [],
    there,
    others: [],
    twice,
    takenAnyway: takesAny,
  };
}

function isKept(tool: ThereTool | KeptTool): tool is KeptTool {
  return 'id' in tool;
}

/** What was seen in a call, the agent has. */
function isAttached(tool: ThereTool | KeptTool): boolean {
  return !isKept(tool) || tool.attached;
}

/** How long a provider should wait for a flow that has so many seconds. */
export function waitFor(seconds: number, maxSeconds: number | undefined): number {
  return Math.max(1, Math.min(maxSeconds ?? Infinity, Math.ceil(seconds / TIMEOUT_SHARE)));
}

function differencesOf(here: HereTool, there: ThereTool, rules: Rules): Difference[] {
  return [
    ...answerDifferences(here, there, rules),
    ...descriptionDifference(here, there),
    ...parameterDifferences(here, there, rules),
  ];
}

/** Only where a result is sent: nobody waits for one that never comes. */
function answerDifferences(here: HereTool, there: ThereTool, { maxSeconds }: Rules): Difference[] {
  if (!here.answered) return [];
  const { expectsResponse, errors, timeoutSeconds: waits } = there;
  const found: Difference[] = [];
  if (expectsResponse === false) found.push({ aspect: 'answer', path: '', here: true, there: false });
  if (here.errorsMarked && errors !== undefined && errors !== 'shown')
    found.push({ aspect: 'errors', path: '', here: 'shown', there: errors });
  const { timeoutSeconds: takes } = here;
  if (typeof waits === 'number' && waits <= takes) {
    const becomes = Math.max(waits, waitFor(takes, maxSeconds));
    found.push({ aspect: 'timeout', path: '', here: takes, there: waits, becomes });
  }
  return found;
}

/** Where nothing is said here, nothing can differ: a name alone says nothing. */
function descriptionDifference(here: HereTool, { description: theirs }: ThereTool): Difference[] {
  const text = here.description.trim();
  if (theirs === undefined || text === '' || text === theirs.trim()) return [];
  return [{ aspect: 'description', path: '', here: text, there: theirs.trim() }];
}

function parameterDifferences(here: HereTool, there: ThereTool, { partial }: Rules): Difference[] {
  const ours = outline(here.schema);
  const theirs = outline(there.parameters);
  const provided = new Set(there.provided);
  const invented = new Set(here.invented);
  const found: Difference[] = [];
  for (const parameter of ours.values()) {
    const { path, required } = parameter;
    const other = theirs.get(path);
    if (provided.has(path) || isWithin(path, invented)) continue;
    if (other) found.push(...partsOf(parameter, partial ? guessed(parameter, other) : other));
    else if (!isWithin(path, missingIn(found)) && (required || !partial))
      found.push({ aspect: 'parameter', path, here: summary(parameter), there: null });
  }
  for (const parameter of theirs.values()) {
    const { path } = parameter;
    if (ours.has(path) || isWithin(path, provided) || isWithin(path, invented)) continue;
    if (!isWithin(path, missingIn(found)))
      found.push({ aspect: 'parameter', path, here: null, there: summary(parameter) });
  }
  return found;
}

/** What is in a parameter that is missing as a whole is not named again. */
function missingIn(found: readonly Difference[]): Set<string> {
  return new Set(found.filter(({ aspect }) => aspect === 'parameter').map(({ path }) => path));
}

function isWithin(path: string, parents: ReadonlySet<string>): boolean {
  if (parents.has(path)) return true;
  return [...parents].some((parent) => path.startsWith(`${parent}.`) || path.startsWith(`${parent}[]`));
}

function summary({ types, required }: Parameter): readonly string[] {
  return [...types, ...(required ? ['required'] : [])];
}

/** Calls tell no choices and no whole numbers, and not every description: what they do not tell is as it is here. */
function guessed(here: Parameter, there: Parameter): Parameter {
  const plain = (types: readonly string[]) => types.map((type) => (type === 'integer' ? 'number' : type));
  return {
    ...there,
    types: same(plain(here.types), plain(there.types)) ? here.types : there.types,
    description: there.description || here.description,
    choices: there.choices.length > 0 ? there.choices : here.choices,
  };
}

function partsOf(here: Parameter, there: Parameter): Difference[] {
  const { path } = here;
  const found: Difference[] = [];
  if (here.types.length > 0 && there.types.length > 0 && !same(here.types, there.types))
    found.push({ aspect: 'type', path, here: here.types, there: there.types });
  if (here.description && here.description !== there.description)
    found.push({ aspect: 'meaning', path, here: here.description, there: there.description || null });
  if (!same(here.choices, there.choices))
    found.push({ aspect: 'choices', path, here: listed(here.choices), there: listed(there.choices) });
  if (here.required !== there.required)
    found.push({ aspect: 'required', path, here: here.required, there: there.required });
  return found;
}

function listed(choices: readonly string[]): Value {
  return choices.length > 0 ? choices : null;
}

/** Both are sorted. */
function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

/** `set_light` and `setLight` are two names to an agent, and one to a person. */
function pairSimilar(rows: ComparedTool[]): void {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const unwired = new Map(
    rows.filter(({ state }) => state === 'not-wired').map((row) => [plain(row.name), row]),
  );
  for (const row of rows) {
    if (row.state !== 'missing-there' && row.state !== 'unseen') continue;
    const other = unwired.get(plain(row.name));
    if (!other) continue;
    row.similar = other.name;
    other.similar = row.name;
  }
}
