// Owns how agent-tool stands in the editor. Its rules, its rows, its schema and its advice stand beside this file.

import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { adoptAgent } from '../parts/agent.js';
import { formCloses, formOpens, formSaves } from '../parts/open-form.js';
import { rememberForm } from '../parts/unsaved.js';
import { wordsOf } from '../parts/words.js';
import { showAdvice } from './advice.js';
import { prepareFailure, prepareOrder, validErrorSentence } from './failure.js';
import { prepareAnswers, validAnswerTopic } from './mqtt.js';
import { prepareParameters, readParameters } from './parameters.js';
import { preparePatience, validAcknowledge, validTimeout } from './patience.js';
import { addPairActions, offerReply, prepareReply, validReply, watchWires } from './reply.js';
import { validName, validParameters, validSchema } from './rules.js';
import { prepareScope, validToolAgent } from './scope.js';
import { openTrial } from './try/tray.js';

const words = wordsOf('agent-tool');

/** Node-RED itself keeps how many outputs a node has, where that can change. */
type Stored = AgentToolSettings & { outputs: number };

RED.nodes.registerType<Stored>('agent-tool', {
  category: 'agent tools',
  categoryDescription: `${CATALOGS}agent-tool:palette.description`,
  color: '#3FADB5',
  icon: 'agent-tool.svg',
  inputs: 0,
  outputs: 1,
  defaults: {
    name: { value: '' },
    agent: { value: '', type: 'agent-config', validate: validToolAgent },
    tool: { value: '', validate: validName },
    description: { value: '' },
    parameters: { value: [], validate: validParameters },
    schema: { value: '', validate: validSchema },
    moreSchema: { value: {} },
    noReply: { value: false, validate: validReply },
    timeout: { value: '', validate: validTimeout },
    mqtt: { value: false },
    mqttResponseTopic: { value: '', validate: validAnswerTopic },
    cancelled: { value: false },
    interruptible: { value: false },
    everyAgent: { value: false },
    others: { value: false },
    errorsAs: { value: '' },
    errorSentence: { value: '', validate: validErrorSentence },
    order: { value: 'parallel' },
    acknowledgeAfter: { value: '', validate: validAcknowledge },
    acknowledgement: { value: '' },
    acknowledgementType: { value: 'str' },
    acknowledgeSpeak: { value: false },
    outputs: { value: 1 },
  },
  paletteLabel: () => words('palette.name'),
  label() {
    return this.name || (this.others ? words('palette.others') : this.tool) || words('palette.name');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  button: {
    enabled() {
      return !this.changed;
    },
    onclick() {
      openTrial(this, this.name || this.tool || words('palette.others'));
    },
  },
  outputLabels: (index) => words(index === 0 ? 'output.call' : 'output.cancelled'),
  onadd() {
    adoptAgent(this);
    offerReply(this);
  },
  oneditprepare() {
    formOpens(this);
    prepareParameters(this);
    prepareReply(this);
    prepareAnswers();
    prepareScope();
    preparePatience(this);
    prepareFailure(this);
    prepareOrder(this);
    showAdvice(this);
    $('#agent-tool-try').on('click', () => {
      openTrial(this, this.name || this.tool || words('palette.others'));
    });
    rememberForm(this);
  },
  oneditsave() {
    formSaves(this);
    Object.assign(this, readParameters(this));
    this.outputs = $('#node-input-cancelled').prop('checked') ? 2 : 1;
  },
  oneditcancel() {
    formCloses(this);
  },
});

watchWires();
addPairActions();
