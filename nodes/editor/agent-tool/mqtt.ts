// Owns the part of the tool's form where a device may answer over MQTT. Whether there is a broker is the flow's affair.

import { ANSWER_TOPIC } from '../../lib/shared/limits.js';
import { isPublishTopic } from '../../lib/shared/names.js';
import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { note } from '../parts/note.js';
import { isOpen } from '../parts/open-form.js';
import { textValidator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-tool');

export const validAnswerTopic = textValidator<AgentToolSettings>((node, topic) => {
  const wanted = isOpen(node) ? isOn() : node.mqtt;
  const fits = topic.trim() === '' || isPublishTopic(topic.trim());
  return !wanted || fits ? undefined : words('problem.answer-topic');
});

function isOn(): boolean {
  return $('#node-input-mqtt').prop('checked') === true;
}

/** The topic is asked for only where it is of use. */
export function prepareAnswers(): void {
  const row = $('#agent-tool-row-answers');
  const mqtt = $('#node-input-mqtt');
  $('#node-input-mqttResponseTopic').attr('placeholder', ANSWER_TOPIC);
  note(row, words('advice.mqtt'));
  mqtt.on('change', () => row.toggle(isOn()));
  row.toggle(isOn());
}
