// Owns how agent-reply stands in the editor. It works as it is dragged in.

import type { AgentReplySettings, Outcome } from '../../lib/shared/settings.js';
import { choose } from '../parts/choice.js';
import { note } from '../parts/note.js';
import { formCloses, formOpens, formSaves } from '../parts/open-form.js';
import { toolsOf } from '../parts/pair.js';
import { showPair } from '../parts/pair-row.js';
import { prepareValueField, validValue } from '../parts/value-field.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-reply');

const OUTCOMES: readonly Outcome[] = ['auto', 'success', 'error'];

RED.nodes.registerType<AgentReplySettings>('agent-reply', {
  category: 'agent tools',
  categoryDescription: `${CATALOGS}agent-reply:palette.description`,
  color: '#3FADB5',
  icon: 'agent-reply.svg',
  inputs: 1,
  outputs: 0,
  defaults: {
    name: { value: '' },
    value: { value: 'payload', validate: validValue },
    valueType: { value: 'msg' },
    outcome: { value: 'auto' },
  },
  paletteLabel: () => words('palette.name'),
  label() {
    return this.name || words('palette.name');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels: () => words('input'),
  oneditprepare() {
    formOpens(this);
    prepareValueField();
    const outcome = $('#node-input-outcome');
    choose(outcome, this.outcome ?? 'auto');
    const explain = () => {
      const known = OUTCOMES.find((one) => one === outcome.val());
      note(outcome.closest('.form-row'), known && words(`hint.${known}`));
    };
    outcome.on('change', explain);
    const tools = toolsOf(this);
    showPair($('#agent-reply-tools'), tools);
    if (tools.length === 0) note($('#agent-reply-row-tools'), words('hint.no-tools'));
  },
  oneditsave() {
    formSaves(this);
  },
  oneditcancel() {
    formCloses(this);
  },
});
