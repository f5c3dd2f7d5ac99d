// Owns the fields of one parameter in the tool's form, read and marked. A row of an object or a list holds rows of its
// own; what makes a row wrong stands in lib/shared/parameters.

import {
  CHOICE_TYPES,
  PARAMETER_TYPES,
  RANGE_TYPES,
  isType,
  unknownIn,
  type ParameterRow,
  type ParameterType,
  type RowProblem,
} from '../../lib/shared/parameters.js';
import { keptKeywords } from '../../lib/shared/schema-rows.js';
import { note } from '../parts/note.js';
import { wordsOf } from '../parts/words.js';
import { choicesField, textField, type Field } from './row-field.js';

const words = wordsOf('agent-tool');

/** The fields of a row, as a list can use them. */
export interface RowFields {
  read(): ParameterRow;
  /** Marks the fields that are not right; without a problem, none. `advice` is no problem. */
  mark(problem: RowProblem | undefined, sentence: string | undefined, advice: string | undefined): void;
  /** The fields of the rows within, if there are any. */
  inner(): RowFields[];
}

/** Puts rows into a list of their own, below those of an object. */
export type AddList = (place: JQuery, rows: readonly ParameterRow[]) => () => RowFields[];

/** `addList`: missing where a row cannot have rows of its own. */
export function addRow(place: JQuery, row: ParameterRow, addList: AddList | undefined): RowFields {
  const line = (...parts: JQuery[]) =>
    $('<div class="agent-line">')
      .append(...parts)
      .appendTo(place);
  const fields = {
    name: textField('name', row.name),
    description: textField('description', row.description),
    unit: textField('unit', row.unit),
    min: textField('min', row.min),
    max: textField('max', row.max),
    example: textField('example', row.example),
    default: textField('default', row.default),
    choices: choicesField(row.enum),
  };
  const type = select('type', row.type, PARAMETER_TYPES);
  const items = select('items', row.items ?? '', ['', ...PARAMETER_TYPES]);
  const required = check('required', row.required);
  const masked = check('private', row.private === true);

  place.addClass('agent-row');
  line(fields.name.input, type, required.label);
  line(fields.description.input);
  const listed = line(fields.choices.input);
  const itemsLine = line($('<span>').text(words('parameter.of')), items).insertBefore(listed);
  const more = $('<details class="agent-more">').appendTo(place);
  more.append($('<summary>').text(words('parameter.more')));
  const range = [labelled(fields.min), labelled(fields.max)];
  line(labelled(fields.unit), ...range).appendTo(more);
  line(labelled(fields.default), labelled(fields.example)).appendTo(more);
  line(masked.label).appendTo(more);
  more.prop('open', Boolean(row.unit ?? row.min ?? row.max ?? row.default ?? row.example ?? row.private));
  const within = $('<div class="agent-inner">').appendTo(place);
  let innerList: (() => RowFields[]) | undefined;
  const inner = () => innerList?.() ?? [];

  const chosen = () => typeIn(type, row.type) ?? 'string';
  const itemType = () => typeIn(items, row.items);
  const look = () => {
    const [kind, item] = [chosen(), itemType()];
    itemsLine.toggle(kind === 'array');
    listed.toggle(hasChoices(kind, item));
    for (const part of range) part.toggle(RANGE_TYPES.includes(kind));
    const nested = addList !== undefined && hasRows(kind, item);
    within.toggle(nested);
    // Made when it is needed: most rows have none.
    if (nested) innerList ??= addList(within, row.rows ?? []);
    const json = kind === 'array' || kind === 'object';
    for (const name of ['example', 'default'] as const)
      fields[name].input.attr('placeholder', json ? words('parameter.json') : '');
  };
  type.add(items).on('change', look);
  look();

  const read = (): ParameterRow => {
    const [kind, item] = [chosen(), itemType()];
    const ranged = RANGE_TYPES.includes(kind);
    const rows = addList && hasRows(kind, item) ? inner().map((one) => one.read()) : [];
    const said = compact({
      name: fields.name.read(),
      type: kind,
      description: fields.description.read(),
      required: required.isOn(),
      enum: hasChoices(kind, item) ? fields.choices.readAll() : [],
      unit: fields.unit.read(),
      min: ranged ? fields.min.read() : '',
      max: ranged ? fields.max.read() : '',
      example: fields.example.read(),
      default: fields.default.read(),
      private: masked.isOn(),
      items: kind === 'array' ? item : undefined,
      rows: rows.filter((one) => !isBlank(one)),
      keep:
        kind === row.type && (item === row.items || row.keep?.['items'] === undefined) ? row.keep : undefined,
    });
    return { ...unknownIn(row), ...said };
  };
  const mark: RowFields['mark'] = (problem, sentence, advice) => {
    place.find('> .agent-line, > .agent-more > .agent-line').find('.input-error').each(unmark);
    for (const input of problem ? wrongFields(problem, fields, type) : [])
      input.addClass('input-error').attr({ title: sentence ?? '', 'aria-invalid': 'true' });
    const hidden = problem === 'default' || problem === 'example' || problem === 'range';
    if (hidden) more.prop('open', true);
    // A row that is new says nothing but its mark: nobody has had the time to fill it in.
    note(place, problem && problem !== 'empty' ? sentence : problem ? undefined : advice, 'warning');
    showKept(place, read().keep);
  };
  return { read, mark, inner: () => (hasRows(chosen(), itemType()) ? inner() : []) };
}

/** A row that nobody has filled in is nothing. */
export function isBlank(row: ParameterRow): boolean {
  return row.name === '' && row.description === '' && row.enum.length === 0 && !row.rows && !row.keep;
}

/** A field that is filled in most rows needs no label; one that is not does, also once it is filled. */
function labelled({ input, label }: Field): JQuery {
  return $('<label class="agent-labelled">').append($('<span>').text(label), input.attr('placeholder', ''));
}

function unmark(_index: number, input: HTMLElement): void {
  $(input).removeClass('input-error').removeAttr('title').removeAttr('aria-invalid');
}

function showKept(place: JQuery, keep: ParameterRow['keep']): void {
  const names = keptKeywords(keep);
  place.children('.agent-kept').remove();
  if (names.length === 0) return;
  const text = words('parameter.kept', { names: names.join(', ') });
  $('<div class="agent-kept">').text(text).appendTo(place);
}

function wrongFields(problem: RowProblem, fields: Record<string, Field>, type: JQuery): JQuery[] {
  if (problem === 'type') return [type];
  const names = problem === 'range' ? ['min', 'max'] : problem === 'choice' ? ['choices'] : [problem];
  const found = names.flatMap((name) => fields[name]?.input ?? []);
  return found.length > 0 ? found : [fields['name']?.input ?? type];
}

/** Without what is empty: a row of an older flow has none of it either. */
function compact(row: {
  [Key in keyof Required<ParameterRow>]: ParameterRow[Key] | undefined;
}): ParameterRow {
  const { name = '', type = 'string', description = '', required = false, enum: choices = [], ...more } = row;
  const said = Object.entries(more).filter(
    ([, value]) => value !== undefined && value !== '' && value !== false && !isEmpty(value),
  );
  return { name, type, description, required, enum: choices, ...Object.fromEntries(said) };
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function hasChoices(type: ParameterType, items: ParameterType | undefined): boolean {
  const listed = type === 'array' ? items : type;
  return listed !== undefined && CHOICE_TYPES.includes(listed);
}

function hasRows(type: ParameterType, items: ParameterType | undefined): boolean {
  return type === 'object' || (type === 'array' && items === 'object');
}

/** One that is not known, from a flow made elsewhere, is in the list too: nothing is changed unasked. */
function select(name: string, stored: string, types: readonly string[]): JQuery {
  const field = $('<select>')
    .addClass(`agent-parameter-${name}`)
    .attr('aria-label', words(`parameter.${name}`));
  for (const type of types.includes(stored) ? types : [...types, stored])
    $('<option>')
      .val(type)
      .text(types.includes(type) ? words(`type.${type || 'any'}`) : type)
      .appendTo(field);
  return field.val(stored);
}

function typeIn(field: JQuery, stored: ParameterType | undefined): ParameterType | undefined {
  const value = field.val();
  if (isType(value)) return value;
  return value === stored ? stored : undefined;
}

function check(name: string, on: boolean): { label: JQuery; isOn(): boolean } {
  const box = $('<input type="checkbox">').addClass(`agent-parameter-${name}`).prop('checked', on);
  const label = $('<label>').append(box, $('<span>').text(words(`parameter.${name}`)));
  return { label, isOn: () => box.prop('checked') === true };
}
