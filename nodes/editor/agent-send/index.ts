// Owns how agent-send stands in the editor. What its actions need stands beside this file.

import type { AgentSendSettings } from '../../lib/shared/settings.js';
import { adoptAgent, validAgent } from '../parts/agent.js';
import { formCloses, formOpens, formSaves } from '../parts/open-form.js';
import { prepareValueField, validValue } from '../parts/value-field.js';
import { wordsOf } from '../parts/words.js';
import { actionLabel, prepareActions, validAction } from './actions.js';

const words = wordsOf('agent-send');

RED.nodes.registerType<AgentSendSettings>('agent-send', {
  category: 'agent tools',
  categoryDescription: `${CATALOGS}agent-send:palette.description`,
  color: '#3FADB5',
  icon: 'agent-send.svg',
  inputs: 1,
  outputs: 0,
  defaults: {
    name: { value: '' },
    agent: { value: '', type: 'agent-config', validate: validAgent },
    action: { value: 'user_message', validate: validAction },
    value: { value: 'payload', validate: validValue },
    valueType: { value: 'msg' },
  },
  paletteLabel: () => words('palette.name'),
  label() {
    return this.name || actionLabel(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels: () => words('input'),
  onadd() {
    adoptAgent(this);
  },
  oneditprepare() {
    formOpens(this);
    prepareValueField();
    prepareActions(this);
  },
  oneditsave() {
    formSaves(this);
  },
  oneditcancel() {
    formCloses(this);
  },
});
