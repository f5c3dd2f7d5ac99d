// Owns how agent-session stands in the editor. Its variables and what a provider cannot take stand beside this file.

import { MAX_SESSIONS } from '../../lib/shared/limits.js';
import type { AgentSessionSettings } from '../../lib/shared/settings.js';
import { adoptAgent, validAgent } from '../parts/agent.js';
import { choose } from '../parts/choice.js';
import { formCloses, formOpens, formSaves } from '../parts/open-form.js';
import { harmless } from '../parts/harmless.js';
import { providerOfAgent } from '../parts/provider.js';
import { addTourAction, tourButton } from '../parts/tour.js';
import { validator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';
import { addTimeline } from '../timeline/tab.js';
import { reason, showAbilities, validSetting } from './abilities.js';
import { prepareBeginning } from './beginning.js';
import { validIdle, validMaxSessions } from './bounds.js';
import { prepareTexts, validText } from './texts.js';
import { prepareTalk, validTalkPath } from './talk.js';
import { prepareVariables, readVariables, variablesProblem } from './variables.js';

const words = wordsOf('agent-session');

const OUTPUTS = ['conversation', 'audio', 'events'];

const validVariables = validator<AgentSessionSettings, AgentSessionSettings['variables']>(
  (node, variables) =>
    variablesProblem(variables) ??
    (variables && variables.length > 0 ? reason(node, 'variables') : undefined),
);

RED.nodes.registerType<AgentSessionSettings, 'talkPin'>('agent-session', {
  category: 'agent tools',
  categoryDescription: `${CATALOGS}agent-session:palette.description`,
  color: '#3FADB5',
  icon: 'agent-session.svg',
  inputs: 1,
  outputs: 3,
  defaults: {
    name: { value: '' },
    agent: { value: '', type: 'agent-config', validate: validAgent },
    start: { value: 'deploy' },
    textOnly: { value: false, validate: validSetting('textOnly') },
    firstMessage: { value: '', validate: validText('firstMessage') },
    firstMessageType: { value: 'str' },
    prompt: { value: '', validate: validText('prompt') },
    promptType: { value: 'str' },
    language: { value: '', validate: validText('language') },
    languageType: { value: 'str' },
    voice: { value: '', validate: validText('voice') },
    voiceType: { value: 'str' },
    userId: { value: '', validate: validText('userId') },
    userIdType: { value: 'str' },
    audioOut: { value: 'chunks' },
    variables: { value: [], validate: validVariables },
    interim: { value: false },
    maxSessions: { value: '', validate: validMaxSessions },
    idleMinutes: { value: '', validate: validIdle },
    talk: { value: false },
    talkPath: { value: '', validate: validTalkPath },
    talkSession: { value: 'shared' },
  },
  credentials: {
    talkPin: { type: 'password' },
  },
  paletteLabel: () => words('palette.name'),
  label() {
    return this.name || words('palette.name');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels: () => words('input'),
  outputLabels(index) {
    const output = OUTPUTS[index] ?? '';
    const silent = output === 'audio' && providerOfAgent(this.agent ?? '')?.capabilities.audioIn === false;
    return words(silent ? 'output.no-audio' : `output.${output}`);
  },
  onadd() {
    adoptAgent(this);
  },
  oneditprepare() {
    formOpens(this);
    $('#node-input-maxSessions').attr('placeholder', String(MAX_SESSIONS));
    prepareTexts(this);
    choose($('#node-input-audioOut'), this.audioOut ?? 'chunks');
    prepareVariables($('#agent-session-variables'), this.variables);
    showAbilities(this);
    prepareBeginning(this.start);
    prepareTalk(this);
    $('#agent-session-tour').append(tourButton());
  },
  oneditsave() {
    formSaves(this);
    const variables = readVariables($('#agent-session-variables'));
    if (variables) this.variables = harmless(variables);
  },
  oneditcancel() {
    formCloses(this);
  },
});

addTimeline();
addTourAction();
