// Owns the words for what differs and for the value on each side.

import type { Difference, Value } from '../../../lib/tools/compare.js';
import { wordsOf } from '../../parts/words.js';
import { typeWords } from './types.js';

const words = wordsOf('agent-config');

export function whatWords({ aspect, path }: Difference): string {
  return path ? words(`compare.what.${aspect}`, { name: path }) : words(`compare.what.${aspect}`);
}

export function sideWords(aspect: Difference['aspect'], value: Value): string {
  if (value === null) return words('compare.nothing');
  switch (aspect) {
    case 'answer':
      return words(value === true ? 'compare.value.waits' : 'compare.value.does-not-wait');
    case 'errors':
      return words(`compare.value.errors-${String(value)}`);
    case 'timeout':
      return typeof value === 'number' ? words('compare.value.seconds', { seconds: value }) : String(value);
    case 'required':
      return words(value === true ? 'compare.value.required' : 'compare.value.optional');
    case 'type':
    case 'parameter':
      return Array.isArray(value) ? value.map((one) => typeName(String(one))).join(', ') : String(value);
    case 'choices':
      return Array.isArray(value) ? value.join(', ') : String(value);
    case 'description':
    case 'meaning':
      return String(value);
  }
}

function typeName(type: string): string {
  return type === 'required' ? words('compare.value.required') : typeWords(type);
}
