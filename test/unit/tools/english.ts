// Owns the words of the en-US catalog as the agent reads them, for tests. Holds no test.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../../../nodes/lib/words.js';
import { ROOT } from '../../support/project.js';

const catalog: unknown = JSON.parse(
  readFileSync(join(ROOT, 'locales', 'en-US', 'agent-config.json'), 'utf8'),
);

/** Fails for a key that the catalog does not hold, and for a parameter that is not given. */
export const english: Words = (key, params = {}) => {
  const found = key.split('.').reduce((at: unknown, part) => entry(at, part), catalog);
  if (typeof found !== 'string') throw new Error(`The catalog has no words for ${key}`);
  return found.replace(/__(\w+?)__/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${key} needs ${name}`);
    return String(value);
  });
};

function entry(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined;
}
