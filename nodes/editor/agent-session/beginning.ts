// Owns what the session's form says about when a conversation begins: where no message begins it, nothing can be taken from
// one. Makes nothing wrong: a message may start it anew.

import { OPENING_TEXTS } from '../../lib/shared/settings.js';
import { note } from '../parts/note.js';
import { TYPE } from '../parts/variables.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-session');

export function prepareBeginning(stored: string | undefined): void {
  const start = $('#node-input-start').val(stored ?? 'deploy');
  const row = start.closest('.form-row');
  const look = () => {
    const lacking = start.val() === 'deploy' && takesFromMessage();
    note(row, lacking ? words('advice.no-message') : undefined, 'warning');
  };
  row.closest('.agent-form').on('input change', look);
  look();
}

function takesFromMessage(): boolean {
  const texts = OPENING_TEXTS.some(
    (name) => $(`#node-input-${name}Type`).val() === 'msg' && $(`#node-input-${name}`).val() !== '',
  );
  return texts || $(`.agent-variable-value[${TYPE}="msg"]`).length > 0;
}
