// Owns reading the project's own source files, for tests about the sources themselves.

import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ROOT } from './project.js';

export interface Source {
  /** From the project's folder, with `/` on every system. */
  path: string;
  text: string;
  /** The text without its comments. */
  code: string;
}

/** Every file below a folder of the project whose name ends so. */
export function sourcesIn(folder: string, ending: RegExp): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(ROOT, folder, name), 'utf8');
      const code = text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<=^|\s)\/\/.*$/gm, '');
      return { path: `${folder}/${name.split(sep).join('/')}`, text, code };
    });
}
