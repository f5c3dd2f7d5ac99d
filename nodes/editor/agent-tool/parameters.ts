// Owns keeping the rows of the tool's form and the JSON Schema behind them in step, and which of the two counts. What was
// not touched is stored as it was.

import { rowFaults, schemaOfRows, storedRows, type JsonSchema } from '../../lib/shared/parameters.js';
import { keptKeywords } from '../../lib/shared/schema-rows.js';
import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { onAgentChange } from '../parts/agent.js';
import { harmless } from '../parts/harmless.js';
import { note } from '../parts/note.js';
import { wordsOf } from '../parts/words.js';
import { brokenRulesOf, showToolRules } from './provider-rules.js';
import { providersOf } from './scope.js';
import { markRows, prepareRows, putRows, readRows } from './rows.js';
import { obstacleSentences, readSchema, schemaIn, type ReadSchema } from './schema.js';

type ToolNode = FormNode<AgentToolSettings>;
type Parameters = Pick<AgentToolSettings, 'parameters' | 'schema' | 'moreSchema'>;

const words = wordsOf('agent-tool');

/** Sentences about a schema that are read at once; mended, they make room for others. */
const MOST_TOLD = 3;

/** The form that is open. */
interface Form {
  readonly node: ToolNode;
  readonly list: JQuery;
  /** Keywords of the whole that rows cannot say. */
  more: JsonSchema;
  /** What the text says, where it was written and not made from the rows. */
  written: ReadSchema | undefined;
  provider: ProviderFacts | undefined;
  /** Nothing was changed since the form was opened. */
  untouched: boolean;
  /** Rows are being put: what they call out is no change by a person. */
  busy: boolean;
}

let open: Form | undefined;

export function prepareParameters(node: ToolNode): void {
  const list = $('#agent-tool-parameters');
  const form: Form = {
    node,
    list,
    more: node.moreSchema ?? {},
    written: undefined,
    provider: undefined,
    untouched: true,
    busy: true,
  };
  open = form;
  prepareRows(list, () => rowsChanged(form));
  putRows(list, storedRows(node.parameters));
  form.busy = false;
  if (text() === '') writeText(form);
  else readText(form);
  $('#agent-tool-schema').prop('open', form.written !== undefined);
  $('#node-input-schema').on('input', () => {
    form.untouched = false;
    readText(form);
  });
  onAgentChange(node, (provider) => {
    form.provider = provider;
    look(form);
  });
  $('#node-input-tool, #node-input-description').on('input', () => look(form));
  $('#node-input-everyAgent').on('change', () => look(form));
}

/** To be stored. What stands in the field of the schema is put in order as well: Node-RED reads it from there. */
export function readParameters(node: ToolNode): Partial<Parameters> {
  const form = open;
  open = undefined;
  const read: Partial<Parameters> = form && !form.untouched ? readForm(form) : {};
  $('#node-input-schema').val(read.schema ?? node.schema ?? '');
  return read;
}

function readForm(form: Form): Parameters {
  const schema = schemaCounts(form) ? text() : '';
  return harmless({ parameters: readRows(form.list), schema, moreSchema: form.more });
}

function text(): string {
  return typed('schema');
}

function typed(property: string): string {
  return String($(`#node-input-${property}`).val() ?? '');
}

function schemaCounts(form: Form): boolean {
  return form.written?.kind === 'schema' || form.written?.kind === 'wrong';
}

function rowsChanged(form: Form): void {
  if (form.busy) return;
  form.untouched = false;
  form.written = undefined;
  writeText(form);
  look(form);
}

/** Not while two rows would become one: then there is no schema that says what the rows say. */
function writeText(form: Form): void {
  const rows = readRows(form.list);
  if (rowFaults(rows).length > 0) return;
  $('#node-input-schema')
    .val(JSON.stringify(schemaOfRows(rows, form.more), null, 2))
    .trigger('change');
}

function readText(form: Form): void {
  const read = readSchema(text());
  form.written = read;
  if (read.kind === 'rows') {
    form.busy = true;
    form.more = read.keep;
    putRows(form.list, read.rows);
    form.busy = false;
  }
  look(form);
}

/** Either the rows or the schema: never both. */
function look(form: Form): void {
  const counts = schemaCounts(form);
  const rows = readRows(form.list);
  const faulty = !counts && rowFaults(rows).length > 0;
  $('#agent-tool-rows').prop('inert', counts);
  const row = $('#agent-tool-row-parameters').toggleClass('agent-unavailable', counts);
  const kept = keptKeywords(form.more).join(', ');
  const aside = kept ? words('schema.kept', { names: kept }) : undefined;
  note(row, counts ? words('schema.counts') : aside);
  $('#node-input-schema').prop('readonly', faulty);
  const broken = brokenRulesOf(providersOf(form.node, form.provider), {
    name: typed('tool'),
    description: typed('description'),
    schema: faulty ? {} : counts ? schemaIn(text()) : schemaOfRows(rows, form.more),
  });
  // Where rows show it, each tells its own.
  const told = counts ? broken.filter(({ path }) => path !== '').slice(0, MOST_TOLD) : [];
  const why = faulty ? words('schema.mend') : whyNoRows(form.written);
  note(
    $('#agent-tool-schema'),
    [why, ...told.map(({ sentence }) => sentence)].filter(Boolean).join(' ') || undefined,
    counts ? 'warning' : 'plain',
  );
  markRows(form.list, counts ? [] : broken);
  showToolRules(broken);
}

function whyNoRows(read: ReadSchema | undefined): string | undefined {
  if (read?.kind === 'wrong') return read.problem;
  return read?.kind === 'schema' ? obstacleSentences(read.obstacles) : undefined;
}
