// Owns the fields of the session's form for texts that may come from elsewhere: a message, the context, the environment.
// The prompt is a text of many lines, which Node-RED's typed field cannot hold: it has a list beside it instead.

import {
  OPENING_TEXTS,
  type AgentSessionSettings,
  type OpeningText,
  type ValueType,
} from '../../lib/shared/settings.js';
import { choose, typesWith } from '../parts/choice.js';
import { current } from '../parts/open-form.js';
import { nameTypeList, nameTypedField } from '../parts/typed-names.js';
import { textValidator } from '../parts/validator.js';
import { isValueType, valueProblem } from '../parts/value-field.js';
import { reason } from './abilities.js';

const TYPES: readonly ValueType[] = ['str', 'msg', 'flow', 'global', 'env', 'jsonata'];

export function prepareTexts(node: FormNode<AgentSessionSettings>): void {
  for (const name of OPENING_TEXTS) {
    const type = node[`${name}Type`] || 'str';
    const typeField = `#node-input-${name}Type`;
    const field = $(`#node-input-${name}`);
    if (name === 'prompt') {
      choose($(typeField), type);
      nameTypeList($(typeField), field);
      continue;
    }
    $(typeField).val(type);
    const hint = field.attr('placeholder') ?? '';
    field.typedInput({ default: 'str', types: typesWith(TYPES, type), typeField });
    // The field that is seen is another one from now on.
    field.next('.red-ui-typedInput-container').find('input').attr('placeholder', hint);
    nameTypedField(field);
  }
}

/** Valid while it is empty, or the provider takes it and it can be worked out. */
export function validText(name: OpeningText): Validator<AgentSessionSettings, string> {
  const property = `${name}Type` as const;
  return textValidator<AgentSessionSettings>((node, value) => {
    if (value === '') return undefined;
    const type = typeOf(current(node, property, node[property]));
    return (type === 'str' ? undefined : valueProblem(value, type)) ?? reason(node, name);
  });
}

function typeOf(stored: string | undefined): ValueType {
  return stored && isValueType(stored) ? stored : 'str';
}
