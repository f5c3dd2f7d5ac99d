// Owns a login of Node-RED for tests: the hash that its settings want. Knows no users.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NODE_RED_DIR } from '../support/project.js';

interface Bcrypt {
  hashSync(password: string, rounds: number): string;
}

/** By the library that Node-RED itself brings along. */
export function hashOf(password: string): string {
  const load = createRequire(join(NODE_RED_DIR, 'node_modules', '@node-red', 'editor-api', 'package.json'));
  const bcrypt: Bcrypt = load('bcryptjs');
  return bcrypt.hashSync(password, 4);
}
