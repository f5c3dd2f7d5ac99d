// What `npm run bench` runs: builds, then compares our nodes with other ways to answer a tool call. The benchmark itself
// stands in test/bench/. NODE_RED_DIR chooses another Node-RED, as for tests.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildPackage, buildTests } from './build.mjs';
import { root } from './runtimes.mjs';

await buildPackage();
await buildTests();
const bench = join(root, '.build-test', 'test', 'bench', 'bench.js');
const { status } = spawnSync(process.execPath, [bench, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
