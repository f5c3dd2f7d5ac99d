// Owns the part of the tool's form where a JSON Schema can stand in place of the rows. Whether its keywords are right is
// told when it is deployed: tools/schema does that.

import { isObject } from '../../lib/shared/json.js';
import { schemaOfRows } from '../../lib/shared/parameters.js';
import { note } from '../parts/note.js';
import { wordsOf } from '../parts/words.js';
import { readRows } from './rows.js';

const words = wordsOf('agent-tool');

export function prepareSchema(list: JQuery): void {
  const field = $('#node-input-schema');
  $('#agent-tool-schema').prop('open', field.val() !== '');
  $('#agent-tool-copy-rows').on('click', () => {
    field.val(JSON.stringify(schemaOfRows(readRows(list)), null, 2)).trigger('change');
  });
  field.on('input change', showWhichCounts);
  showWhichCounts();
}

/** Either the rows or the schema: never both. */
function showWhichCounts(): void {
  const schemaCounts = String($('#node-input-schema').val() ?? '').trim() !== '';
  $('#agent-tool-rows').prop('inert', schemaCounts);
  const row = $('#agent-tool-row-parameters').toggleClass('agent-unavailable', schemaCounts);
  note(row, schemaCounts ? words('schema.counts') : undefined);
}

/** Why a text cannot be the schema of a tool's arguments. */
export function schemaProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (fault) {
    return words('problem.schema.json', { reason: fault instanceof Error ? fault.message : String(fault) });
  }
  if (!isObject(schema)) return words('problem.schema.object');
  const { type = 'object' } = schema;
  return type === 'object' ? undefined : words('problem.schema.type');
}
