// What `npm run check` runs: everything that reads the sources and runs none of them. Source rules that no linter knows
// are tests, in test/unit/house.test.ts.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { resolve } = createRequire(import.meta.url);

/** A script of an installed tool, to be run by the Node at hand. */
function tool(name, file) {
  return join(dirname(resolve(`${name}/package.json`)), file);
}

const tsc = tool('typescript', 'bin/tsc');

export const STYLE_CHECKS = [
  ['format', [tool('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
  ['lint', [tool('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings']],
];

const TYPE_CHECKS = [
  ['types of what ships', [tsc, '-p', '.', '--noEmit']],
  ['types of the editor', [tsc, '-p', 'nodes/editor', '--noEmit']],
  ['types of the talk page', [tsc, '-p', 'nodes/talk', '--noEmit']],
  ['types of the tests', [tsc, '-p', 'test', '--noEmit']],
];

/** Runs checks one after the other, all of them; answers the names of those that found something. */
export function runChecks(checks) {
  return checks
    .filter(([name, args]) => {
      const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
      console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
      return status !== 0;
    })
    .map(([name]) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = runChecks([...STYLE_CHECKS, ...TYPE_CHECKS]).length === 0 ? 0 : 1;
}
