// Owns the field whose value is typed: text, number, a property of the message and so on. Two properties store it.

import type { ValueType } from '../../lib/shared/settings.js';
import { typesWith } from './choice.js';
import { current } from './open-form.js';
import { nameTypedField } from './typed-names.js';
import { textValidator } from './validator.js';

interface HasValue {
  value: string;
  valueType: ValueType;
}

/** In the order of the menu. */
export const VALUE_TYPES: readonly ValueType[] = [
  'msg',
  'str',
  'num',
  'bool',
  'json',
  'env',
  'flow',
  'global',
  'jsonata',
];

export function isValueType(type: string): type is ValueType {
  return VALUE_TYPES.some((known) => known === type);
}

export function prepareValueField(): void {
  const field = $('#node-input-value');
  const types = typesWith(VALUE_TYPES, $('#node-input-valueType').val());
  field.typedInput({ default: 'msg', types, typeField: '#node-input-valueType' });
  nameTypedField(field);
}

export const validValue = textValidator<HasValue>((node, value) => {
  const type = current(node, 'valueType', node.valueType) || 'msg';
  return isValueType(type) ? valueProblem(value || 'payload', type) : type;
});

/** Why a value cannot be one of this type, in Node-RED's words. */
export function valueProblem(value: string, type: ValueType): string | undefined {
  const result = RED.utils.validateTypedProperty(value, type, {});
  return result === true ? undefined : result;
}
