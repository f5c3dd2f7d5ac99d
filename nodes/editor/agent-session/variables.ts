// Owns the list of variables in the session's form: its rows, and what is wrong with them.

import type { SessionVariable, ValueType } from '../../lib/shared/settings.js';
import { isValueType, valueProblem } from '../parts/value-field.js';
import { TYPE } from '../parts/variables.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-session');

const TYPES: readonly ValueType[] = ['str', 'num', 'bool', 'env', 'msg', 'flow', 'global', 'jsonata'];

export function prepareVariables(list: JQuery, variables: readonly SessionVariable[]): void {
  list.editableList<SessionVariable>({
    addButton: words('variable.add'),
    height: 'auto',
    sortable: true,
    removable: true,
    addItem: (row, _index, variable) => addRow(row, variable),
    removeItem: () => void list.trigger('change'),
  });
  for (const variable of variables) list.editableList('addItem', variable);
  list.on('input change', () => markRows(list));
}

function addRow(row: JQuery, { name = '', value = '', valueType = 'str' }: Partial<SessionVariable>): void {
  const line = $('<div class="agent-line">').appendTo(row);
  $('<input type="text" class="agent-variable-name">')
    .attr('placeholder', words('variable.name'))
    .val(name)
    .appendTo(line);
  const field = $('<input type="text" class="agent-variable-value" style="width: 100%">').val(value);
  $('<div class="agent-variable-field">').append(field).appendTo(line);
  field.typedInput({ default: valueType, types: TYPES });
  field.typedInput('type', valueType);
  const mark = () => field.attr(TYPE, field.typedInput('type'));
  field.on('change', mark);
  mark();
}

/** The rows as they stand; a row without a name and a value is nothing. */
export function readVariables(list: JQuery): SessionVariable[] {
  return rowsOf(list).filter(({ name, value }) => name !== '' || value !== '');
}

function rowsOf(list: JQuery): SessionVariable[] {
  return list
    .editableList('items')
    .toArray()
    .map((row) => {
      const field = $(row).find('.agent-variable-value');
      const type = field.typedInput('type');
      return {
        name: String($(row).find('.agent-variable-name').val() ?? '').trim(),
        value: field.typedInput('value'),
        valueType: isValueType(type) ? type : 'str',
      };
    });
}

/** What is wrong with the first row that is not right. */
export function variablesProblem(variables: readonly SessionVariable[]): string | undefined {
  for (const [index, { name, value, valueType }] of variables.entries()) {
    if (name === '') return words('problem.variable-name', { row: index + 1 });
    const first = variables.findIndex((other) => other.name === name);
    if (first < index) return words('problem.variable-twice', { name });
    const problem = valueProblem(value, valueType);
    if (problem) return words('problem.variable-value', { name, problem });
  }
  return undefined;
}

/** Marks a name that is missing or there twice. */
function markRows(list: JQuery): void {
  const rows = rowsOf(list);
  list.find('.agent-variable-name').each((index, input) => {
    const { name = '', value = '' } = rows[index] ?? {};
    const missing = name === '' && value !== '';
    const twice = name !== '' && rows.findIndex((row) => row.name === name) < index;
    $(input).toggleClass('input-error', missing || twice);
  });
}
