// Owns the list of parameters in the tool's form: its rows, read, marked and put anew. The rules stand in
// lib/shared/parameters, the fields of a row in row.ts.

import { rowFaults, storedRows, type ParameterRow, type RowFault } from '../../lib/shared/parameters.js';
import type { BrokenRule } from '../../lib/shared/tool-rules.js';
import { addListKeys, addRowKeys, nameRows } from '../parts/list-keys.js';
import { wordsOf } from '../parts/words.js';
import { addRow, isBlank, type RowFields } from './row.js';

const words = wordsOf('agent-tool');

/** What a new row begins with. */
const EMPTY: ParameterRow = { name: '', type: 'string', description: '', required: true, enum: [] };

/** `changed` is called whenever the rows are no longer what they were. */
export function prepareRows(list: JQuery, changed: () => void): void {
  makeList(list, changed, true);
  list.on('input change', changed);
}

/** Shows other rows than before. */
export function putRows(list: JQuery, rows: readonly ParameterRow[]): void {
  list.editableList('empty');
  for (const row of rows) list.editableList('addItem', row);
}

function makeList(list: JQuery, changed: () => void, nests: boolean): void {
  list.editableList<ParameterRow>({
    addButton: words(nests ? 'parameter.add' : 'parameter.add-inner'),
    height: 'auto',
    sortable: true,
    removable: true,
    addItem: (place, _index, row) => {
      const fields = addRow(place, { ...EMPTY, ...row }, nests ? addInner(changed) : undefined);
      place.data('agent-fields', fields);
      addRowKeys(place, changed);
      changed();
    },
    removeItem: () => {
      nameRows(list);
      changed();
    },
    sortItems: () => {
      nameRows(list);
      changed();
    },
  });
  addListKeys(list);
}

function addInner(changed: () => void) {
  return (place: JQuery, rows: readonly ParameterRow[]) => {
    const list = $('<ol>').appendTo(place);
    makeList(list, changed, false);
    for (const row of rows) list.editableList('addItem', row);
    return () => fieldsOf(list);
  };
}

function fieldsOf(list: JQuery): RowFields[] {
  return placesOf(list).flatMap((place) => {
    // While it is added, a row has no fields yet.
    const fields: RowFields | undefined = place.data('agent-fields');
    return fields ?? [];
  });
}

function placesOf(list: JQuery): JQuery[] {
  return list
    .editableList('items')
    .toArray()
    .map((item) => $(item));
}

/** The rows as they stand, from top to bottom; one that nobody has filled in is nothing. */
export function readRows(list: JQuery): ParameterRow[] {
  return rowsOf(list).filter((row) => !isBlank(row));
}

function rowsOf(list: JQuery): ParameterRow[] {
  return fieldsOf(list).map((fields) => fields.read());
}

/** What is wrong with the first row that is not right. */
export function rowsProblem(stored: unknown): string | undefined {
  const [first] = rowFaults(stored);
  return first && sentence(first, storedRows(stored)[first.index]);
}

/** Marks the fields that are not right, and tells what the provider does not like. */
export function markRows(list: JQuery, rules: readonly (BrokenRule & { sentence: string })[]): void {
  const rows = rowsOf(list);
  const faults = rowFaults(rows);
  fieldsOf(list).forEach((fields, index) => {
    const row = rows[index];
    const advice = (path: string) => rules.find((rule) => rule.path === path)?.sentence;
    const told = (inner?: number) => {
      const fault = faults.find((one) => one.index === index && one.inner === inner);
      return [fault?.problem, fault && sentence(fault, row)] as const;
    };
    fields.mark(...told(), advice(row?.name ?? ''));
    fields.inner().forEach((one, at) => one.mark(...told(at), advice(`${row?.name}.${one.read().name}`)));
  });
}

function sentence({ index, inner, name, problem }: RowFault, row: ParameterRow | undefined): string {
  if (inner !== undefined && problem === 'empty')
    return words('problem.row.empty-inner', { row: inner + 1, name: row?.name ?? '' });
  return words(`problem.row.${problem}`, { row: index + 1, name });
}
