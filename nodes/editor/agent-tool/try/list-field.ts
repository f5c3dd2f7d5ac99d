// Owns the fields of a trial for a list: one for each item, added and taken away one by one.

import type { JsonSchema } from '../../../lib/shared/parameters.js';
import { wordsOf } from '../../parts/words.js';
import { fieldFor, frame, type Field, type FieldFacts } from './field.js';
import { itemStart } from './values.js';

const words = wordsOf('agent-tool');

export function listField(facts: FieldFacts, items: JsonSchema): Field {
  const element = frame(facts);
  const list = $('<div class="agent-try-items">').appendTo(element);
  let fields: Field[] = [];
  const add = (value: unknown) => {
    // What is in it says by itself whether it may be left out.
    const field = fieldFor({
      ...facts,
      name: '',
      needed: true,
      optional: false,
      property: items,
      depth: facts.depth + 1,
    });
    field.write(value);
    fields.push(field);
    const row = $('<div class="agent-try-item">').append(field.element).appendTo(list);
    $('<button type="button" class="red-ui-button red-ui-button-small">')
      .attr({ title: words('try.remove-item'), 'aria-label': words('try.remove-item') })
      .append('<i class="fa fa-remove" aria-hidden="true">')
      .on('click', () => {
        fields = fields.filter((one) => one !== field);
        row.remove();
        more.trigger('focus');
      })
      .appendTo(row);
    return row;
  };
  const more = $('<button type="button" class="red-ui-button red-ui-button-small">')
    .append('<i class="fa fa-plus" aria-hidden="true">', ' ', $('<span>').text(words('try.add-item')))
    .attr('aria-label', `${words('try.add-item')}: ${facts.path}`)
    .on('click', () => void add(itemStart(items)).find('input, select, textarea').first().trigger('focus'))
    .appendTo(element);
  return {
    element,
    read: () => {
      const values = fields.map((field) => field.read());
      if (values.some((value) => value instanceof Error)) return new Error(facts.path);
      const given = values.filter((value) => value !== undefined);
      return given.length > 0 || facts.needed ? given : undefined;
    },
    write: (value) => {
      fields = [];
      list.empty();
      for (const item of Array.isArray(value) ? value : []) add(item);
    },
  };
}
