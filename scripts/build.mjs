// Builds what ships: compiled nodes, editor pages, the talk page, icons and catalogs, all under dist/; the tour under
// resources/, where Node-RED looks for it. Fails on the first type error.

import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildEditor, buildTour } from './editor.mjs';
import { buildTalkPage } from './talk-page.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** Runs the compiler on one tsconfig; ends the process when it finds a fault. */
function compile(project) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Puts pages, icons and catalogs where Node-RED and our nodes look for them: beside the compiled node files. */
async function addPages(nodes) {
  compile('nodes/editor');
  await buildEditor(join(root, nodes));
  await buildTour(join(root, dirname(nodes), 'resources'));
  compile('nodes/talk');
  await buildTalkPage(join(root, nodes));
  cpSync(join(root, 'icons'), join(root, nodes, 'icons'), { recursive: true });
  cpSync(join(root, 'locales'), join(root, nodes, 'locales'), { recursive: true });
}

/** The package as it ships, in dist/. */
export async function buildPackage() {
  for (const made of ['dist', 'resources']) rmSync(join(root, made), { recursive: true, force: true });
  compile('.');
  await addPages('dist');
}

/** The same sources and the tests beside them, with source maps, in .build-test/. */
export async function buildTests() {
  rmSync(join(root, '.build-test'), { recursive: true, force: true });
  compile('test');
  await addPages(join('.build-test', 'nodes'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await (process.argv.includes('--tests') ? buildTests() : buildPackage());
}
