// Owns the names of types, as the tool's form has them.

import { PARAMETER_TYPES } from '../../../lib/shared/parameters.js';
import { wordsOf } from '../../parts/words.js';

const words = wordsOf('agent-tool');

export function typeWords(type: string): string {
  return PARAMETER_TYPES.some((known) => known === type) ? words(`type.${type}`) : type;
}
