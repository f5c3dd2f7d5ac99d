// Owns how agent-config stands in the editor. Its rules and its form stand beside this file.

import type { AgentConfigSettings } from '../../lib/shared/settings.js';
import { formCloses, formOpens, formSaves } from '../parts/open-form.js';
import { providerLabel } from '../parts/provider.js';
import { wordsOf } from '../parts/words.js';
import { registerSign } from './compare/sign.js';
import { prepareForm } from './form.js';
import { validAgentId, validBaseUrl, validKey, validProvider } from './rules.js';

const words = wordsOf('agent-config');

RED.nodes.registerType<AgentConfigSettings, 'apiKey'>('agent-config', {
  category: 'config',
  color: '#3FADB5',
  icon: 'agent-config.svg',
  defaults: {
    name: { value: '' },
    provider: { value: 'practice', validate: validProvider },
    agentId: { value: '', validate: validAgentId },
    baseUrl: { value: '', validate: validBaseUrl },
    tls: { value: '', type: 'tls-config', required: false },
    origin: { value: '' },
    pendingResults: { value: false },
  },
  credentials: {
    apiKey: { type: 'password', validate: validKey },
  },
  paletteLabel: () => words('palette.name'),
  label() {
    return this.name || providerLabel(this.provider ?? '');
  },
  oneditprepare() {
    formOpens(this, 'node-config-input');
    prepareForm(this);
  },
  oneditsave() {
    formSaves(this);
  },
  oneditcancel() {
    formCloses(this);
  },
});

registerSign();
