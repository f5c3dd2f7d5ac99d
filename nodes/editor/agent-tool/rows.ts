// Owns the list of parameters in the tool's form: its rows, read and marked. The rules stand in lib/shared/parameters.

import {
  PARAMETER_TYPES,
  rowProblems,
  type ParameterRow,
  type ParameterType,
  type RowProblem,
} from '../../lib/shared/parameters.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-tool');

/** What a new row begins with. */
const EMPTY: ParameterRow = { name: '', type: 'string', description: '', required: true, enum: [] };

/** Types whose values can be listed. */
const WITH_CHOICES: readonly ParameterType[] = ['string', 'number', 'integer'];

/** `changed` is called whenever the rows are no longer what they were. */
export function prepareRows(list: JQuery, rows: readonly ParameterRow[], changed: () => void): void {
  list.editableList<ParameterRow>({
    addButton: words('parameter.add'),
    height: 'auto',
    sortable: true,
    removable: true,
    addItem: (place, _index, row) => {
      addRow(place, { ...EMPTY, ...row });
      changed();
    },
    removeItem: changed,
    sortItems: changed,
  });
  for (const row of rows) list.editableList('addItem', row);
  list.on('input change', changed);
}

function addRow(place: JQuery, row: ParameterRow): void {
  const line = () => $('<div class="agent-line">').appendTo(place);
  const text = (name: string, value: string) =>
    $('<input type="text">')
      .addClass(`agent-parameter-${name}`)
      .attr({ placeholder: words(`parameter.${name}`), 'aria-label': words(`parameter.${name}`) })
      .val(value);

  const required = $('<input type="checkbox" class="agent-parameter-required">').prop(
    'checked',
    row.required,
  );
  const label = $('<label>').append(required, $('<span>').text(words('parameter.required')));
  const type = typeSelect(row.type);
  line().append(text('name', row.name), type, label);
  line().append(text('description', row.description));
  const choices = text('choices', row.enum.join(', ')).data('choices', row.enum);
  const choicesLine = line().append(choices);
  type.on('change', () => choicesLine.toggle(hasChoices(String(type.val())))).trigger('change');
}

function typeSelect(type: ParameterType): JQuery {
  const select = $('<select class="agent-parameter-type">').attr('aria-label', words('parameter.type'));
  for (const value of PARAMETER_TYPES) {
    $('<option>')
      .val(value)
      .text(words(`type.${value}`))
      .appendTo(select);
  }
  return select.val(type);
}

/** The rows as they stand, from top to bottom; one that nobody has filled in is nothing. */
export function readRows(list: JQuery): ParameterRow[] {
  return rowsOf(list).filter((row) => row.name !== '' || row.description !== '' || row.enum.length > 0);
}

function rowsOf(list: JQuery): ParameterRow[] {
  return list
    .editableList('items')
    .toArray()
    .map((item) => readRow($(item)));
}

function readRow(row: JQuery): ParameterRow {
  const text = (name: string) => String(row.find(`.agent-parameter-${name}`).val() ?? '').trim();
  const type = PARAMETER_TYPES.find((known) => known === text('type')) ?? 'string';
  return {
    name: text('name'),
    type,
    description: text('description'),
    required: row.find('.agent-parameter-required').prop('checked') === true,
    enum: hasChoices(type) ? readChoices(row.find('.agent-parameter-choices')) : [],
  };
}

/** A choice may hold a comma of its own, if the flow was made elsewhere: what was not touched stays as it was. */
function readChoices(field: JQuery): string[] {
  const text = String(field.val() ?? '');
  const stored: readonly string[] = field.data('choices');
  if (text === stored.join(', ')) return [...stored];
  return text
    .split(',')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
}

function hasChoices(type: string): boolean {
  return WITH_CHOICES.some((known) => known === type);
}

/** What is wrong with the first row that is not right. */
export function rowsProblem(rows: readonly Partial<ParameterRow>[]): string | undefined {
  const complete = rows.map((row) => ({ ...EMPTY, ...row }));
  const [first] = rowProblems(complete);
  return first && sentence(first[1], first[0], complete);
}

/** Marks the fields that are not right; the reason shows when the pointer rests on them. */
export function markRows(list: JQuery): void {
  const rows = rowsOf(list);
  const problems = rowProblems(rows);
  list
    .editableList('items')
    .toArray()
    .forEach((item, index) => {
      const problem = problems.get(index);
      const field = problem === 'choice' ? 'choices' : 'name';
      $(item).find('.input-error').removeClass('input-error').removeAttr('title');
      if (!problem) return;
      const title = sentence(problem, index, rows);
      $(item).find(`.agent-parameter-${field}`).addClass('input-error').attr({ title });
    });
}

function sentence(problem: RowProblem, index: number, rows: readonly ParameterRow[]): string {
  return words(`problem.row.${problem}`, { row: index + 1, name: rows[index]?.name ?? '' });
}
