// Owns the list of variables in the session's form: its rows, and what is wrong with them.

import { isObject } from '../../lib/shared/json.js';
import type { SessionVariable, ValueType } from '../../lib/shared/settings.js';
import { typesWith } from '../parts/choice.js';
import { addListKeys, addRowKeys, nameRows } from '../parts/list-keys.js';
import { nameTypedField } from '../parts/typed-names.js';
import { asText } from '../parts/validator.js';
import { valueProblem } from '../parts/value-field.js';
import { TYPE } from '../parts/variables.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-session');

const TYPES: readonly ValueType[] = ['str', 'num', 'bool', 'env', 'msg', 'flow', 'global', 'jsonata'];

export function prepareVariables(list: JQuery, stored: unknown): void {
  list.editableList<SessionVariable>({
    addButton: words('variable.add'),
    height: 'auto',
    sortable: true,
    removable: true,
    addItem: (row, _index, variable) => {
      addRow(row, variable);
      addRowKeys(row, () => markRows(list));
    },
    removeItem: () => {
      nameRows(list);
      list.trigger('change');
    },
  });
  addListKeys(list);
  for (const variable of storedVariables(stored)) list.editableList('addItem', variable);
  list.data('agent-before', JSON.stringify(rowsOf(list)));
  list.on('input change', () => markRows(list));
}

/** Rows as they may stand in a flow that was made elsewhere. */
function storedVariables(stored: unknown): Partial<SessionVariable>[] {
  return Array.isArray(stored) ? stored.map((one: unknown) => (isObject(one) ? one : {})) : [];
}

function addRow(row: JQuery, { name = '', value = '', valueType = 'str' }: Partial<SessionVariable>): void {
  const line = $('<div class="agent-line">').appendTo(row);
  $('<input type="text" class="agent-variable-name">')
    .attr({ placeholder: words('variable.name'), 'aria-label': words('variable.name') })
    .val(name)
    .appendTo(line);
  const field = $('<input type="text" class="agent-variable-value" style="width: 100%">').val(value);
  $('<div class="agent-variable-field">').append(field).appendTo(line);
  field.typedInput({ default: valueType, types: typesWith(TYPES, valueType) });
  field.typedInput('type', valueType);
  nameTypedField(field, words('variable.value'));
  const mark = () => field.attr(TYPE, field.typedInput('type'));
  field.on('change', mark);
  mark();
}

/** The rows as they stand, where somebody has changed them; a row without a name and a value is nothing. */
export function readVariables(list: JQuery): SessionVariable[] | undefined {
  const rows = rowsOf(list);
  if (list.data('agent-before') === JSON.stringify(rows)) return undefined;
  return rows.filter(({ name, value }) => name !== '' || value !== '');
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
        // One that a newer version has written stays.
        // oxlint-disable-next-line no-unsafe-type-assertion
        valueType: type as ValueType,
      };
    });
}

/** What is wrong with the first row that is not right. */
export function variablesProblem(stored: unknown): string | undefined {
  if (stored !== undefined && !Array.isArray(stored)) return words('problem.variable-list');
  const variables = storedVariables(stored);
  for (const [index, { name = '', value = '', valueType = 'str' }] of variables.entries()) {
    if (name === '') return words('problem.variable-name', { row: index + 1 });
    const first = variables.findIndex((other) => other.name === name);
    if (first < index) return words('problem.variable-twice', { name });
    const problem = valueProblem(asText(value), valueType);
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
